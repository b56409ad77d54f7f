"""A deal that was negotiated and signed, with something secret in every place that has room."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.urls import reverse

from films.deal import negotiation
from films.models import (
    BudgetLine,
    Comment,
    CreditFunction,
    CreditShare,
    Deal,
    Film,
    FinanceRow,
    FinanceShare,
    Note,
    Partner,
    Version,
)
from films.publishing.announcing import announce
from films.publishing.leading import places
from films.publishing.publishing import agree
from partners.models import Company, FundingSource, User
from tests import factories as make

AGREEMENT = "Co-production agreement of Kök Tau (2027), version 1, published by the parties on "
AT = make.ANNOUNCED
# None of these may ever stand in a public answer.
SECRETS = [
    "Working title of the steppe",
    "Tier at the bank",
    "award letter 77-K",
    "only if Cannes selects it",
    "A comment across the table",
    "Our walk-away limit",
    "Because Paris insisted",
    "987654",
    "987,654",
    "123456",
    "123,456",
    "44.44",
    "Undecided lawyer",
]
KINDS = ["selective_fund", "incentive", "producers_own", "broadcaster", "private_equity"]


@dataclass
class Signed:
    """Two companies, a person of each who signs, and what they signed."""

    deal: Deal
    companies: list[Company]
    people: list[User]
    version: Version
    extra: dict = field(default_factory=dict)

    @property
    def film(self):
        return Deal.objects.for_the_product("a test").get(pk=self.deal.pk).film


def public_rows(confidence="read"):
    """What the register knows without any deal: the companies, the fund, the words."""
    for code in KINDS:
        make.make_funding_kind(code)
    kazakhstan, france = make.make_country("KZ"), make.make_country("FR")
    fund = make.make_funding_source("Steppe fund", country=kazakhstan, confidence=confidence)
    return fund, [
        make.make_company("Dala Film", country=kazakhstan, confidence=confidence),
        make.make_company("Rive Nord", country=france, confidence=confidence),
    ]


def signed_deal(*, public=None, confidence="read", **fields):
    """KZ brings 60 and FR 30 of a plan of 100, a gap of 10; KZ is the delegate."""
    _fund, companies = public or public_rows(confidence)
    deal = make.make_deal(
        "Working title of the steppe", between=companies, logline="Tier at the bank", **fields
    )
    people = [make.make_user(signatory_at=company) for company in companies]
    version = make.make_version(deal, author=people[0], reason="Because Paris insisted")
    fill(version)
    sign(version, people)
    draft = make.make_version(deal, author=people[0], based_on=version)
    FinanceRow.objects.create(
        version=draft, code="New money", amount=Decimal(987654), currency="EUR", status="paid"
    )
    Comment.objects.create(
        deal=deal, company=companies[0], author=people[0], text="A comment across the table", at=AT
    )
    Note.objects.create(
        deal=deal, company=companies[0], author=people[0], text="Our walk-away limit", at=AT
    )
    return Signed(deal, companies, people, version)


def fill(version, *, kazakh="600000.50"):
    """A budget of a million, four sources, a credit split and two functions."""
    dala, rive = version.partners.order_by("position")
    dala.is_delegate, dala.role = True, Partner.Role.MAJORITY
    dala.save()
    rive.role = Partner.Role.MINORITY
    rive.save()
    fund = FundingSource.objects.filter(name="Steppe fund").latest("pk")
    BudgetLine.objects.create(
        version=version, account="Tier at the bank", amount=Decimal(1_000_000), currency="EUR",
        covered_by="KZ", spent_in="KZ",
    )  # fmt: skip
    for code, kind, status, amount, partner, more in [
        ("Grant", "selective_fund", "confirmed", kazakh, dala, {"fund": fund, "origin": "KZ"}),
        ("Rebate", "tax_incentive", "paid", "200000", rive, {"origin": "FR-NAQ"}),
        ("Tier at the bank", "broadcaster", "loi", "100000", rive, {"origin": "FR"}),
        ("Dead", "private_equity", "rejected", "123456", dala, {}),
    ]:
        row = FinanceRow.objects.create(
            version=version, code=code, type=kind, status=status, amount=Decimal(amount),
            currency="EUR", evidence="award letter 77-K", conditions="only if Cannes selects it",
            expires_on=date(2031, 1, 1), **more,
        )  # fmt: skip
        FinanceShare.objects.create(version=version, row=row, partner=partner)
    for partner, ownership, revenue in ((dala, "55.56", "50"), (rive, "44.44", "50")):
        CreditShare.objects.create(
            version=version, partner=partner, ownership=ownership, revenue=revenue,
            reason_revenue="Because Paris insisted",
        )  # fmt: skip
    CreditFunction.objects.create(
        version=version, function="director", points="3", filled_from="KZ"
    )
    CreditFunction.objects.create(
        version=version, function="editor", points="1", filled_from="FR:1/2|DE:1/2",
        person="Undecided lawyer",
    )  # fmt: skip


def sign(version, people):
    companies = [party.company for party in version.deal.parties.order_by("pk")]
    negotiation.propose(version, user=people[0], at=AT)
    for company, person in zip(companies[1:], people[1:], strict=True):
        negotiation.agree(version, company=company, user=person, at=AT)
    for company, person in zip(companies, people, strict=True):
        negotiation.sign(version, company=company, user=person, at=AT)


def announced(signed, title="Kök Tau", *, at=AT, **options):
    """The film announced by its delegate, with both companies named."""
    everybody = places(signed.deal)
    options.setdefault("named", [place.party.pk for place in everybody])
    film = options.pop("film", None) or Film(title=title, year=2027, stage="pre_production")
    writing = announce(
        signed.deal, film=film, places=everybody, company=signed.companies[0],
        user=signed.people[0], at=at, **options,
    )  # fmt: skip
    signed.deal.refresh_from_db()
    return writing


def published(signed, *parts, version=None, at=AT):
    """Both parties agree to publish these parts."""
    version = version or signed.version
    version.deal = signed.deal
    writing = None
    for company, person in zip(signed.companies, signed.people, strict=True):
        writing = agree(version, list(parts), company=company, user=person, at=at)
    return writing


def ready(**fields):
    signed = signed_deal(**fields)
    announced(signed)
    return signed


def address(signed, name="publish"):
    return reverse(f"publishing:{name}", args=[signed.deal.pk])


def funding_of(film):
    return [
        (row.kind.code, str(row.fund or ""), str(row.country), row.amount, row.currency)
        for row in film.funding.order_by("pk")
    ]


def shares_of(film):
    return [(row.country.code, row.share) for row in film.participations.all()]
