"""The pages of the calculators: open to all, the same for every reader, and without a memory."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from coprod.exchange.faults import BadInput
from coprod.templatetags.amounts import sentence
from films.calculators.asking import Asked, asked_by
from films.calculators.desk import DESKS, Desk
from films.calculators.files import FORMATS
from films.calculators.grid.cell import DoesNotFit, Filled
from films.calculators.grid.ledger import (
    blocks,
    fields,
    is_too_large,
    places,
    readings,
    shown_faults,
)
from films.calculators.showing.figure import Formulas
from films.calculators.state import as_lines, as_text, query_of


@require_safe
def index(request):
    return render(request, "calculators/index.html", {"desks": DESKS.values()})


def desk_or_404(slug: str) -> Desk:
    if slug not in DESKS:
        raise Http404
    return DESKS[slug]


# Nothing is stored and nobody is signed in: there is nothing that a forged request could do, and
# a token would give every reader a cookie and a page of his own.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def calculator(request, slug):
    """The page of one calculator; a form is answered by the address that holds its input."""
    desk = desk_or_404(slug)
    asked = asked_by(request, desk)
    query = "" if asked.faults else query_of(asked.given)
    # Going back in the browser's history asks for the whole page.
    is_live = bool(request.htmx) and not request.htmx.history_restore_request
    if request.method == "POST" and query and not is_live:
        return HttpResponseRedirect(f"{request.path}?{query}{where_to_go_on(request)}")
    status, answer = answered(desk, asked)
    context = {
        **page(request, desk, asked),
        **answer,
        "query": query,
    }
    if not is_live:
        return render(request, "calculators/calculator.html", context, status=status)
    response = render(request, "calculators/_answer.html", context)
    if query:
        response.headers["HX-Replace-Url"] = f"{request.path}?{query}"
    return response


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def file(request, slug, ending):
    """The answer as a file; what cannot be read is told in plain text."""
    desk = desk_or_404(slug)
    asked = asked_by(request, desk)
    status, answer = answered(desk, asked)
    if "result" in answer:
        said = answer["answer"].as_json(gettext)
        return FORMATS[ending](desk.slug, asked.given, said)
    lines = [f"{one.path}: {one.fault} {one.remedy}" for one in asked.faults]
    lines += [f"{one['code']}: {one['message']} {one['remedy']}" for one in answer["problems"]]
    lines = lines or [gettext("The sheet is empty: fill it first.")]
    return HttpResponse(
        "\n".join(lines), status=max(status, 400), content_type="text/plain; charset=utf-8"
    )


def where_to_go_on(request) -> str:
    """After asking for empty rows: the first of them."""
    act, _colon, what = request.POST.get("act", "").partition(":")
    return f"&more={what}#{what}" if act == "add" and what.isalpha() else ""


def answered(desk: Desk, asked: Asked) -> tuple[int, dict[str, Any]]:
    """(status, what the page says of the result): figures, or every fault of the input."""
    nothing = {"problems": (), "is_blank": asked.given == {} and not asked.faults}
    if asked.faults or nothing["is_blank"]:
        return (400 if asked.faults else 200), nothing
    try:
        answer, aside = desk.calculate(asked.given)
    except BadInput as bad:
        asked.faults = bad.faults
        return 400, nothing
    said = replace(answer, explanation=()).as_json(gettext)
    said["formulas"] = Formulas(answer.explanation)
    problems = [told(problem, said) for problem in said["problems"]]
    if answer.errors:
        beside = desk.show_anyway(*aside) if desk.show_anyway else {}
        return 422, {**nothing, "problems": problems, "beside": beside}
    shown = desk.show(asked.given, said, *aside)
    return 200, {**nothing, "problems": problems, "answer": answer, "result": shown}


def told(problem: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """A problem in the words of the page."""
    return {
        **problem,
        "is_error": problem["code"] in said["errors"],
        "message": sentence(problem["message"]),
        "remedy": sentence(problem["remedy"]),
    }


def page(request, desk: Desk, asked: Asked) -> dict[str, Any]:
    """The ledger, or a text where there is none or the input does not fit it."""
    context = {
        "desk": desk,
        "title": gettext(desk.kind.title),
        "example": asked.example,
        "action": reverse("calculators:calculator", args=[desk.slug]),
        "files": [
            (ending, reverse(f"calculators:calculator-{ending}", args=[desk.slug]))
            for ending in FORMATS
        ],
    }
    filled = filled_by(desk, asked)
    if filled is None or request.GET.get("as") == "text":
        text = asked.text or (as_lines(asked.given) if asked.given else "")
        return {**context, "text": text, "faults": shown_faults(asked.faults, {})}
    known = places(desk.sheet, filled, asked.typed)
    told_faults = shown_faults(asked.faults, known)
    faulty = {one.cell for one in told_faults}
    return {
        **context,
        "fields": fields(desk.sheet, filled, faulty),
        "blocks": blocks(desk.sheet, filled, faulty, request.GET.get("more", "")),
        "rest": as_text(filled.rest) if filled.rest else "",
        "faults": told_faults,
        "readings": readings(desk.sheet, asked.typed),
    }


def filled_by(desk: Desk, asked: Asked) -> Filled | None:
    if desk.sheet is None or not isinstance(asked.given, dict):
        return None
    try:
        filled = desk.sheet.fill(asked.given)
    except DoesNotFit:
        return None
    return None if is_too_large(filled) else filled
