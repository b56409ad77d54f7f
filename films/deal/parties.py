"""Who takes part in a deal: added, brought to the table, left; and who of them works on it."""

from django.db import transaction
from django.utils.translation import gettext as _

from films.deal import negotiation
from films.deal.deal import Deal, DealParty
from partners.access.companies import own_companies
from partners.access.models import Membership
from partners.company.models import Company


def recognised(name, country):
    """The company of the register that has exactly this name, in this country or in none; None
    when there is none, or more than one."""
    found = [
        company
        for company in Company.objects.matching(name).order_by("pk")[:50]
        if company.name.casefold() == name.strip().casefold()
        and company.country_id in (None, country.pk)
    ]
    return found[0] if len(found) == 1 else None


def problems_with_adding(deal, company, name=""):
    """Why a company cannot become a party; empty when it can."""
    parties = DealParty.objects.for_the_product("no party twice").filter(deal=deal, left_on=None)
    known = parties.filter(company=company, name=name if company is None else "")
    if (company or name) and known.exists():
        return [_("%(company)s is a party to the deal already.") % {"company": company or name}]
    if deal.stage == Deal.Stage.WITHDRAWN:
        return [_("The deal was withdrawn: nothing can be proposed any more.")]
    return []


@transaction.atomic
def add_party(deal, *, country, company, name=""):
    """A company becomes a party, or comes back; every open draft has a place for it.

    Its people see nothing before they are invited to the table, or a version is proposed.
    """
    deal = negotiation.hold(deal)
    negotiation.refuse(problems_with_adding(deal, company, name))
    parties = DealParty.objects.for_the_product("a party that had left comes back")
    party = company and parties.filter(deal=deal, company=company).first()
    if party:
        party.left_on, party.country = None, country
        if not party.has_signed:  # Who has signed reads that in any case, and sits down at once.
            party.joined_at = None
    else:
        party = DealParty(deal=deal, company=company, name=name, country=country)
    party.full_clean(exclude=["deal"])
    party.save()
    negotiation.seat_in_drafts(deal)
    return party


def problems_with_inviting(party):
    """Why a party cannot be brought to the table; empty when it can."""
    problems = []
    if party.left_on:
        problems.append(_("%(party)s has left the deal.") % {"party": party})
    if party.company_id is None:
        problems.append(
            _("%(party)s is only named here: choose its company in the register.")
            % {"party": party}
        )
    elif party.joined_at:
        problems.append(_("%(party)s sits at the table already.") % {"party": party})
    elif not party.company.memberships.all():
        problems.append(
            _("Nobody has an account for %(party)s yet: ask an admin to open one.")
            % {"party": party}
        )
    return problems


@transaction.atomic
def bring_to_the_table(party, *, at):
    """From now on the people of a party see the deal, and the versions that were proposed."""
    negotiation.hold_party(party)
    negotiation.refuse(problems_with_inviting(party))
    party.joined_at = at
    party.save(update_fields=["joined_at"])


def problems_with_leaving(user, party):
    """Why this person cannot record that a party has left; empty when it can.

    A company leaves by its own signatory. Whoever has not come to the table yet is taken off by
    anybody who writes for the deal; everybody else by a signatory of the company that logged it.
    """
    if party.left_on:
        return [_("%(party)s has left the deal.") % {"party": party}]
    if user.is_superuser or party.joined_at is None:
        return []
    signs_for = own_companies(user, Membership.Role.SIGNATORY)
    keys = [party.company_id, party.deal.owner_id]
    if Company.objects.filter(pk__in=signs_for).filter(pk__in=keys).exists():
        return []
    if party.company_id == party.deal.owner_id:
        return [_("A signatory of %(party)s records that it has left.") % {"party": party}]
    return [
        _("A signatory of %(party)s or of %(owner)s records that it has left.")
        % {"party": party, "owner": party.deal.owner}
    ]


@transaction.atomic
def link_company(party, company):
    """A party that was only named is this company of the register."""
    negotiation.hold_party(party)
    negotiation.refuse(problems_with_adding(party.deal, company))
    party.company, party.name = company, ""
    party.full_clean(exclude=["deal"])
    party.save()
