"""What a file may hold at most, and what is said of one that cannot be read."""

import re

MAX_ROWS = 100_000
MAX_COLUMNS = 200
MAX_BYTES = 200 * 2**20
MAX_CELL = 32_767  # A spreadsheet's own limit.
# Control characters but tab and line breaks, and halves of surrogate pairs.
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Unreadable(ValueError):
    """The file cannot be read, or not any further than the row named."""

    def __init__(self, reason: str, row: int = 0, column: str = "", value: str = ""):
        super().__init__(reason)
        self.reason, self.row, self.column, self.value = reason, row, column, value
