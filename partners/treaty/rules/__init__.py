"""The kinds of rule a treaty can set, one file each; a treaty is data that names them."""

from types import ModuleType

from partners.treaty.rules import (
    balance,
    company_share,
    financial_only,
    in_force,
    non_party_share,
    partners,
    points,
    reduced_access,
    share,
    third_party_share,
)

# In the order in which an assessment lists its conditions.
RULES: dict[str, ModuleType] = {
    rule.kind: rule
    for rule in [
        in_force,
        partners,
        share,
        financial_only,
        company_share,
        non_party_share,
        third_party_share,
        points,
        balance,
        reduced_access,
    ]
}
