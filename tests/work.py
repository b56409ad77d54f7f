"""How much work an act takes, the same on every machine and however busy: calls of functions."""

import sys
from collections.abc import Callable


def work_of(act: Callable[[], object]) -> int:
    """Calls of functions, of Python and of C, while the act runs."""
    calls = 0

    def count(_frame: object, event: str, _of: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return calls
