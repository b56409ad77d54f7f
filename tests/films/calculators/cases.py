"""Cases for the calculators: our worked examples, and the acceptance cases where they exist."""

import json
from decimal import Decimal
from pathlib import Path

from coprod.templatetags.amounts import shown_amount
from films.calculators.kinds import KINDS

ROOT = Path(__file__).resolve().parents[3]
WORKED_EXAMPLES = ROOT / "tests" / "worked_examples"
ACCEPTANCE_CASES = ROOT.parent / "shared" / "cases"


def cases(folder):
    """The cases in a folder, in the order of their names."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def answer_to(case):
    return KINDS[case["kind"].replace("_", "-")].calculate(case["input"])


def differences(expected, answer, path=""):
    """Where an answer is not what a case expects; only what the case names is compared."""
    if isinstance(expected, dict) and isinstance(answer, dict):
        return [
            difference
            for key, value in expected.items()
            for difference in differences(value, answer.get(key, "(missing)"), f"{path}.{key}")
        ]
    is_same = expected == answer and type(expected) is type(answer)
    return [] if is_same else [f"{path}: expected {expected}, got {answer}"]


# A deal says the figures of a case in files and on a page


def leaves(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    else:
        yield path, value


def unlike(expected, rows):
    """Figures that a file does not have, or has differently."""
    return [
        (path, value, rows.get(path))
        for path, value in leaves(expected)
        if path not in rows or not alike(value, rows[path])
    ]


def alike(value, cell):
    try:
        return Decimal(str(value)) == Decimal(str(cell).removeprefix("'"))
    except ArithmeticError:
        return (value or "") == (cell or "")


def texts(expected):
    """Every figure as a page shows it; what is zero or a word may be shown as a mark."""
    for _path, value in leaves(expected):
        try:
            yield shown_amount(value) if isinstance(value, str) else str(value)
        except ArithmeticError:
            yield str(value)
