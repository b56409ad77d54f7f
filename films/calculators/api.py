"""The calculators over HTTP: open to all, and nothing that is sent is kept."""

from django.utils.translation import gettext
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.response import Response
from rest_framework.views import APIView

from coprod.exchange.faults import BadInput
from coprod.exchange.json_text import read_json
from films.calculators.kinds import KINDS

MAX_BYTES = 2_000_000


class StrictJSON(BaseParser):
    """JSON as text; the view reads it strictly and lists every fault."""

    media_type = "application/json"

    def parse(self, stream, media_type=None, parser_context=None):
        return stream.read(MAX_BYTES + 1)


class FaultShape(serializers.Serializer):
    """One thing wrong with the input."""

    path = serializers.CharField()
    value = serializers.CharField()
    fault = serializers.CharField()
    remedy = serializers.CharField()


class FaultsShape(serializers.Serializer):
    """Everything wrong with the input, together."""

    errors = FaultShape(many=True)


class ProblemShape(serializers.Serializer):
    """A fault of the terms, or a warning, with its message and remedy."""

    code = serializers.CharField()
    message = serializers.CharField()
    remedy = serializers.CharField()
    subject = serializers.CharField(
        required=False, help_text="What it is about, as the code names it."
    )
    value = serializers.CharField(required=False)
    limit = serializers.CharField(required=False)
    rule = serializers.CharField(required=False, help_text="Of a treaty or of the calculation.")


class AnswerShape(serializers.Serializer):
    """Figures with warnings and explanation; where errors are listed there is no figure."""

    errors = serializers.ListField(child=serializers.CharField())
    warnings = serializers.ListField(child=serializers.CharField())
    problems = ProblemShape(many=True)


def too_long():
    return {
        "path": "input",
        "value": "",
        "fault": gettext("The input has more than %(most)s bytes.") % {"most": MAX_BYTES},
        "remedy": gettext("Divide it into several calculations."),
    }


def calculate(kind, body):
    """(status, answer) of one calculation asked by JSON text."""
    if len(body) > MAX_BYTES:
        return 400, {"errors": [too_long()]}
    try:
        answer = kind.run(read_json(body)).as_json(gettext)
    except BadInput as bad:
        return 400, {"errors": [fault.as_json(gettext) for fault in bad.faults]}
    return (422 if answer["errors"] else 200), answer


def resource(kind):
    """The view of one kind of calculation."""

    @extend_schema(
        operation_id=f"calculate_{kind.slug.replace('-', '_')}",
        summary=kind.title,
        tags=["calculate"],
        request={"application/json": OpenApiTypes.OBJECT},
        responses={
            200: AnswerShape,
            400: OpenApiResponse(FaultsShape, description="The input cannot be read."),
            422: OpenApiResponse(AnswerShape, description="Terms that cannot be computed."),
        },
        examples=[
            OpenApiExample("example", value=kind.example, request_only=True),
            OpenApiExample(
                "answer to the example",
                value=kind.calculate(kind.example),
                response_only=True,
                status_codes=["200"],
            ),
        ],
    )
    def post(self, request):
        # Without a body nothing is parsed, and there is no text to read.
        body = request.data if isinstance(request.data, bytes) else b""
        status, answer = calculate(kind, body)
        return Response(answer, status=status)

    name = "".join(part.title() for part in kind.slug.split("-"))
    return type(
        f"Calculate{name}",
        (APIView,),
        {
            "post": post,
            "authentication_classes": [],
            "permission_classes": [],
            "parser_classes": [StrictJSON],
            "__doc__": f"{kind.title}. Nothing that is sent is stored.",
        },
    )


RESOURCES = {kind.slug: resource(kind) for kind in KINDS.values()}
