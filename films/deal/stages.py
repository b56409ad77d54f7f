"""From which stage a deal may move to which, and what stands in the way."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from films.deal.deal import Deal

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


def problems_with_move(deal, stage):
    """Why the deal cannot move to a stage, one sentence each; empty when it can."""
    if stage not in MOVES[Stage(deal.stage)]:
        names = ", ".join(str(one.label) for one in ORDER if one in MOVES[Stage(deal.stage)])
        return [
            _("From “%(now)s” a deal moves to: %(next)s.")
            % {"now": deal.get_stage_display(), "next": names or _("no other stage")}
        ]
    problems = []
    is_alone = deal.parties.filter(left_on__isnull=True).count() < 2
    if is_alone and stage != Stage.WITHDRAWN:
        problems.append(_("A co-production needs at least two companies: add the other party."))
    if stage in NEEDS_SIGNED and not _is_signed(deal):
        problems.append(
            _("“%(stage)s” needs a signed version: have one signed first.")
            % {"stage": Stage(stage).label}
        )
    return problems


def _is_signed(deal):
    from films.deal.version import Version

    versions = Version.objects.for_the_product("whether a version of this deal was signed")
    return versions.filter(deal=deal, signed_on__isnull=False).exists()


@transaction.atomic
def move(deal, stage):
    """Move the deal to another stage; raises `ValidationError` with every objection."""
    if problems := problems_with_move(deal, stage):
        raise ValidationError(problems)
    deal.stage = stage
    deal.save(update_fields=["stage"])
