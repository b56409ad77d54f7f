"""Version after version, until it is signed by everybody."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from films.deal import negotiation
from films.deal.terms import document, fingerprint
from films.models import BudgetLine, FinanceRow, FinanceShare, Partner, Version
from tests import factories as make

pytestmark = pytest.mark.django_db
AT = make.ANNOUNCED


def table():
    """A deal between two companies, with a draft of the first one and a signatory of each."""
    companies = [make.make_company("Dala Film"), make.make_company("Rive Nord")]
    deal = make.make_deal(between=companies)
    people = [make.make_user(signatory_at=company) for company in companies]
    return deal, companies, people, make.make_version(deal, author=people[0])


def fill(version):
    """A budget, and a source that counts for the first partner."""
    partner = version.partners.first()
    BudgetLine.objects.create(version=version, amount=100, currency="EUR", covered_by="KZ")
    row = FinanceRow.objects.create(version=version, code="S01", amount=60, currency="EUR")
    FinanceShare.objects.create(version=version, row=row, partner=partner)
    return row


def signed():
    _deal, companies, people, version = table()
    fill(version)
    negotiation.propose(version, user=people[0], at=AT)
    negotiation.agree(version, company=companies[1], user=people[1], at=AT)
    for company, person in zip(companies, people, strict=True):
        negotiation.sign(version, company=company, user=person, at=AT)
    return version


def test_a_draft_is_its_companys_alone_until_it_is_proposed():
    _deal, _companies, people, version = table()

    assert list(Version.objects.visible_to(people[1])) == []

    negotiation.propose(version, user=people[0], at=AT)

    assert list(Version.objects.visible_to(people[1])) == [version]
    assert list(Version.objects.editable_by(people[0])) == []


def test_a_counter_proposal_carries_every_term_under_its_key():
    deal, companies, people, version = table()
    fill(version)
    negotiation.propose(version, user=people[0], at=AT)

    counter = negotiation.begin(
        deal, company=companies[1], author=people[1], at=AT, based_on=version
    )

    assert counter.number == 2
    assert document(counter) == document(version)
    assert FinanceShare.objects.visible_to(people[1]).get(version=counter).row.version == counter

    negotiation.propose(counter, user=people[1], at=AT)

    version.refresh_from_db()
    assert version.status == Version.Status.COUNTERED


def test_the_last_signature_signs_the_version():
    version = signed()

    assert (version.status, version.signed_on) == ("signed", AT.date())
    assert {one.fingerprint for one in version.consents.all()} == {fingerprint(version)}


def test_a_version_is_not_signed_before_everybody_agrees():
    _deal, companies, people, version = table()
    negotiation.propose(version, user=people[0], at=AT)

    with pytest.raises(ValidationError, match="Rive Nord"):
        negotiation.sign(version, company=companies[0], user=people[0], at=AT)


@pytest.mark.parametrize(
    "change",
    [
        lambda version: version.financerows.update(amount=1),
        lambda version: version.financerows.all().delete(),
        lambda version: FinanceRow.objects.create(version=version, code="S02", currency="EUR"),
        lambda version: version.partners.update(code="Other"),
        lambda version: version.budgetlines.first().save(),
        lambda version: Version.objects.for_the_product("a test").update(signed_on=None),
        lambda version: Version.objects.for_the_product("a test").update(frozen_at=None),
        lambda version: Version.objects.for_the_product("a test").update(currency="KZT"),
        lambda version: version.delete(),
    ],
)
def test_the_database_itself_keeps_what_was_signed(change):
    version = signed()
    before = document(version)

    with pytest.raises(IntegrityError), transaction.atomic():
        change(version)

    assert document(Version.objects.for_the_product("a test").get(pk=version.pk)) == before


def test_whoever_leaves_keeps_what_was_signed_and_sees_nothing_later():
    version = signed()
    party = version.deal.parties.get(company__name="Rive Nord")
    person = make.make_user(signatory_at=party.company)
    stranger = make.make_company()
    make.make_party(version.deal, stranger)

    negotiation.leave(party, on=AT.date())
    later = make.make_version(version.deal, based_on=version)
    negotiation.propose(later, user=later.author, at=AT)

    assert list(Version.objects.visible_to(person)) == [version]
    codes = [place.code for place in Partner.objects.visible_to(person)]
    assert codes == ["Dala Film", "Rive Nord"]


def test_what_counted_for_a_partner_who_left_is_unassigned():
    deal, companies, _people, version = table()
    row = fill(version)

    negotiation.leave(deal.parties.get(company=companies[0]), on=AT.date())

    assert list(row.shares.all()) == []
    assert [place.code for place in version.partners.all()] == ["Rive Nord"]


def test_numbers_tell_nobody_that_the_other_side_is_writing():
    deal, companies, people, version = table()
    negotiation.propose(version, user=people[0], at=AT)
    ours = [
        negotiation.begin(deal, company=companies[0], author=people[0], at=AT, reason=reason)
        for reason in ("a", "b")
    ]

    theirs = negotiation.begin(deal, company=companies[1], author=people[1], at=AT)

    assert [one.number for one in ours] == [2, 3]
    assert theirs.number == 2

    negotiation.propose(ours[1], user=people[0], at=AT)

    numbers = {version.pk: version.number for version in Version.objects.for_the_product("a test")}
    assert [numbers[one.pk] for one in (version, ours[1], ours[0], theirs)] == [1, 2, 3, 3]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Rive Nord", "Rive Nord"),
        ("Films du Quai Imaginaire (demonstration)", "Films du Quai Imaginaire"),
        ("Rive: Nord | Sud", "Rive Nord Sud"),
        ("K" * 50, "K" * 36),
        ("::", "?"),
    ],
)
def test_a_long_name_is_called_by_its_first_whole_words(name, code):
    assert negotiation.free_code(name, set()) == code
    assert negotiation.free_code(name, {code}) == f"{code} 2"
