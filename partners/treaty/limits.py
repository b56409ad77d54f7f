"""The conditions of an instrument from a flat table of its limits.

The fields are those in which treaties are written down for the calculator. A field that is
absent says that the text sets no such limit; `UNKNOWN` says that nobody has read it yet.
"""

from collections.abc import Mapping

from partners.treaty.finding import Unknown
from partners.treaty.instrument import Condition

# Field of the table -> (kind of rule, its argument).
SIMPLE = {
    "min_partner_countries": ("partners", "minimum"),
    "min_company_pct": ("company_share", "minimum"),
    "max_non_party_pct": ("non_party_share", "maximum"),
    "third_party_min_pct": ("third_party_share", "minimum"),
    "reduced_access_below_pct": ("reduced_access", "minimum"),
}
SHARES = {"min_share_pct": "minimum", "max_share_pct": "maximum"}
FINANCIAL = {"min_pct": "minimum", "max_pct": "maximum"}
POINTS = {"min": "minimum", "max": "maximum"}
BALANCE = {"tolerance_pct": "tolerance", "countries": "countries"}

GROUPS = {
    "financial_only": ("financial_only", FINANCIAL),
    "points": ("points", POINTS),
    "balance": ("balance", BALANCE),
}

# What a group that nobody has read is taken to ask: these limits, none of them known.
UNREAD = {
    "financial_only": ("minimum", "maximum"),
    "points": ("minimum",),
    "balance": ("tolerance",),
}


def conditions(
    limits: Mapping[str, object], articles: Mapping[str, str] | None = None, source: str = ""
) -> tuple[Condition, ...]:
    """One condition for each limit set; `articles` names the place of a field in the text."""
    articles = articles or {}
    found = []
    if shares := _renamed(limits, SHARES):
        derogation = limits.get("derogation") or {}
        found.append(
            Condition(
                "share",
                shares,
                _renamed(derogation, SHARES),
                article=_article(articles, *SHARES),
                source=source,
            )
        )
    for field, (kind, argument) in SIMPLE.items():
        if field in limits:
            terms = {argument: limits[field]}
            found.append(Condition(kind, terms, article=_article(articles, field), source=source))
    for field, (kind, names) in GROUPS.items():
        if field in limits:
            group = limits[field]
            is_unread = isinstance(group, Unknown)
            found.append(
                Condition(
                    kind,
                    _unread(field) if is_unread else _renamed(group, names),
                    is_waivable=not is_unread and bool(group.get("discretionary")),
                    article=_article(articles, field),
                    source=source,
                )
            )
    return tuple(found)


def _renamed(values: Mapping[str, object], names: Mapping[str, str]) -> dict[str, object]:
    return {names[name]: value for name, value in values.items() if name in names}


def _unread(field: str) -> dict[str, object]:
    return dict.fromkeys(UNREAD[field], Unknown.UNKNOWN)


def _article(articles: Mapping[str, str], *fields: str) -> str:
    """The articles of some fields, each once, in the order of the fields."""
    return ", ".join(dict.fromkeys(articles[field] for field in fields if articles.get(field)))
