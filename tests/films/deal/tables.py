"""Deals between companies with terms in them, for the tests of versions."""

from dataclasses import dataclass, field

# Whoever asks for sheets without the pages has to have them declared.
import films.finance.sheets  # noqa: F401
from films.deal import negotiation
from films.models import (
    BudgetLine,
    CreditFunction,
    CreditShare,
    Deal,
    FinanceRow,
    FinanceShare,
    Right,
    Tier,
    TierPayee,
    Version,
)
from partners.models import Company, User
from tests import factories as make

AT = make.ANNOUNCED


@dataclass
class Table:
    """A deal, its companies, and a signatory of each."""

    deal: Deal
    companies: list[Company]
    people: list[User] = field(default_factory=list)

    def draft(self, place=0, **fields) -> Version:
        return make.make_version(
            self.deal, company=self.companies[place], author=self.people[place], **fields
        )

    def propose(self, version, place=0):
        negotiation.propose(version, user=self.people[place], at=AT)
        return version

    def agree(self, version, place=1):
        company, person = self.companies[place], self.people[place]
        negotiation.agree(version, company=company, user=person, at=AT)

    def sign(self, version, *places):
        for place in places or range(len(self.companies)):
            company, person = self.companies[place], self.people[place]
            negotiation.sign(version, company=company, user=person, at=AT)

    def signed(self) -> Version:
        """A filled version that everybody has agreed to and signed."""
        version = self.draft()
        fill(version)
        self.propose(version)
        for place in range(1, len(self.companies)):
            self.agree(version, place)
        self.sign(version)
        return version


def table(*names, **fields) -> Table:
    names = names or ("Dala Film", "Rive Nord")
    codes = ["KZ", "FR", "DE"]
    companies = [
        make.make_company(name, country=make.make_country(code))
        for name, code in zip(names, codes, strict=False)
    ]
    deal = make.make_deal(between=companies, **fields)
    people = [make.make_user(signatory_at=company) for company in companies]
    return Table(deal, companies, people)


def budget(version, amount, **fields):
    fields = {"currency": "EUR", "covered_by": "KZ", "account": "Shooting", **fields}
    return BudgetLine.objects.create(version=version, amount=amount, **fields)


def source(version, code, amount, partner=None, **fields):
    """A source that counts for a partner, by its place among them."""
    fields = {"currency": "EUR", "status": "confirmed", **fields}
    row = FinanceRow.objects.create(version=version, code=code, amount=amount, **fields)
    if partner is not None:
        place = list(version.partners.all())[partner]
        FinanceShare.objects.create(version=version, row=row, partner=place)
    return row


def fill(version):
    """A budget of 100, 60 of them from the first partner and 30 from the second, and tiers."""
    partners = list(version.partners.all())
    budget(version, 100)
    source(version, "State fund", 60, 0)
    source(version, "Regional fund", 30, 1, status="loi")
    for place, (owned, revenue) in zip(partners, [("60", "60"), ("40", "40")], strict=False):
        CreditShare.objects.create(version=version, partner=place, ownership=owned, revenue=revenue)
    CreditFunction.objects.create(
        version=version, function="Director", points="4", filled_from="KZ", partner=partners[0]
    )
    Right.objects.create(version=version, territory="KZ", owner=partners[0], currency="EUR")
    Right.objects.create(version=version, territory="FR", owner=partners[1], currency="EUR")
    tier = Tier.objects.create(version=version, code="T1", type="recoup", currency="EUR")
    TierPayee.objects.create(version=version, tier=tier, payee="Dala Film", owed=50, currency="EUR")


def partner_leaves() -> tuple[Table, Version, Version]:
    """Case s15 as two proposals: C leaves, B raises, the budget falls."""
    made = table("A", "B", "C", stage="deal_memo")
    old = made.draft()
    line = budget(old, "2000000.00")
    for place, amount in enumerate(["1100000.00", "600000.00", "300000.00"]):
        source(old, f"S{place}", amount, place)
    partners = list(old.partners.all())
    for partner, revenue in zip(partners, ["50", "30", "20"], strict=True):
        CreditShare.objects.create(version=old, partner=partner, revenue=revenue)
        Right.objects.create(
            version=old, territory=partner.country.code, owner=partner, currency="EUR"
        )
    made.propose(old)
    new = made.draft(based_on=old, reason="C leaves")
    new_line = new.budgetlines.get(key=line.key)
    new_line.amount = 1900000
    new_line.save()
    for code, amount in [("S1", 700000), ("S2", None)]:
        row = new.financerows.get(code=code)
        if amount is None:
            row.delete()
        else:
            row.amount = amount
            row.save()
    negotiation.leave(made.deal.parties.get(company=made.companies[2]), on=AT.date())
    share = new.creditshares.get(partner__code="A")
    share.revenue = "50.0"
    share.save()
    new.refresh_from_db()
    made.propose(new)
    return made, old, new
