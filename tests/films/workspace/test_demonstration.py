"""The deals of the demonstration: made once, by the acts, between fictional companies."""

from decimal import Decimal

import pytest
from django.utils import timezone

from films.models import Deal, Version
from films.workspace.demonstrated import DE, FR, IT, KZ
from films.workspace.demonstration import make_demonstration_deals
from films.workspace.standing import standings
from partners.models import Company, User
from partners.source.models import Confidence
from tests import factories as make

pytestmark = pytest.mark.django_db
CODES = {KZ: "KZ", FR: "FR", DE: "DE", IT: "IT"}


@pytest.fixture
def made():
    for key, code in CODES.items():
        make.make_company(
            f"Film {code}", public_id=key, country=make.make_country(code), confidence="fictional"
        )
    make.make_obligation_kind("training_place")
    for name in ("producer-kz", "producer-fr"):
        make.make_user(name)
    return make_demonstration_deals(at=timezone.now())


def seen(name):
    user = User.objects.get(username=name)
    deals = Deal.objects.open_to(user).order_by("title")
    found = standings(user, deals, on=timezone.localdate())
    return {deal.title.partition(" (")[0]: found[deal.pk] for deal in deals}


def test_demonstration_shows_four_deals_to_one_and_three_to_the_other(made):
    assert made == 4
    assert list(seen("producer-kz")) == [
        "Apple Road", "Four Shores", "Salt Lake Lullaby", "The Cartographer's Daughter",
    ]  # fmt: skip
    assert list(seen("producer-fr")) == ["Apple Road", "Four Shores", "Salt Lake Lullaby"]


def test_demonstration_has_the_figures_of_its_case(made):
    proposed, countered = seen("producer-kz")["Apple Road"], seen("producer-fr")["Apple Road"]

    assert (proposed.version.number, proposed.version.status) == (1, "proposed")
    assert (countered.version.number, countered.version.status) == (2, "draft")
    assert proposed.gap.amount == Decimal("319500.00")
    assert proposed.confirmed == Decimal("48.85")
    assert countered.gap.amount == Decimal("264300.00")  # 60,000 USD at 0.92 less.
    assert proposed.version.financerows.count() == 12
    assert proposed.due[0].is_overdue


def test_demonstration_is_signed_by_both_and_made_once(made):
    signed = Version.objects.for_the_product("a test").get(signed_on__isnull=False)

    again = make_demonstration_deals(at=timezone.now())

    assert signed.consents.filter(kind="signed").count() == 2
    assert (again, Deal.objects.for_the_product("a test").count()) == (0, 4)
    assert set(Company.objects.values_list("confidence", flat=True)) == {Confidence.FICTIONAL}
