"""From which stage a deal may move to which, and what stands in the way."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from films.deal.deal import Deal, DealParty

Stage = Deal.Stage

MOVES = {
    Stage.LEAD: {Stage.TALKS, Stage.WITHDRAWN},
    Stage.TALKS: {Stage.LOI, Stage.DEAL_MEMO, Stage.WITHDRAWN},
    Stage.LOI: {Stage.TALKS, Stage.DEAL_MEMO, Stage.WITHDRAWN},
    Stage.DEAL_MEMO: {Stage.TALKS, Stage.LONG_FORM, Stage.WITHDRAWN},
    Stage.LONG_FORM: {Stage.DEAL_MEMO, Stage.PROVISIONAL, Stage.WITHDRAWN},
    Stage.PROVISIONAL: {Stage.LONG_FORM, Stage.FINAL, Stage.WITHDRAWN},
    Stage.FINAL: {Stage.PROVISIONAL, Stage.CLOSED, Stage.WITHDRAWN},
    Stage.CLOSED: {Stage.WITHDRAWN},
    Stage.WITHDRAWN: set(),
}
# Authorities are asked about an agreement, not about a draft.
NEEDS_SIGNED = {Stage.PROVISIONAL, Stage.FINAL, Stage.CLOSED}
ORDER = list(Stage)


@dataclass(frozen=True)
class Facts:
    """What the moves of a deal depend on besides its stage."""

    parties: int = 0
    is_signed: bool = False


def facts_of(deals):
    """{key of a deal: what its moves depend on}; two queries for any number of deals."""
    from films.deal.version import Version

    keys = [deal.pk for deal in deals]
    parties = DealParty.objects.for_the_product("how many sit at the table of deals that were read")
    present = parties.filter(deal__in=keys, left_on=None).order_by().values_list("deal")
    counted = dict(present.annotate(Count("pk")))
    versions = Version.objects.for_the_product("whether a version of a deal was signed")
    signed = set(
        versions.filter(deal__in=keys, signed_on__isnull=False).values_list("deal", flat=True)
    )
    return {key: Facts(counted.get(key, 0), key in signed) for key in keys}


def problems_with_move(deal, stage, facts=None):
    """Why the deal cannot move to a stage, one sentence each; empty when it can."""
    if stage not in MOVES[Stage(deal.stage)]:
        names = ", ".join(str(one.label) for one in ORDER if one in MOVES[Stage(deal.stage)])
        return [
            _("From “%(now)s” a deal moves to: %(next)s.")
            % {"now": deal.get_stage_display(), "next": names or _("no other stage")}
        ]
    facts = facts or facts_of([deal])[deal.pk]
    problems = []
    if facts.parties < 2 and stage != Stage.WITHDRAWN:
        problems.append(_("A co-production needs at least two companies: add the other party."))
    if stage in NEEDS_SIGNED and not facts.is_signed:
        problems.append(
            _("“%(stage)s” needs a signed version: have one signed first.")
            % {"stage": Stage(stage).label}
        )
    return problems


def moves(deal, facts=None):
    """[(stage, what stands in the way)] of every permitted move, in the order of the stages."""
    facts = facts or facts_of([deal])[deal.pk]
    return [
        (stage, problems_with_move(deal, stage, facts))
        for stage in ORDER
        if stage in MOVES[Stage(deal.stage)]
    ]


@transaction.atomic
def move(deal, stage):
    """Move the deal to another stage; raises `ValidationError` with every objection."""
    if problems := problems_with_move(deal, stage):
        raise ValidationError(problems)
    deal.stage = stage
    deal.save(update_fields=["stage"])
