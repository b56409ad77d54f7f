"""Cases for the calculators: our worked examples, and the acceptance cases where they exist."""

import json
from pathlib import Path

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
