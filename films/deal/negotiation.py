"""Version after version: begun, proposed, countered, agreed, signed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from films.deal.deal import Deal, DealParty
from films.deal.terms import carry, fingerprint
from films.deal.version import Consent, Partner, Version

Status = Version.Status

MOVES = {
    Status.DRAFT: {Status.PROPOSED},
    Status.PROPOSED: {Status.COUNTERED, Status.AGREED, Status.TAKEN_BACK},
    Status.COUNTERED: {Status.AGREED, Status.TAKEN_BACK},
    Status.AGREED: {Status.SIGNED, Status.COUNTERED, Status.TAKEN_BACK},
    Status.SIGNED: set(),
    Status.TAKEN_BACK: set(),
}


def begin(deal, *, company, author, at, based_on=None, reason=""):
    """A new draft of a company: the terms of an earlier version, or an empty sheet."""
    versions = Version.objects.for_the_product("the next number, and no number twice")
    with transaction.atomic():
        # Whoever begins a version waits for whoever does so just now.
        list(Deal.objects.for_the_product("one at a time").select_for_update().filter(pk=deal.pk))
        last = versions.filter(deal=deal).aggregate(last=Max("number"))["last"] or 0
        version = Version(
            deal=deal,
            number=last + 1,
            company=company,
            author=author,
            made_at=at,
            based_on=based_on,
            reason=reason,
            currency=deal.currency,
        )
        version.save()
        if based_on:
            carry(based_on, version)
        seat_parties(version)
    return version


def seat_parties(version):
    """Every party at the table has its place in a draft; whoever has left is out of it."""
    seated = {place.party_id: place for place in version.partners.select_related("party")}
    for place in seated.values():
        if not place.party.is_present:
            place.delete()
    codes = {place.code for place in seated.values()}
    parties = version.deal.parties.select_related("company", "country").filter(left_on=None)
    for position, party in enumerate(parties.order_by("pk")):
        if party.pk not in seated:
            code = free_code(str(party), codes)
            codes.add(code)
            Partner.objects.create(
                version=version, party=party, code=code, country=party.country, position=position
            )


def free_code(name, taken):
    """The name as the sheets write it, without the signs that part names there."""
    start = "".join(letter for letter in name if letter not in "|:=").strip()[:36] or "?"
    code, number = start, 2
    while code in taken:
        code, number = f"{start} {number}", number + 1
    return code


def problems_with_proposing(version):
    """Why this draft cannot be proposed yet, one sentence each; empty when it can."""
    problems = []
    if not version.is_open:
        problems.append(_("Version %(number)s was proposed already.") % {"number": version.number})
    if version.deal.stage == Deal.Stage.WITHDRAWN:
        problems.append(_("The deal was withdrawn: nothing can be proposed any more."))
    if present(version.deal).count() < 2:
        problems.append(_("A co-production needs at least two companies: add the other party."))
    return problems


@transaction.atomic
def propose(version, *, user, at):
    """Freeze a draft and show it to everybody at the table; the proposer agrees to it."""
    refuse(problems_with_proposing(version))
    version.status, version.frozen_at = Status.PROPOSED, at
    version.save(update_fields=["status", "frozen_at"])
    present(version.deal).filter(joined_at__isnull=True).update(joined_at=at)
    if version.based_on_id and version.based_on.company_id != version.company_id:
        earlier = version.based_on
        if earlier.status in (Status.PROPOSED, Status.AGREED):
            earlier.status = Status.COUNTERED
            earlier.save(update_fields=["status"])
    give(version, Consent.Kind.AGREED, company=version.company, user=user, at=at)
    settle(version, on=at.date())


def problems_with_agreeing(version, company):
    """Why a company cannot agree to this version, one sentence each; empty when it can."""
    problems = []
    if version.status not in (Status.PROPOSED, Status.COUNTERED):
        problems.append(
            _("Version %(number)s is “%(status)s”: only a proposal can be agreed to.")
            % {"number": version.number, "status": version.get_status_display()}
        )
    return problems + problems_with_seat(version, company, Consent.Kind.AGREED)


def problems_with_seat(version, company, kind):
    if not present(version.deal).filter(company=company).exists():
        return [_("%(company)s is no party to this deal.") % {"company": company}]
    if version.consents.filter(company=company, kind=kind).exists():
        return [_("%(company)s has done so already.") % {"company": company}]
    return []


@transaction.atomic
def agree(version, *, company, user, at):
    refuse(problems_with_agreeing(version, company))
    give(version, Consent.Kind.AGREED, company=company, user=user, at=at)
    settle(version, on=at.date())


def problems_with_signing(version, company=None):
    """Why this version cannot be signed yet, one sentence each; empty when it can."""
    problems = []
    if version.is_signed:
        problems.append(
            _("Version %(number)s was already signed on %(day)s.")
            % {"number": version.number, "day": version.signed_on}
        )
    elif version.status != Status.AGREED:
        waiting = [str(party) for party in silent(version, Consent.Kind.AGREED)]
        problems.append(
            _("Version %(number)s is “%(status)s”: every party agrees first. Missing: %(who)s.")
            % {
                "number": version.number,
                "status": version.get_status_display(),
                "who": ", ".join(waiting) or "–",
            }
        )
    without = [str(party) for party in present(version.deal) if not party.can_sign]
    if without:
        problems.append(
            _("%(who)s has no account here and cannot sign: invite it first.")
            % {"who": ", ".join(without)}
        )
    if company is not None:
        problems += problems_with_seat(version, company, Consent.Kind.SIGNED)
    return problems


@transaction.atomic
def sign(version, *, company, user, at):
    """A signatory signs for a company; the last signature signs the version."""
    refuse(problems_with_signing(version, company))
    give(version, Consent.Kind.SIGNED, company=company, user=user, at=at)
    present(version.deal).filter(company=company).update(has_signed=True)
    settle(version, on=at.date())


def problems_with_taking_back(version):
    """Why the company that wrote it cannot take a proposal back; empty when it can."""
    if Status.TAKEN_BACK not in MOVES[Status(version.status)]:
        return [
            _("Version %(number)s is “%(status)s” and cannot be taken back.")
            % {"number": version.number, "status": version.get_status_display()}
        ]
    if version.consents.filter(kind=Consent.Kind.SIGNED).exists():
        return [_("Somebody has signed version %(number)s.") % {"number": version.number}]
    return []


@transaction.atomic
def take_back(version):
    refuse(problems_with_taking_back(version))
    version.status = Status.TAKEN_BACK
    version.save(update_fields=["status"])


@transaction.atomic
def leave(party, *, on):
    """A party leaves: it keeps what it signed, and open drafts lose its place.

    Nothing is passed on silently: what counted for it is unassigned from then on.
    """
    party.left_on = on
    party.save(update_fields=["left_on"])
    drafts = Version.objects.for_the_product("whoever has left is in no draft any more")
    for version in drafts.filter(deal=party.deal, frozen_at__isnull=True):
        seat_parties(version)
        version.save()


def give(version, kind, *, company, user, at):
    Consent.objects.create(
        version=version,
        company=company,
        user=user,
        kind=kind,
        at=at,
        fingerprint=fingerprint(version),
    )


def settle(version, *, on):
    """The version's status, once everybody has said the same."""
    status = Status(version.status)
    if status in (Status.PROPOSED, Status.COUNTERED) and not silent(version, Consent.Kind.AGREED):
        version.status = Status.AGREED
        version.save(update_fields=["status"])
    elif status == Status.AGREED and not silent(version, Consent.Kind.SIGNED):
        version.status, version.signed_on = Status.SIGNED, on
        version.save(update_fields=["status", "signed_on"])


def silent(version, kind):
    """Parties at the table whose consent is missing."""
    given = set(version.consents.filter(kind=kind).values_list("company_id", flat=True))
    return [party for party in present(version.deal) if party.company_id not in given]


def present(deal):
    """The parties at the table."""
    return deal.parties.filter(left_on__isnull=True).select_related("company")


def problems_with_adding(deal, company):
    """Why a company cannot become a party; empty when it can."""
    if company is not None and DealParty.objects.for_the_product("no party twice").filter(
        deal=deal, company=company
    ):
        return [_("%(company)s is a party to the deal already.") % {"company": company}]
    return []


def refuse(problems):
    if problems:
        raise ValidationError(problems)
