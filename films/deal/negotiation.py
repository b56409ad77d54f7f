"""Version after version: begun, proposed, countered, agreed, signed.

Several people act on a deal at the same moment. Every act first holds the deal, then what it
changes of it, always in this order, and judges what it finds then: the second of two is told.
"""

from textwrap import shorten

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coprod.records import StaleRecord
from films.deal.deal import Deal, DealParty
from films.deal.numbering import last_number, last_proposed, number_proposal
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


# One at a time


def hold(deal):
    """The deal as it is once everybody who acts on it just now is done; held until we are."""
    rows = Deal.objects.for_the_product("one act on a deal at a time")
    # Who saves a sheet holds its version, and may still point to the deal: the key stays free.
    return rows.select_for_update(no_key=True).get(pk=deal.pk)


def hold_version(version):
    """Bring a version up to date, its deal first, and hold both."""
    deal = hold(version.deal)
    rows = Version.objects.for_the_product("one act on a version at a time")
    version.refresh_from_db(from_queryset=rows.select_for_update(no_key=True))
    version.deal = deal


def hold_party(party):
    """Bring a party up to date, its deal first, and hold both; gives the deal."""
    deal = hold(party.deal)
    rows = DealParty.objects.for_the_product("the party as it is now")
    party.refresh_from_db(from_queryset=rows.select_for_update(no_key=True))
    party.deal = deal
    return deal


# Beginning


def problems_with_beginning(deal, company):
    """Why a company cannot begin a version, one sentence each; empty when it can."""
    return problems_with_deal(deal) + problems_with_party(deal, company)


def problems_with_deal(deal):
    if deal.stage == Deal.Stage.WITHDRAWN:
        return [_("The deal was withdrawn: nothing can be proposed any more.")]
    return []


@transaction.atomic
def begin(deal, *, company, author, at, based_on=None, reason=""):
    """A new draft of a company: the terms of an earlier version, or an empty sheet."""
    deal = hold(deal)
    refuse(problems_with_beginning(deal, company))
    return _begun(deal, company, author, at, based_on, reason)


@transaction.atomic
def begin_once(deal, *, company, author, at, based_on=None, reason=""):
    """(draft, whether it is new): the same draft asked for again is the one that is there."""
    deal = hold(deal)
    refuse(problems_with_beginning(deal, company))
    drafts = Version.objects.for_the_product("whether this draft was begun already").filter(
        deal=deal,
        company=company,
        author=author,
        based_on=based_on,
        reason=reason,
        frozen_at__isnull=True,
    )
    if found := drafts.order_by("-number").first():
        return found, False
    return _begun(deal, company, author, at, based_on, reason), True


def _begun(deal, company, author, at, based_on, reason):
    version = Version(
        deal=deal,
        number=1 + max(last_proposed(deal), last_number(deal, company=company)),
        company=company,
        author=author,
        made_at=at,
        based_on=based_on,
        reason=reason,
        currency=deal.currency,
    )
    if based_on:
        carry(based_on, version, user=author, at=at)
    else:
        version.save()
    seat_parties(version)
    return version


def seat_parties(version):
    """Every party at the table has its place in a draft; whoever has left is out of it."""
    seated = {place.party_id: place for place in version.partners.select_related("party")}
    for place in seated.values():
        if not place.party.is_present:
            unassign(place)
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


def seat_in_drafts(deal):
    """Every open draft of a deal that is held has a place for each party, and for no other."""
    drafts = Version.objects.for_the_product("the parties of a deal are the same in every draft")
    drafts = drafts.filter(deal=deal, frozen_at__isnull=True).order_by("pk")
    for version in drafts.select_for_update(no_key=True):
        version.deal = deal
        seat_parties(version)
        version.save()


def unassign(place):
    """What a partner owned or owed becomes nobody's, and its history says so."""
    for relation in Partner._meta.related_objects:
        if relation.on_delete is not models.SET_NULL:
            continue
        rows = relation.related_model.objects.for_the_product("what a partner leaves behind")
        for row in rows.filter(**{relation.field.name: place}):
            setattr(row, relation.field.name, None)
            row.save(update_fields=[relation.field.name])


def free_code(name, taken):
    """The name as the sheets write it, without the signs that part names there."""
    start = " ".join("".join(letter for letter in name if letter not in "|:=").split())
    start = shorten(start, 36, placeholder="") or start[:36] or "?"
    code, number = start, 2
    while code in taken:
        code, number = f"{start} {number}", number + 1
    return code


# Proposing


def problems_with_proposing(version):
    """Why this draft cannot be proposed yet, one sentence each; empty when it can."""
    problems = []
    if not version.is_open:
        problems.append(_("Version %(number)s was proposed already.") % {"number": version.number})
    problems += problems_with_deal(version.deal)
    if len(at_the_table(version.deal)) < 2:
        problems.append(_("A co-production needs at least two companies: add the other party."))
    return problems + problems_with_party(version.deal, version.company)


@transaction.atomic
def propose(version, *, user, at, seen=None):
    """Freeze a draft and show it to everybody at the table; the proposer agrees to it.

    ``seen`` is the mark of what the person has read: nobody proposes what a colleague has
    changed meanwhile.
    """
    hold_version(version)
    refuse(problems_with_proposing(version))
    if seen is not None and seen != version.mark:
        raise StaleRecord(version)
    number_proposal(version)
    version.status, version.frozen_at = Status.PROPOSED, at
    version.save(update_fields=["number", "status", "frozen_at"])
    for party in present(version.deal).filter(joined_at__isnull=True).order_by("pk"):
        party.joined_at = at
        party.save(update_fields=["joined_at"])
    counter(version)
    give(version, Consent.Kind.AGREED, company=version.company, user=user, at=at)
    settle(version, on=at.date())


def counter(version):
    """The proposal of another company that this version answers is countered."""
    if version.based_on_id is None:
        return
    rows = Version.objects.for_the_product("the proposal that this one answers")
    earlier = rows.select_for_update(no_key=True).get(pk=version.based_on_id)
    is_answer = earlier.company_id != version.company_id
    if is_answer and Status.COUNTERED in MOVES[Status(earlier.status)]:
        earlier.status = Status.COUNTERED
        earlier.save(update_fields=["status"])


# Agreeing and signing


def problems_with_agreeing(version, company):
    """Why a company cannot agree to this version, one sentence each; empty when it can."""
    problems = []
    if version.status not in (Status.PROPOSED, Status.COUNTERED):
        problems.append(
            _("Version %(number)s is “%(status)s”: only a proposal can be agreed to.")
            % {"number": version.number, "status": version.get_status_display()}
        )
    else:
        problems += problems_with_deal(version.deal) + problems_with_places(version)
    return problems + problems_with_seat(version, company, Consent.Kind.AGREED)


def problems_with_seat(version, company, kind):
    if problems := problems_with_party(version.deal, company):
        return problems
    if any(one.company_id == company.pk and one.kind == kind for one in version.consents.all()):
        return [_("%(company)s has done so already.") % {"company": company}]
    return []


def problems_with_party(deal, company):
    if any(party.company_id == company.pk for party in at_the_table(deal)):
        return []
    return [_("%(company)s is no party to this deal.") % {"company": company}]


def problems_with_places(version):
    """A version can only be agreed between exactly those who sit at the table."""
    parties = {party.pk: party for party in version.deal.parties.all()}
    placed = {place.party_id for place in version.partners.all()}
    gone = [str(one) for key, one in parties.items() if key in placed and not one.is_present]
    new = [str(one) for key, one in parties.items() if key not in placed and one.is_present]
    problems = []
    if gone:
        problems.append(
            _("%(who)s has left the deal and stands in this version: begin a new one.")
            % {"who": ", ".join(gone)}
        )
    if new:
        problems.append(
            _("%(who)s is at the table and has no place in this version: begin a new one.")
            % {"who": ", ".join(new)}
        )
    return problems


@transaction.atomic
def agree(version, *, company, user, at):
    hold_version(version)
    refuse(problems_with_agreeing(version, company))
    give(version, Consent.Kind.AGREED, company=company, user=user, at=at)
    settle(version, on=at.date())


def problems_with_signing(version, company=None):
    """Why this version cannot be signed yet, one sentence each; empty when it can."""
    problems = []
    if version.is_signed:
        problems.append(
            _("Version %(number)s was already signed on %(day)s.")
            % {"number": version.number, "day": date_format(version.signed_on)}
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
    else:
        problems += problems_with_deal(version.deal) + problems_with_places(version)
    if not version.is_signed:
        problems += [
            _(
                "%(party)s is only named here and cannot sign: choose its company on the page of "
                "the partners."
            )
            % {"party": party}
            for party in at_the_table(version.deal)
            if not party.can_sign
        ]
    if company is not None:
        problems += problems_with_seat(version, company, Consent.Kind.SIGNED)
    return problems


@transaction.atomic
def sign(version, *, company, user, at):
    """A signatory signs for a company; the last signature signs the version."""
    hold_version(version)
    refuse(problems_with_signing(version, company))
    give(version, Consent.Kind.SIGNED, company=company, user=user, at=at)
    for party in present(version.deal).filter(company=company, has_signed=False):
        party.has_signed = True
        party.save(update_fields=["has_signed"])
    settle(version, on=at.date())


# Taking back and leaving


def problems_with_taking_back(version):
    """Why the company that wrote it cannot take a proposal back; empty when it can."""
    if Status.TAKEN_BACK not in MOVES[Status(version.status)]:
        return [
            _("Version %(number)s is “%(status)s” and cannot be taken back.")
            % {"number": version.number, "status": version.get_status_display()}
        ]
    if any(one.kind == Consent.Kind.SIGNED for one in version.consents.all()):
        return [_("Somebody has signed version %(number)s.") % {"number": version.number}]
    return []


@transaction.atomic
def take_back(version):
    hold_version(version)
    refuse(problems_with_taking_back(version))
    version.status = Status.TAKEN_BACK
    version.save(update_fields=["status"])


@transaction.atomic
def leave(party, *, on):
    """A party leaves: it keeps what it signed, and open drafts lose its place.

    Nothing is passed on silently: what counted for it is unassigned from then on.
    """
    deal = hold_party(party)
    if not party.is_present:
        return
    party.left_on = on
    party.save(update_fields=["left_on"])
    seat_in_drafts(deal)


# Consents


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
    given = {one.company_id for one in version.consents.all() if one.kind == kind}
    return [party for party in at_the_table(version.deal) if party.company_id not in given]


def present(deal):
    """The parties at the table."""
    return deal.parties.filter(left_on__isnull=True).select_related("company")


def at_the_table(deal):
    """The same as a list; asks nothing where the parties were fetched with the deal."""
    if "parties" in getattr(deal, "_prefetched_objects_cache", {}):
        return [party for party in deal.parties.all() if party.is_present]
    return list(present(deal))


def refuse(problems):
    if problems:
        raise ValidationError(problems)
