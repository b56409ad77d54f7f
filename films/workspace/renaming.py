"""A partner's short name stands in many terms: changing it changes it in all of them."""

from films.governance.models import DecisionRule
from films.recoupment.models import PoolTerritory, TierPayee
from films.rights.models import Right

# Terms that name one partner, and terms that list several as Name:part|Name:part.
NAMES = [(TierPayee, "payee"), (PoolTerritory, "distributor"), (DecisionRule, "tie_break_by")]
LISTS = [(TierPayee, "hands_on"), (Right, "shared_by"), (DecisionRule, "decided_by")]


def rename(version, old, new):
    """Write the new short name wherever the version has the old one."""
    if old == new:
        return
    for model, field in NAMES:
        for row in _rows(model, version).filter(**{field: old}):
            setattr(row, field, new)
            row.save(update_fields=[field])
    for model, field in LISTS:
        for row in _rows(model, version).filter(**{f"{field}__contains": old}):
            changed = renamed(getattr(row, field), old, new)
            if changed != getattr(row, field):
                setattr(row, field, changed)
                row.save(update_fields=[field])


def renamed(text, old, new):
    """``Dala:60|Rive Nord:40`` with one of the names changed."""
    parts = []
    for part in text.split("|"):
        name, colon, rest = part.partition(":")
        parts.append(f"{new if name.strip() == old else name}{colon}{rest}")
    return "|".join(parts)


def _rows(model, version):
    rows = model.objects.for_the_product("the terms of a draft that this person may write")
    return rows.filter(version=version)
