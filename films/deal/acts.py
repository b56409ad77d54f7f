"""What a person may do with a version now, and what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from films.deal import negotiation
from films.deal.reaching import acting_companies
from films.deal.version import Version
from partners.access.models import Membership
from partners.company.models import Company

Status = Version.Status


@dataclass(frozen=True)
class Act:
    """A button with its objections; one that has any cannot be pressed."""

    name: str
    label: str
    address: str
    company: Company
    problems: list[str]
    is_binding: bool = False
    is_step_back: bool = False


@dataclass(frozen=True)
class Hands:
    """The companies for which a person writes and signs at one table; two queries."""

    writes: Sequence[Company]
    signs: Sequence[Company]

    @classmethod
    def of(cls, user, deal):
        return cls(
            list(acting_companies(user, deal).order_by("pk")),
            list(acting_companies(user, deal, Membership.Role.SIGNATORY).order_by("pk")),
        )


def acts_on(version: Version, hands: Hands) -> list[Act]:
    """Every act that fits the version's state, for each company of the person."""
    own = [company for company in hands.writes if company.pk == version.company_id]
    if version.is_open:
        problems = negotiation.problems_with_proposing(version) if own else []
        return [_act("propose", _("Propose to the others"), version, one, problems) for one in own]
    found = []
    if version.status in (Status.PROPOSED, Status.COUNTERED):
        found += [
            _act(
                "agree", _("Agree"), version, one, negotiation.problems_with_agreeing(version, one)
            )
            for one in hands.writes
        ]
    if version.status not in (Status.SIGNED, Status.TAKEN_BACK):
        found += [
            _act("sign", _("Sign"), version, one, problems_with_hand(version, one, hands),
                 is_binding=True)
            for one in hands.writes
        ]  # fmt: skip
        found += [
            _act("take-back", _("Take back"), version, one,
                 negotiation.problems_with_taking_back(version), is_step_back=True)
            for one in own
        ]  # fmt: skip
    return found


def problems_with_hand(version: Version, company: Company, hands: Hands) -> list[str]:
    problems = negotiation.problems_with_signing(version, company)
    if company not in hands.signs:
        problems.append(_("Only a signatory signs for %(company)s.") % {"company": company})
    return problems


def _act(name, label, version, company, problems, **kind):
    address = reverse(f"deals:version-{name}", args=[version.deal_id, version.number])
    return Act(name, label, address, company, problems, **kind)
