"""Whom a source counts for, as people write it: other capitals, shortened, in full, a country."""

import pytest

from films.finance.sheets import FINANCE_PLAN
from tests.films.finance.making import HTMX, address, make_draft, signed_in, typed

pytestmark = pytest.mark.django_db
PARTNERS = (("Dala Film", "KZ"), ("Rive Nord Films", "FR"), ("Rive Sud", "FR"))


def written(text):
    """The answer to a source that counts for whoever is meant, and how it is stored."""
    version, editor = make_draft(*PARTNERS)
    given = {**FINANCE_PLAN.input_of(version), "sources": [{"id": "S1", "amount": "200"}]}
    form = {**typed(version, FINANCE_PLAN, given), "sources-0-counts_for": text}
    answer = signed_in(editor).post(address(version, "finance-plan"), form, **HTMX)
    stored = FINANCE_PLAN.input_of(type(version).objects.for_the_product("a test").get())
    return answer.content.decode(), stored["sources"][0] if stored["sources"] else {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dala Film", "Dala Film"),
        ("  dala  FILM ", "Dala Film"),
        ("dala", "Dala Film"),
        ("Dala Film (Almaty)", "Dala Film"),
        ("Rive Nord", "Rive Nord Films"),
        ("kz", "Dala Film"),
    ],
)
def test_one_partner_is_known_by_what_can_only_mean_it(text, name):
    _page, source = written(text)

    assert source["contributor"] == name


@pytest.mark.parametrize("text", ["Rive", "FR", "Dal", "Nord Films", "dala:50|DALA FILM:50"])
def test_what_may_mean_two_or_nobody_is_asked_about(text):
    page, source = written(text)

    assert "is no partner of this version" in page
    assert not {"contributor", "split_pct"} & set(source)


def test_each_part_of_a_source_may_be_written_so():
    _page, source = written("KZ:60|rive nord:40")

    assert source["split_pct"] == {"Dala Film": "60", "Rive Nord Films": "40"}
