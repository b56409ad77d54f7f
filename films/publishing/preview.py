"""What the public would see: written, shown to a stranger, and rolled back.

The page is that of the register itself, so the preview cannot differ from it. Nothing is kept of
it: inside a transaction no answer is kept, and the log of changes is rolled back with the rows.
"""

from io import BytesIO
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.utils.safestring import SafeString, mark_safe

from films.publishing.writing import Line
from films.register import views as register

OF_SERVER = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "wsgi.url_scheme")
START, END = "<article>", "</article>"


class Preview(NamedTuple):
    """The record of the film as a stranger would get it, and the rows behind it."""

    article: SafeString
    lines: list[Line]
    kept: list[str]


def previewed(act, request):
    """Perform an act that gives a writing, look, and undo it; raises `ValidationError`."""
    with transaction.atomic():
        try:
            writing = act()
            return Preview(public_article(writing.film, request), writing.lines, writing.kept)
        finally:
            transaction.set_rollback(True)


def problems_seen(act, request):
    """(preview, []), or (None, what stands in the way)."""
    try:
        return previewed(act, request), []
    except ValidationError as refusal:
        return None, refusal.messages


def public_article(film, request):
    """The film's own part of its public page."""
    response = register.film(stranger(request, film.get_absolute_url()), film.public_id)
    page = response.content.decode()
    return mark_safe(page[page.index(START) : page.index(END) + len(END)])


def stranger(request, address):
    """A request for the public page by somebody who has not signed in."""
    environ = {name: request.META[name] for name in OF_SERVER if name in request.META}
    found = WSGIRequest(
        {**environ, "REQUEST_METHOD": "GET", "PATH_INFO": address, "wsgi.input": BytesIO()}
    )
    found.user = AnonymousUser()
    return found
