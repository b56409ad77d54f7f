"""Every fact gets a number, equal places get the same one."""

from datetime import date

import pytest
from django.urls import reverse

from partners.source.references import References
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_cite_numbers_places_in_the_order_of_the_page():
    source = make.make_source()
    first = make.make_company(**make.sourced(source, locator="p. 1"))
    again = make.make_company(**make.sourced(source, locator="p. 1"))
    other = make.make_company(**make.sourced(source, locator="p. 2"))
    references = References()

    numbers = [row.reference.number for row in references.cite_all([first, again, other])]

    assert numbers == [1, 1, 2]
    assert [reference.locator for reference in references] == ["p. 1", "p. 2"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("confidence", "secondary"), ("checked_on", date(2024, 1, 1)), ("locator", "p. 9")],
)
def test_cite_keeps_places_apart_that_differ(field, value):
    source = make.make_source()
    references = References()
    references.cite(make.make_company(**make.sourced(source)))

    references.cite(make.make_company(**make.sourced(source, **{field: value})))

    assert len(references) == 2


def test_cite_gives_no_number_to_a_row_without_a_source():
    assert References().cite(make.make_company()) is None


@pytest.mark.parametrize(
    ("confidence", "sign"),
    [("read", ""), ("secondary", "°"), ("derived", "≈"), ("unverified", "?"), ("fictional", "F")],
)
def test_sign_tells_the_confidence_without_colour(confidence, sign):
    company = make.make_company(**make.sourced(confidence=confidence))

    assert References().cite(company).sign == sign


def test_label_says_source_place_and_confidence():
    source = make.make_source("Yearbook")
    company = make.make_company(**make.sourced(source, locator="p. 3"))

    label = References().cite(company).label

    assert str(label) == "Source 1: Yearbook · p. 3 · read in the source"


def test_address_leads_to_the_paragraph_it_names():
    source = make.make_source(key="article")
    company = make.make_company(**make.sourced(source, locator="§ 17 (partner country)"))

    address = References().cite(company).address

    assert address == f"{reverse('partners:source', args=['article'])}#p17"


def test_a_further_source_says_what_it_adds():
    film, source = make.make_film(), make.make_source()
    citation = film.citations.create(source=source, locator="p. 1", about="adds France")

    assert References().cite(citation).about == ["adds France"]
