"""What the waterfall is asked about a version: its terms, and the receipts so far."""

from typing import Any

from films.deal.version import Version
from films.recoupment import tier_rows


def waterfall_question(version: Version) -> dict[str, Any]:
    """In four queries, and one to find out who reads it, for any number of rows."""
    return tier_rows.asked(version, tier_rows.input_of(version))
