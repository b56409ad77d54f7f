"""How much work an act takes, the same on every machine and however busy: calls of functions."""

import gc
import sys
from collections.abc import Callable


def work_of(act: Callable[[], object]) -> int:
    """Calls of functions, of Python and of C, while the act runs.

    What is called to collect garbage is no work of the act, and comes when it likes.
    """
    calls = 0

    def count(_frame: object, event: str, _of: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    gc.collect()
    gc.disable()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
        gc.enable()
    return calls
