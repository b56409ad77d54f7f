"""A deal with a row of every kind."""

from datetime import date
from decimal import Decimal

from films.models import (
    Announcement,
    Approval,
    BudgetLine,
    CalendarFeed,
    Comment,
    Consent,
    Cost,
    CreditFunction,
    CreditShare,
    DealReading,
    Decision,
    DecisionRule,
    Document,
    FinanceRow,
    FinanceShare,
    Fulfilment,
    Incentive,
    Instalment,
    Milestone,
    Note,
    Obligation,
    PlannedSpend,
    PoolTerritory,
    Publication,
    PublicationConsent,
    Rate,
    Receipt,
    Right,
    SpendObligation,
    TeamMember,
    Tier,
    TierPayee,
    Vote,
)
from tests import factories as make

DAY, AT, EUR = date(2026, 5, 1), make.ANNOUNCED, {"currency": "EUR"}


def make_full_deal(title="Apple Road", *, between=(), user=None, **fields):
    """A deal with one draft, and a row of everything that deals and versions have."""
    companies = list(between) or [make.make_company("Dala Film"), make.make_company("Rive Nord")]
    deal = make.make_deal(title, between=companies, **fields)
    user = user or make.make_user(signatory_at=companies[0])
    version = make.make_version(deal, author=user)
    fill_version(version)
    fill_deal(deal, version, companies[0], user)
    return version


def fill_version(version, number=0):
    """A term of every kind."""
    term = {"version": version, "position": number}
    partner = version.partners.order_by("pk").first()
    name = f"{number:02}"
    BudgetLine.objects.create(
        **term, account=name, covered_by="KZ", spent_in="KZ", amount=Decimal(1000), **EUR
    )
    row = FinanceRow.objects.create(
        **term, code=f"S{name}", status="loi", amount=Decimal(400), expires_on=DAY, **EUR
    )
    FinanceShare.objects.create(**term, row=row, partner=partner)
    Instalment.objects.create(**term, row=row, month="2026-05", percent=Decimal(100), **EUR)
    Cost.objects.create(**term, month="2026-05", amount=Decimal(5), **EUR)
    SpendObligation.objects.create(**term, code=name, territory="KZ", basis="fixed", **EUR)
    PlannedSpend.objects.create(**term, territory=f"KZ-{name}", amount=Decimal(5), **EUR)
    Incentive.objects.create(**term, code=name, rate=Decimal(30), eligible_spend=Decimal(5), **EUR)
    Rate.objects.create(**term, currency=f"{chr(65 + number % 26)}ZT", rate="0.5")
    if not number:
        CreditShare.objects.create(**term, partner=partner, revenue="50")
    CreditFunction.objects.create(**term, function=f"Director {name}", partner=partner)
    Right.objects.create(**term, territory=f"K{name}", owner=partner, **EUR)
    tier = Tier.objects.create(**term, code=name, type="recoup", **EUR)
    TierPayee.objects.create(**term, tier=tier, payee=partner.code, owed=Decimal(5), **EUR)
    PoolTerritory.objects.create(**term, pool="P", distributor="D", territory=name, **EUR)
    Obligation.objects.create(
        **term, kind=make.make_obligation_kind(), text=name, owed_by=partner, due_on=DAY
    )
    DecisionRule.objects.create(**term, matter=f"Final cut {name}")


def fill_deal(deal, version, company, user):
    """A row of every kind that belongs to a deal as a whole."""
    said = {"deal": deal, "company": company, "author": user}
    TeamMember.objects.create(deal=deal, user=user)
    Comment.objects.create(**said, text="We agree.", at=AT)
    Note.objects.create(**said, text="Not below 45.", at=AT)
    Milestone.objects.create(deal=deal, title="Script workshop", due_on=DAY)
    country = make.make_country()
    Approval.objects.create(deal=deal, country=country, kind="provisional", expires_on=DAY)
    Fulfilment.objects.create(deal=deal, obligation_key="none", day=DAY)
    Receipt.objects.create(deal=deal, period="2027", **EUR)
    decision = Decision.objects.create(
        **said, matter="Composer", proposal="?", proposed_on=DAY, answer_by=DAY
    )
    Vote.objects.create(decision=decision, company=company, user=user, answer="yes", at=AT)
    Document.objects.create(
        **said, file="x", name="Letter", content_type="text/plain", size=1, digest="0", at=AT
    )
    Publication.objects.create(
        deal=deal, version=version, source=make.make_source(), user=user, at=AT
    )
    Announcement.objects.create(deal=deal, film=make.make_film(), company=company, user=user, at=AT)
    PublicationConsent.objects.create(deal=deal, version=version, company=company, user=user, at=AT)
    Consent.objects.create(
        version=version,
        company=deal.parties.latest("pk").company,
        user=user,
        kind="agreed",
        at=AT,
        fingerprint="0",
    )
    DealReading.objects.create(deal=deal, user=user, at=AT, address="/")
    CalendarFeed.objects.get_or_create(user=user)
