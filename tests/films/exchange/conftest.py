import pytest

from tests.factories import make_genre, make_language
from tests.partners.country.making import make_countries


@pytest.fixture
def words(db):
    """The countries, languages and genres that the files of these tests name."""
    countries = make_countries()
    make_language("kk", name_en="Kazakh", name_ru="казахский", name_kk="қазақ тілі")
    make_language("ru", name_en="Russian", name_ru="русский")
    make_language("fr", name_en="French", name_ru="французский")
    make_language("en", name_en="English", name_ru="английский")
    make_genre("drama", name_en="Drama", name_ru="драма")
    make_genre("science_fiction", name_en="Science fiction")
    return countries
