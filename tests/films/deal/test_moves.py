"""The drawing in the README shows the moves that the tables permit."""

import re
from pathlib import Path

import pytest

from films.deal import negotiation, stages

README = Path(__file__).resolve().parents[3] / "README.md"


def drawn(title):
    """{from: [to]} as the README draws it under a title."""
    block = README.read_text().split(f"{title}\n", 1)[1]
    lines = re.match(r"(?:  .+\n)+", block)[0].splitlines()
    pairs = [line.strip().split(" → ") for line in lines]
    return {start: ends.split(", ") for start, ends in pairs}


@pytest.mark.parametrize(
    ("title", "module"),
    [("stages of a deal", stages), ("statuses of a version", negotiation)],
)
def test_moves_are_drawn_as_they_are(title, module):
    order = [str(one) for one in module.MOVES]
    table = {
        str(start): sorted(map(str, ends), key=order.index)
        for start, ends in module.MOVES.items()
        if ends
    }

    assert drawn(title) == table
