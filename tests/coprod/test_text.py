"""Names in the order of the alphabets of three languages."""

import pytest

from coprod.text import alphabetical


@pytest.mark.parametrize(
    "names",
    [
        ["Åland Islands", "Albania", "Algeria", "Côte d’Ivoire", "Croatia", "Türkiye", "Uganda"],
        ["Гвинея", "Гвинея-Бисау", "Ёлка", "Ель", "Йемен", "Япония"],
        ["Аргентина", "Әзербайжан", "Босния", "Вьетнам", "Ғана", "Дания", "Кения", "Қазақстан",
         "Латвия", "Мальта", "Оман", "Өзбекстан", "Парагвай", "Уругвай", "Үндістан",
         "Франция", "Хорватия", "Һонг", "Чили", "Ырым", "Іле", "Эстония"],
        ["Zambia", "Австрия"],
    ],
)  # fmt: skip
def test_names_stand_in_the_order_of_their_alphabet(names):
    assert sorted(set(names), key=alphabetical) == names
