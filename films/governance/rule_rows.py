"""The rules of decision of a version: its rows as the ledger says them, and back."""

from typing import Any

from coprod.exchange.strict import read
from films.deal.sheet import with_partners
from films.deal.storing import store_rows
from films.deal.version import Version
from films.governance.models import DecisionRule
from films.governance.rule_reading import request
from films.vocabulary.models import GovernanceMatter

Given = dict[str, Any]


def input_of(version: Version) -> Given:
    """The rules with their keys; one query for any number of rows."""
    return {"rules": [rule_of(row) for row in version.decisionrules.all()]}


def rule_of(row: DecisionRule) -> Given:
    found = {
        "key": row.key,
        "matter": row.matter,
        "decided_by": row.decided_by,
        "quorum": "" if row.quorum is None else str(row.quorum),
        "days": "" if row.days is None else str(row.days),
        "tie_break": row.tie_break,
        "tie_break_by": row.tie_break_by,
    }
    return {name: value for name, value in found.items() if value}


def store(version: Version, given: Given) -> None:
    """Make the rows say what was typed; raises `BadInput` with every fault, storing nothing."""
    rules = read(with_partners(version, given), request)
    words = words_of_the_field()
    store_rows(
        version,
        DecisionRule,
        [
            {
                "key": one.get("key"),
                "matter": line.matter,
                "word": words.get(line.matter.casefold()),
                "decided_by": "|".join(line.decided_by),
                "quorum": line.quorum,
                "days": line.days,
                "tie_break": one.get("tie_break", ""),
                "tie_break_by": line.tie_break_by,
            }
            for line, one in zip(rules.lines, given.get("rules", []), strict=True)
        ],
        path="rules",
    )


def words_of_the_field() -> dict[str, GovernanceMatter]:
    """{a name in any language, or a code: the word of the vocabulary}."""
    return {
        name.casefold(): word
        for word in GovernanceMatter.objects.all()
        for name in (word.code, word.name_en, word.name_ru, word.name_kk)
        if name
    }
