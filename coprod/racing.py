"""What whoever comes second is told, where a page has no words of its own for it."""

from coprod.records import StaleRecord
from coprod.security import refusal


class SecondWriter:
    """Somebody else saved first: 409 with the row that it was, never a 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, StaleRecord):
            return None
        return refusal(request, str(exception), 409)
