"""A table of two companies with all kinds of people around it, and what is due there."""

from dataclasses import dataclass
from datetime import date

from films.deal import negotiation
from films.models import Approval, Decision, FinanceRow, Fulfilment, Milestone, Obligation
from tests import factories as make

AT = make.ANNOUNCED
DAY = date(2026, 3, 10)


@dataclass
class Table:
    """A deal between Dala Film and Rive Nord; a third company has left it."""

    deal: object
    dala: object
    nord: object
    gone: object
    reader: object
    editor: object
    signatory: object
    partner: object
    leaver: object
    outsider: object
    version: object

    @property
    def strangers(self):
        return [self.leaver, self.outsider]


def table(**fields):
    """Everybody at and around a table; the draft is of Dala Film."""
    dala, nord, gone = (make.make_company(name) for name in ("Dala Film", "Rive Nord", "Gone"))
    deal = make.make_deal("Apple Road", between=[dala, nord, gone])
    leaver = leave(deal, gone)
    signatory = make.make_user(signatory_at=dala)
    version = make.make_version(deal, author=signatory, **fields)
    return Table(
        deal=deal,
        dala=dala,
        nord=nord,
        gone=gone,
        reader=make.make_user(reader_at=dala),
        editor=make.make_user(editor_at=dala),
        signatory=signatory,
        partner=make.make_user(signatory_at=nord),
        leaver=leaver,
        outsider=make.make_user(signatory_at=make.make_company()),
        version=version,
    )


def leave(deal, company):
    """The company has signed something, so that its people still see the deal, and has left."""
    party = deal.parties.get(company=company)
    party.has_signed = True
    party.save()
    negotiation.leave(party, on=DAY)
    return make.make_user(signatory_at=company)


def sign(version):
    """Everybody at the table agrees and signs."""
    companies = [party.company for party in version.deal.parties.filter(left_on=None)]
    people = {company: make.make_user(signatory_at=company) for company in companies}
    negotiation.propose(version, user=people[version.company], at=AT)
    for company, person in people.items():
        if company != version.company:
            negotiation.agree(version, company=company, user=person, at=AT)
    for company, person in people.items():
        negotiation.sign(version, company=company, user=person, at=AT)
    version.refresh_from_db()
    return version


def make_obligation(version, **fields):
    fields.setdefault("kind", make.make_obligation_kind("training_place"))
    fields.setdefault("text", "Places for learners")
    return Obligation.objects.create(version=version, **fields)


def make_milestone(deal, title="Script workshop", **fields):
    return Milestone.objects.create(deal=deal, title=title, **fields)


def make_approval(deal, **fields):
    fields.setdefault("country", make.make_country("FR"))
    fields.setdefault("kind", Approval.Kind.PROVISIONAL)
    return Approval.objects.create(deal=deal, **fields)


def make_delivery(deal, obligation, **fields):
    fields.setdefault("day", DAY)
    return Fulfilment.objects.create(deal=deal, obligation_key=obligation.key, **fields)


def make_evidence(version, code="S01", **fields):
    return FinanceRow.objects.create(version=version, code=code, currency="EUR", **fields)


def make_decision(deal, matter="Final cut", *, company=None, author=None, **fields):
    fields.setdefault("proposal", "The director's cut is the film.")
    fields.setdefault("proposed_on", DAY)
    return Decision.objects.create(
        deal=deal,
        matter=matter,
        company=company or deal.owner,
        author=author or make.make_user(),
        **fields,
    )


def texts(response):
    return response.content.decode()
