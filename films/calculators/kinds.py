"""Every kind of calculation, in the order pages show them. A new kind is one line here."""

from films.calculators.kind import Kind
from films.calculators.reading import (
    aggregate,
    cash_flow,
    equity,
    finance_plan,
    qualification,
    spend,
    version_diff,
    waterfall,
)

KINDS: dict[str, Kind] = {
    module.KIND.slug: module.KIND
    for module in (
        finance_plan,
        qualification,
        waterfall,
        cash_flow,
        equity,
        spend,
        version_diff,
        aggregate,
    )
}
