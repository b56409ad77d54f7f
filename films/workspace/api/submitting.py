"""Writes over the API: known revisions only, and a repetition makes nothing new."""

import hashlib
import re

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from coprod.records import StaleRecord
from films.deal.version import Version
from films.workspace.models import Submission

KEY = re.compile(r"[\x21-\x7e]{8,100}")
TAG = re.compile(r'(?:W/)?"([0-9]{1,10}|[0-9a-f]{16}\.[0-9a-f]{16})"')
FOREIGN_TAG = re.compile(r'(?:W/)?"[!#-~]*"')
NEVER = "0"  # Revisions count from one.


class NeedsRevision(APIException):
    """A write does not say which revision it has seen."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_code = "revision_required"

    def __init__(self):
        super().__init__(_("Say which revision you have seen: send its ETag as If-Match."))


class WrongKey(APIException):
    """An idempotency key that cannot be one, or was used for something else."""

    status_code = status.HTTP_400_BAD_REQUEST
    default_code = "idempotency_key"


def body_of(request) -> bytes:
    """What was sent, as it was sent; nothing is parsed where nothing was."""
    return request.data if isinstance(request.data, bytes) else b""


def etag(revision) -> str:
    return f'"{revision}"'


def seen_revision(request) -> str:
    """The revision that a write has seen, `NEVER` if it is none of ours; or `NeedsRevision`."""
    sent = request.headers.get("If-Match", "").strip()
    if found := TAG.fullmatch(sent):
        return found[1]
    if FOREIGN_TAG.fullmatch(sent):
        return NEVER
    raise NeedsRevision


def check_revision(row, seen: str) -> None:
    """Raises `StaleRecord` when the row is not the one that was seen any more."""
    # A bare revision would let the other side try out how often a proposal had been saved.
    if seen != (row.mark if isinstance(row, Version) else str(row.revision)):
        raise StaleRecord(row)


def refused(refusal: ValidationError) -> Response:
    """An act that cannot be done, with every objection."""
    return Response({"problems": refusal.messages}, status=status.HTTP_409_CONFLICT)


def stale(current: dict, sent: dict, revision) -> Response:
    """Somebody else was first: what is stored now, and what was sent."""
    answer = {
        "detail": _("Somebody else was first: compare both and send again with the new ETag."),
        "stored": current,
        "sent": sent,
    }
    return Response(
        answer, status=status.HTTP_412_PRECONDITION_FAILED, headers={"ETag": etag(revision)}
    )


def once(request, make):
    """(what `make()` gives as text, whether it was made just now).

    With the header Idempotency-Key the same submission of the same person makes one thing, however
    often it is sent and however many arrive together.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        with transaction.atomic():
            return make(), True
    if not KEY.fullmatch(key):
        raise WrongKey(
            _("An idempotency key has 8 to 100 printable characters without spaces: correct it.")
        )
    digest = _digest(request)
    try:
        with transaction.atomic():
            submission = Submission.objects.create(
                user=request.user, key=key, digest=digest, at=timezone.now()
            )
            submission.made = make()
            submission.save(update_fields=["made"])
            return submission.made, True
    except IntegrityError:
        earlier = Submission.objects.filter(user=request.user, key=key).first()
        if earlier is None:
            raise
    if earlier.digest != digest:
        raise WrongKey(_("This idempotency key was used for another submission: take a new one."))
    return earlier.made, False


def made_before(request):
    """What the same submission of the same person has made already; None when it has not."""
    key = request.headers.get("Idempotency-Key", "")
    if not KEY.fullmatch(key):
        return None
    earlier = Submission.objects.filter(user=request.user, key=key, digest=_digest(request))
    return earlier.values_list("made", flat=True).first()


def _digest(request) -> str:
    sent = f"{request.method} {request.path}\n".encode() + body_of(request)
    return hashlib.sha256(sent).hexdigest()
