"""Deals with money, functions and shares, for the tests of the parts that stand on them."""

from tests import factories as make


def three_partners(codes=("A", "B", "C"), countries=("KZ", "FR", "DE"), **fields):
    """A draft of three companies; the editor of the first one, and the version."""
    companies = [
        make.make_company(f"Company {code} of {make.COUNTRIES[country]}",
                          country=make.make_country(country))
        for code, country in zip(codes, countries, strict=True)
    ]  # fmt: skip
    deal = make.make_deal(between=companies)
    person = make.make_user(editor_at=companies[0])
    version = make.make_version(deal, author=person)
    for partner, code in zip(version.partners.order_by("pk"), codes, strict=True):
        partner.code = code
        partner.save()
    for name, value in fields.items():
        setattr(version, name, value)
    version.save()
    return person, version


def plan(version, amounts, budget=None):
    """A finance plan with one source for each partner, and a budget that it covers."""
    from decimal import Decimal

    from films.models import BudgetLine, FinanceRow, FinanceShare

    partners = {one.code: one for one in version.partners.select_related("country")}
    total = sum(map(Decimal, amounts.values()))
    country = next(iter(partners.values())).country.code
    BudgetLine.objects.create(
        version=version, account="all", amount=Decimal(budget or total), currency="EUR",
        covered_by=country, spent_in=country,
    )  # fmt: skip
    for number, (code, amount) in enumerate(amounts.items()):
        row = FinanceRow.objects.create(
            version=version, code=f"S{number:02}", amount=Decimal(amount), currency="EUR",
            status="confirmed", position=number,
        )  # fmt: skip
        FinanceShare.objects.create(version=version, row=row, partner=partners[code])


def reread(person, version):
    """The version as its page reaches it."""
    from films.models import Version

    return Version.objects.visible_to(person).select_related("deal").get(pk=version.pk)
