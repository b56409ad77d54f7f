"""Eight-bit Cyrillic is told apart by its letters, and what Windows writes is never lost for it."""

import io

import pytest

from coprod.exchange.encoding import CHUNK, detect_encoding

RUSSIAN = [
    "Открытый простор", "Любовь и голуби", "Отпуск за свой счет", "Неподдающиеся", "Морской бой",
    "Лучший друг", "Успех", "Шумный день", "Летят журавли", "Белое солнце пустыни",
    "Москва слезам не верит", "Жди меня", "БЕРЦЫ", "Побочный эффект", "Мой лучший любовник",
    "Свадебный переполох", "Бешеные деньги", "Тюльпан", "Монгол", "Кочевник",
]  # fmt: skip
KAZAKH = ["Қыз Жібек", "Көшпенділер", "Томирис", "Қазақ хандығы", "Атаманның ақыры", "Жаралы сезім"]
FEW_KAZAKH = ["Шал", "Ұлжан", "Үркер", "Аңшы бала", "Тақиялы періште", "Томирис", "Көшпенділер"]
FRENCH = ["L’été dernier", "À bout de souffle", "« Été »", "Étoile", "Noël à Besançon", "Zoé"]


def detected(text, encoding):
    return detect_encoding(lambda: io.BytesIO(text.encode(encoding, "replace")))


@pytest.mark.parametrize("written", [str, str.upper, str.lower, str.title])
@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866"])
def test_five_titles_tell_their_encoding(encoding, written):
    found = {
        detected(written("title;year\n" + "\n".join(RUSSIAN[start : start + 5])), encoding)
        for start in range(0, len(RUSSIAN), 5)
    }

    assert found == {(encoding, True)}


def test_one_title_of_windows_stays_one():
    found = [detected(f"title\n{title}\n", "cp1251") for title in RUSSIAN]

    assert found == [("cp1251", True)] * len(RUSSIAN)


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866"])
def test_most_single_titles_tell_their_encoding(encoding):
    found = [detected(f"title\n{title}\n", encoding)[0] for title in RUSSIAN]

    assert found.count(encoding) >= 14


@pytest.mark.parametrize("titles", [KAZAKH, FEW_KAZAKH])
def test_kazakh_letters_tell_their_encoding(titles):
    assert detected("title\n" + "\n".join(titles), "kz1048") == ("kz1048", True)
    assert detected("title\n" + "\n".join(titles), "utf-8") == ("utf-8", False)


@pytest.mark.parametrize(
    "text",
    [
        "Київ, моя любов. Їжак і ґедзь шукають ґудзик, а ґава — ґанок. Ґрунт під ґратами.",
        "Беларускае кіно: у ўсіх на вуснах, дзяўчына, ўзнагарода, паўстанне, жаўнер.",
    ],
)
def test_letters_of_neighbours_stay_in_their_encoding(text):
    assert detected(text, "cp1251") == ("cp1251", True)


def test_accented_letters_are_no_cyrillic_ones():
    for text in [*FRENCH, "\n".join(FRENCH), "à à à à à à à à", "São João, coração e canção"]:
        assert detected(f"title\n{text}\n", "cp1252") == ("cp1252", True), text


def test_letters_count_wherever_the_file_has_them():
    text = f"title\n{'A' * CHUNK}\n" + "\n".join(RUSSIAN)

    assert detected(text, "koi8-r") == ("koi8-r", True)
