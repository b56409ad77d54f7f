import pytest

from tests.factories import make_alias, make_country, make_genre, make_language

WITHDRAWN = {
    "SUHH": ("SU", "Soviet Union", "Советский Союз", "1922-12-30", "1991-12-26"),
    "CSHH": ("CS", "Czechoslovakia", "Чехословакия", "1918-10-28", "1992-12-31"),
    "CSXX": ("CS", "Serbia and Montenegro", "Сербия и Черногория", "2003-02-04", "2006-06-03"),
    "YUCS": ("YU", "Yugoslavia", "Югославия", "1918-12-01", "2003-02-04"),
    "DDDE": ("DD", "East Germany", "ГДР", "1949-10-07", "1990-10-03"),
}
LIVING = {
    "KZ": ("KAZ", "Kazakhstan", "Казахстан", "Қазақстан"),
    "FR": ("FRA", "France", "Франция", "Франция"),
    "DE": ("DEU", "Germany", "Германия", "Германия"),
    "RU": ("RUS", "Russia", "Россия", "Ресей"),
    "US": ("USA", "United States", "США", "АҚШ"),
    "GB": ("GBR", "United Kingdom", "Великобритания", "Ұлыбритания"),
    "IT": ("ITA", "Italy", "Италия", "Италия"),
    "NA": ("NAM", "Namibia", "Намибия", "Намибия"),
}


@pytest.fixture
def words(db):
    """The countries, languages and genres that the files of these tests name."""
    countries = {}
    for code, (alpha_3, english, russian, kazakh) in LIVING.items():
        names = {"name_en": english, "name_ru": russian, "name_kk": kazakh}
        countries[code] = make_country(code, alpha_3=alpha_3, **names)
    for code, (alpha_2, english, russian, start, end) in WITHDRAWN.items():
        names = {"name_en": english, "name_ru": russian}
        countries[code] = make_country(
            code, alpha_2=alpha_2, valid_from=start, valid_to=end, **names
        )
    make_alias("UK", countries["GB"])
    make_alias("Kasachstan", countries["KZ"])
    make_language("kk", name_en="Kazakh", name_ru="казахский", name_kk="қазақ тілі")
    make_language("ru", name_en="Russian", name_ru="русский")
    make_language("fr", name_en="French", name_ru="французский")
    make_language("en", name_en="English", name_ru="английский")
    make_genre("drama", name_en="Drama", name_ru="драма")
    make_genre("science_fiction", name_en="Science fiction")
    return countries
