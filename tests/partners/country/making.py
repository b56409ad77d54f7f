"""Countries with their names, their codes and their years."""

from tests.factories import make_alias, make_country

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


def make_countries():
    """{code: a country} of the living and the withdrawn ones above, with two further spellings."""
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
    return countries
