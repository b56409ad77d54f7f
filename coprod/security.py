"""What every answer carries, and what no request may bring."""

import logging
import re

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)
MAX_QUERY_LENGTH = 8_000
# Below these everything is one person's own; the API besides says who asks in a header.
PRIVATE = (
    "/account/", "/admin/", "/api/v1/deals", "/calendar/", "/deals", "/imports/", "/invitations/",
)  # fmt: skip


class SecurityHeaders:
    """The headers of every answer, errors and files included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        if response.has_header("Content-Language"):
            # A reader's language may come from a cookie; Django names only the other header.
            patch_vary_headers(response, ["Cookie"])
        return response


class PrivateAnswers:
    """Whatever is answered to one person alone is stored by nobody between, refusals included."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(PRIVATE) or "Authorization" in request.headers:
            patch_cache_control(response, private=True, no_store=True)
        return response


class FormsOnly:
    """Whoever opens an address that takes forms alone, after signing in perhaps, is told so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET" or response.content:
            return response
        page = render(request, "405.html", status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page


class RefuseHostileInput:
    """NUL and broken Unicode are refused before a database is asked."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path or "\ufffd" in request.path:
            sentence = _("The address contains characters that no text has: check it.")
            return refusal(request, sentence, 404)
        if "\0" in request.META.get("HTTP_AUTHORIZATION", ""):
            # PostgreSQL is not asked for a token that none can be.
            sentence = _("The token contains characters that no token has: copy it again.")
            return refusal(request, sentence, 400)
        if len(request.META.get("QUERY_STRING", "")) > MAX_QUERY_LENGTH:
            sentence = _("The address is too long: drop some of its filters.")
            return refusal(request, sentence, 400)
        for name, values in request.GET.lists():
            if any(_is_broken(text) for text in (name, *values)):
                shown = _visible(name)
                sentence = _(
                    "Parameter “%(name)s” contains characters that no text has: retype it."
                )
                return refusal(request, sentence % {"name": shown}, 400, parameter=shown)
        return self.get_response(request)


def _is_broken(text):
    return "\0" in text or any(0xD800 <= ord(letter) <= 0xDFFF for letter in text)


def _visible(text):
    return re.sub(r"[^\w.-]", "?", text)[:40]


def refusal(request, sentence, status, parameter=""):
    """A short answer, the same for every reader: JSON where JSON was asked for, else plain text."""
    if not (request.path.startswith("/api/") or request.path.endswith(".json")):
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    # A parameter at fault is named as lists name theirs.
    told = {"errors": {parameter: [sentence]}} if parameter else {"detail": sentence}
    return JsonResponse(told, status=status)


class DatabaseTrouble:
    """A database that is away or busy is a 503 with a time to come back, never a 500."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        logging.getLogger("coprod").error("database unavailable: %s", type(exception).__name__)
        sentence = _("The database does not answer just now: try again shortly.")
        response = refusal(request, sentence, 503)
        response.headers["Retry-After"] = "5"
        return response


class EscapedFormatter(logging.Formatter):
    """Log lines without control characters, so that no input can forge a line."""

    def format(self, record):
        text = super().format(record)
        return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", lambda c: f"\\x{ord(c[0]):02x}", text)
