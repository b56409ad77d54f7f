"""Which published shares make up a film, each once."""

from decimal import Decimal

import pytest

from films.register.share_bar import legend, share_bar, share_rows
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_share_bar_is_absent_without_a_published_share():
    film = make.make_film(between=[make.make_country("KZ")])

    assert share_bar(list(film.participations.all())) is None


def test_share_rows_take_a_country_before_its_companies():
    film = make.make_film()
    kazakhstan, france = make.make_country("KZ"), make.make_country("FR")
    own = make.make_participation(film, country=kazakhstan, share=Decimal(60))
    make.make_participation(
        film, country=kazakhstan, company=make.make_company(), share=Decimal(60)
    )
    company = make.make_participation(
        film, country=france, company=make.make_company(), share=Decimal(40)
    )
    make.make_participation(film, country=make.make_country("DE"))

    assert share_rows(list(film.participations.order_by("pk"))) == [own, company]


def test_share_bar_says_country_share_and_role():
    film = make.make_film()
    make.make_participation(
        film, country=make.make_country("KZ"), share=Decimal("33.33"), role="minority"
    )

    segment = share_bar(list(film.participations.all())).segments[0]

    assert segment.mark.title == "Kazakhstan: 33.33\N{NO-BREAK SPACE}%, minority"
    assert segment.mark.address == "/countries/KZ/"
    assert segment.mark.filling == "stripes"


def test_legend_names_the_roles_that_occur():
    film = make.make_film()
    for code, role in [("KZ", "financial"), ("FR", "majority"), ("DE", "")]:
        make.make_participation(film, country=make.make_country(code), role=role, share=Decimal(20))

    words = [str(words) for _filling, words in legend(list(film.participations.all()))]

    assert words == ["majority", "financial only", "role not published"]
