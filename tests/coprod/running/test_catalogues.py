import gettext
import os

import pytest
from django.core.management import CommandError, call_command

from coprod.running.catalogues import compile_catalogue, is_stale, sources

HEAD = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Language: ru\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4"
" && (n%100<12 || n%100>14) ? 1 : 2);\n"
"""
WHOLE = """
msgid "Films"
msgstr "Фильмы"
"""
BROKEN = """
#, python-format
msgid "%(count)s films"
msgstr "%(number)s фильмов"
"""


@pytest.fixture
def catalogue(tmp_path):
    """Writes a Russian catalogue with the given entries; its path."""

    def write(entries):
        path = tmp_path / "locale" / "ru" / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + entries, encoding="utf-8")
        return path

    return write


def translated(path, text):
    with path.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file).gettext(text)


def test_compile_catalogue_writes_what_is_translated(catalogue):
    path = catalogue(WHOLE)

    result = compile_catalogue(path)

    assert result.is_whole
    assert translated(path, "Films") == "Фильмы"


def test_compile_catalogue_takes_no_percentage_for_a_placeholder(catalogue):
    path = catalogue('\n#, python-format\nmsgid "10 % of all"\nmsgstr "10 % всего"\n')

    assert compile_catalogue(path).is_whole
    assert translated(path, "10 % of all") == "10 % всего"


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ('\nmsgid "Shares"\nmsgstr ""\n', "untranslated"),
        ('\n#, fuzzy\nmsgid "Shares"\nmsgstr "Доли"\n', "fuzzy"),
        (BROKEN, "broken"),
    ],
)
def test_compile_catalogue_leaves_out_and_names_what_is_not_sound(catalogue, entry, kind):
    path = catalogue(WHOLE + entry)

    result = compile_catalogue(path)

    assert [bool(getattr(result, name)) for name in ("untranslated", "fuzzy", "broken")] == [
        name == kind for name in ("untranslated", "fuzzy", "broken")
    ]
    assert translated(path, "Films") == "Фильмы"
    assert translated(path, "Shares") == "Shares"
    assert translated(path, "%(count)s films") == "%(count)s films"


def test_compile_catalogue_reports_a_file_that_cannot_be_read(catalogue):
    path = catalogue('\nmsgid "Films"\n<<<<<<< a merge left this\n')

    result = compile_catalogue(path)

    assert result.broken
    assert not result.written


def test_is_stale_until_compiled_and_after_a_change(catalogue):
    path = catalogue(WHOLE)
    states = [is_stale(path)]

    compile_catalogue(path)
    states.append(is_stale(path))
    later = path.stat().st_mtime + 10
    os.utime(path, (later, later))
    states.append(is_stale(path))

    assert states == [True, False, True]


def test_sources_finds_every_language(catalogue, tmp_path):
    path = catalogue(WHOLE)

    assert sources([tmp_path / "locale", tmp_path / "elsewhere"]) == [path]


def test_compile_catalogues_check_refuses_gaps(catalogue, tmp_path, settings):
    path = catalogue(WHOLE + '\nmsgid "Shares"\nmsgstr ""\n')
    settings.LOCALE_PATHS = [tmp_path / "locale"]

    with pytest.raises(CommandError, match="Complete the entries"):
        call_command("compile_catalogues", check=True, verbosity=0)

    path.write_text(HEAD + WHOLE, encoding="utf-8")
    call_command("compile_catalogues", check=True, verbosity=0)
