"""What a reader asks a calculator: from the address, from the cells of a form, from a file."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404

from coprod.exchange.faults import BadInput, Fault
from coprod.exchange.json_text import read_json
from films.calculators.desk import Desk, Example
from films.calculators.grid.cell import DoesNotFit, Typed
from films.calculators.grid.posted import typed_in
from films.calculators.state import MAX_BYTES, from_file, unpacked


@dataclass
class Asked:
    """The input of a calculation; where it cannot be read, its text and its faults."""

    given: Any = None
    text: str = ""
    faults: list[Fault] = field(default_factory=list)
    example: Example | None = None
    typed: Typed | None = None


def asked_by(request, desk: Desk) -> Asked:
    try:
        return from_form(request, desk) if request.method == "POST" else from_address(request, desk)
    except BadInput as bad:
        return Asked(text=request.POST.get("text", ""), faults=bad.faults)


def from_address(request, desk: Desk) -> Asked:
    """The input in the query, an example by name, or else the first example."""
    if text := request.GET.get("input", ""):
        return read_text(text)
    if packed := request.GET.get("packed", ""):
        return read_text(unpacked(packed))
    name = request.GET.get("example", "")
    example = desk.example(name) if name else desk.examples[0]
    if example is None:
        raise Http404
    return Asked(example.input, example=example)


def from_form(request, desk: Desk) -> Asked:
    """What was typed; reading it never writes anything down."""
    if "file" in request.FILES:
        upload = request.FILES["file"]
        return Asked(from_file(upload.read(MAX_BYTES + 1)))
    if desk.sheet is None or "text" in request.POST:
        return read_text(request.POST.get("text", ""))
    act, _colon, what = request.POST.get("act", "").partition(":")
    removed = f"{what}-" if act == "remove" else None
    cells = request.POST.items()
    if removed:
        cells = [(name, text) for name, text in cells if not name.startswith(removed)]
    typed = typed_in(desk.sheet, cells)
    try:
        given = desk.sheet.read(typed)
    except DoesNotFit:
        given = {}
    if act == "fill" and desk.fill_in:
        given = desk.fill_in(given, what)
    return Asked(given, typed=typed)


def read_text(text: str) -> Asked:
    """JSON as it was typed; kept as it is where it cannot be read."""
    if not text.strip():
        return Asked({})
    try:
        return Asked(read_json(text))
    except BadInput as bad:
        return Asked(text=text, faults=bad.faults)
