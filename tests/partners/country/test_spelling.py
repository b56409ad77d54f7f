import pytest

from partners.country.spelling import Countries, NotFound
from tests.factories import make_alias, make_country
from tests.partners.country.making import make_countries


@pytest.fixture
def countries(db):
    return make_countries()


@pytest.mark.parametrize(
    ("spelling", "year", "code"),
    [
        ("KZ", 2008, "KZ"),
        ("kz", None, "KZ"),
        ("KAZ", None, "KZ"),
        ("Kazakhstan", None, "KZ"),
        ("казахстан", None, "KZ"),
        ("Қазақстан", None, "KZ"),
        ("Kasachstan", None, "KZ"),
        ("uk", None, "GB"),
        ("NA", 1998, "NA"),
        ("SUHH", 1970, "SUHH"),
        ("SU", 1970, "SUHH"),
        ("SU", None, "SUHH"),
        ("SU", 1999, "SUHH"),
        ("Советский Союз", None, "SUHH"),
        ("CS", 1946, "CSHH"),
        ("CS", 1992, "CSHH"),
        ("CS", 1995, "CSHH"),
        ("CS", 2003, "CSXX"),
        ("CS", 2006, "CSXX"),
        ("CS", 2009, "CSXX"),
        ("YU", 1995, "YUCS"),
        ("DD", 1975, "DDDE"),
        ("DE", 1975, "DE"),
    ],
)
def test_country_is_found(countries, spelling, year, code):
    assert Countries().find((spelling,), year).code == code


@pytest.mark.parametrize("year", [None, 1996, 2002, 2010])
def test_code_of_several_states_is_refused_outside_their_time(countries, year):
    with pytest.raises(NotFound) as refusal:
        Countries().find(("CS",), year)

    assert str(refusal.value) == (
        "“CS” may mean Czechoslovakia (CSHH) or Serbia and Montenegro (CSXX): write the code."
    )


def test_name_beside_a_code_decides(countries):
    assert Countries().find(("CS", "Serbia and Montenegro"), 2011).code == "CSXX"


def test_unknown_country_is_refused_with_the_nearest_spelling(countries):
    with pytest.raises(NotFound) as refusal:
        Countries().find(("Kazakhstann",), 2008)

    assert str(refusal.value) == ("“Kazakhstann” is no known country: did you mean “Kazakhstan”?")


@pytest.mark.parametrize("spelling", ["XX", "—", "Ruritania and Graustark"])
def test_unknown_country_without_a_near_one_is_refused(countries, spelling):
    with pytest.raises(NotFound, match="is no known country: write its code or its name"):
        Countries().find((spelling,), 2008)


def test_old_name_means_the_state_of_its_time(countries):
    make_country("MM", name_en="Myanmar")
    make_alias("Burma", make_country("MM"))
    make_country("BUMM", alpha_2="BU", name_en="Burma", valid_to="1989-06-18")

    found = Countries()

    assert found.find(("Burma",), 1960).code == "BUMM"
    assert found.find(("Burma",), 2010).code == "MM"
    assert found.find(("Burma",), None).code == "MM"


@pytest.mark.parametrize(
    ("spelling", "code"),
    [("казахстан", "KZ"), ("Kasachstan", "KZ"), ("YU", "YUCS"), ("CS", None), ("Ruritania", None)],
)
def test_country_is_known_today_where_it_can_be_one_only(countries, spelling, code):
    found = Countries().known(spelling)

    assert (found and found.code) == code
