"""The sheets of a version: they take and give the input of the public calculators."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from coprod.exchange.faults import BadInput
from coprod.exchange.json_text import read_bounded_json
from coprod.records import StaleRecord
from films.calculators.api import MAX_BYTES, too_long
from films.deal.reaching import deal_or_404, may_edit, version_or_404
from films.deal.sheet import SHEETS
from films.deal.sheet_views import save
from films.workspace.api import shapes
from films.workspace.api.resource import (
    ANSWERS,
    CHANGED,
    IF_MATCH,
    MISSING,
    UNSEEN,
    Resource,
    tagged,
)
from films.workspace.api.submitting import body_of, seen_revision, stale


def sheet_or_404(slug):
    if slug not in SHEETS:
        raise Http404
    return SHEETS[slug]


def answer_of(sheet, version):
    answer, _aside = sheet.desk.calculate(sheet.question(version))
    return answer.as_json(gettext)


def shown_sheet(sheet, version):
    try:
        answer = answer_of(sheet, version)
    except BadInput as bad:
        answer = {"errors": [], "faults": [one.as_json(gettext) for one in bad.faults]}
    return {"input": sheet.input_of(version), "answer": answer}


class OneSheet(Resource):
    """A sheet of a version: its input, and the answer of its calculation."""

    @extend_schema(
        operation_id="sheet_read",
        summary="A sheet of a version",
        responses={200: shapes.SheetShape, 404: MISSING},
    )
    def get(self, request, pk, number, slug):
        sheet = sheet_or_404(slug)
        version = version_or_404(request, deal_or_404(request, pk), number)
        return tagged(shown_sheet(sheet, version), version.mark)

    @extend_schema(
        operation_id="sheet_write",
        summary="Write a sheet of a draft",
        parameters=[IF_MATCH],
        request={"application/json": OpenApiTypes.OBJECT},
        responses={200: shapes.SheetShape, **ANSWERS, 412: CHANGED, 428: UNSEEN},
    )
    def put(self, request, pk, number, slug):
        sheet = sheet_or_404(slug)
        version = version_or_404(request, deal_or_404(request, pk), number)
        if not may_edit(request.user, version):
            raise PermissionDenied(gettext("This version is not yours to change, or was proposed."))
        seen, body = seen_revision(request), body_of(request)
        if len(body) > MAX_BYTES:
            return Response({"errors": [too_long()]}, status=400)
        given = read_bounded_json(body)
        if not isinstance(given, dict):
            return Response({"errors": [not_an_object()]}, status=400)
        try:
            version = save(sheet, version, given, seen)
        except StaleRecord:
            fresh = version_or_404(request, version.deal, number)
            return stale(shown_sheet(sheet, fresh), given, fresh.mark)
        return tagged(shown_sheet(sheet, version), version.mark)


def not_an_object():
    return {
        "path": "input",
        "value": "",
        "fault": gettext("This is not an object."),
        "remedy": gettext("Write it as {{…}}.").format(),
    }


class SheetAnswer(Resource):
    """The answer of a sheet's calculation, as the public calculator gives it."""

    @extend_schema(
        operation_id="sheet_answer",
        summary="The answer of a sheet",
        responses={200: OpenApiTypes.OBJECT, 404: MISSING, 422: OpenApiTypes.OBJECT},
    )
    def get(self, request, pk, number, slug):
        sheet = sheet_or_404(slug)
        version = version_or_404(request, deal_or_404(request, pk), number)
        answer = answer_of(sheet, version)
        return Response(answer, status=422 if answer["errors"] else 200)
