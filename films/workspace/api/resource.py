"""What every resource of a deal has: a reader, strict input, private answers, known refusals."""

from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import permissions
from rest_framework.exceptions import ValidationError as DoesNotFit
from rest_framework.response import Response
from rest_framework.views import APIView

from coprod.exchange.faults import BadInput
from coprod.exchange.json_text import read_bounded_json
from films.calculators.api import MAX_BYTES, StrictJSON, too_long
from films.deal.reaching import GivenTwice
from films.workspace.api import shapes
from films.workspace.api.submitting import body_of, etag

IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag that the change was made from.",
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The same submission with the same key makes one thing only.",
)
MISSING = OpenApiResponse(description="Nothing of this id exists for you.")
REFUSED = OpenApiResponse(shapes.Refused, description="What was sent cannot be read.")
OBJECTED = OpenApiResponse(shapes.Objections, description="The act cannot be done, and why.")
CHANGED = OpenApiResponse(shapes.Stale, description="Somebody else was first.")
UNSEEN = OpenApiResponse(description="If-Match is missing.")
FORBIDDEN = OpenApiResponse(description="You may read this, but not change it.")
ANSWERS = {400: REFUSED, 403: FORBIDDEN, 404: MISSING}


class Resource(APIView):
    """A private resource: its answers are stored by nobody between."""

    permission_classes = [permissions.IsAuthenticated]
    parser_classes = [StrictJSON]

    def handle_exception(self, exc):
        if isinstance(exc, BadInput):
            return Response({"errors": [one.as_json(gettext) for one in exc.faults]}, status=400)
        if isinstance(exc, GivenTwice):
            return Response({"errors": exc.problems}, status=400)
        if isinstance(exc, DoesNotFit):
            return Response({"errors": exc.detail}, status=400)
        return super().handle_exception(exc)

    def finalize_response(self, request, response, *args, **kwargs):
        answer = super().finalize_response(request, response, *args, **kwargs)
        patch_cache_control(answer, private=True, no_store=True)
        return answer

    def sent(self, shape):
        """What was sent, judged by a shape; raises `DoesNotFit` with every fault."""
        body = body_of(self.request)
        if len(body) > MAX_BYTES:
            raise DoesNotFit([too_long()])
        judged = shape(data=read_bounded_json(body) if body else {})
        judged.is_valid(raise_exception=True)
        return judged.validated_data


def tagged(answer, revision, status=200):
    return Response(answer, status=status, headers={"ETag": etag(revision)})
