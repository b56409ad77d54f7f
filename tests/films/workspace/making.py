"""Many deals at once, as a company with many years behind it has them."""

from django.utils import timezone

from films.models import (
    BudgetLine,
    Deal,
    DealParty,
    FinanceRow,
    FinanceShare,
    Milestone,
    Partner,
    Rate,
    Version,
)
from tests import factories as make

TYPES = list(FinanceRow.Type)
STATUSES = list(FinanceRow.Status)
MONEY = [("EUR", 5_000_00), ("KZT", 900_000_00), ("USD", 4_000_00)]


def make_many(user, companies, *, deals, rows, start=0):
    """Deals between these companies, each with one draft of the first: half of the rows are
    lines of the budget, half are sources; bulk, for nobody waits for 20,000 saves."""
    made = Deal.objects.bulk_create(
        Deal(
            title=f"Road {number}",
            search_text=f"road {number}",
            owner=companies[0],
            stage=list(Deal.Stage)[number % 9],
        )
        for number in range(start, start + deals)
    )
    parties = DealParty.objects.bulk_create(
        DealParty(deal=deal, company=one, country=one.country, joined_at=make.ANNOUNCED)
        for deal in made
        for one in companies
    )
    versions = Version.objects.bulk_create(
        Version(deal=deal, number=1, company=companies[0], author=user, made_at=make.ANNOUNCED)
        for deal in made
    )
    Rate.objects.bulk_create(
        Rate(version=version, currency=currency, rate=rate)
        for version in versions
        for currency, rate in (("KZT", "0.001750"), ("USD", "0.92"))
    )
    seats = Partner.objects.bulk_create(
        Partner(version=version, party=party, code=str(party.company), country=party.country)
        for place, version in enumerate(versions)
        for party in parties[place * len(companies) : (place + 1) * len(companies)]
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(
            version=version,
            position=row,
            account=f"{row}",
            covered_by="KZ",
            amount=make.Decimal(10_000 + row),
            currency="EUR",
        )
        for version in versions
        for row in range(rows // 2)
    )
    sources = FinanceRow.objects.bulk_create(
        FinanceRow(
            version=version,
            position=row,
            code=f"S{row:02}",
            type=TYPES[row % len(TYPES)],
            status=STATUSES[row % len(STATUSES)],
            amount=make.Decimal(MONEY[row % 3][1]) / 100,
            currency=MONEY[row % 3][0],
        )
        for version in versions
        for row in range(rows // 2)
    )
    FinanceShare.objects.bulk_create(
        FinanceShare(
            version_id=row.version_id,
            row=row,
            partner=seats[(place // (rows // 2)) * len(companies)],
        )
        for place, row in enumerate(sources)
    )
    Milestone.objects.bulk_create(
        Milestone(deal=deal, title="Rebate", due_on=timezone.localdate()) for deal in made
    )
    return made
