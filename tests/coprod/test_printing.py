"""A template and data as a PDF: literal text, no files, no clock, every letter."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from threading import BoundedSemaphore

import pytest
import typst
from django.conf import settings

from coprod import printing, typesetter

AT = datetime(2026, 5, 1, 12, 30, 15, 999, tzinfo=UTC)
FACES = '("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")'
PLAIN = f"""
#let data = json(bytes(sys.inputs.data))
#set document(title: "Plain", date: datetime(year: 2026, month: 5, day: 1))
#set text(font: {FACES}, lang: "kk")
= #data.title
#data.more
#emph(data.more)
"""
NO_MARKUP = '#read("/etc/passwd") #panic() *bold* _it_ $x^2$ ] } \\ @key <label> // c /* = `raw`'
KAZAKH = "Ә Ғ Қ Ң Ө Ұ Ү Һ І ә ғ қ ң ө ұ ү һ і"
LASTING = b"<pdfaid:part>2<"
NEXT_DAY = "import time; moment = time.time() + 86400; time.time = lambda: moment"


@pytest.fixture
def template(tmp_path):
    file = tmp_path / "paper" / "plain.typ"
    file.parent.mkdir()
    file.write_text(PLAIN, encoding="utf-8")
    return file


def printed(template, title="Title", more="More"):
    return printing.pdf(template, {"title": title, "more": more}, at=AT)


@pytest.mark.parametrize("text", [NO_MARKUP, KAZAKH, "a\nb", '"', "\\u{41}", "#data.more"])
def test_text_is_printed_as_it_was_typed(template, text):
    data = printing.mapped({"title": text, "more": ""}, printing.drawn)

    found = typst.query(
        template.read_bytes(),
        "heading",
        root=str(template.parent),
        sys_inputs={"data": json.dumps(data)},
    )

    assert [one["body"] for one in json.loads(found)] == [{"func": "text", "text": text}]
    assert printed(template, title=text).startswith(b"%PDF")


@pytest.mark.parametrize("address", ["/etc/passwd", "../secret.txt", "/../secret.txt"])
def test_a_template_reads_no_file_outside_its_folder(template, address):
    (template.parent.parent / "secret.txt").write_text("secret", encoding="utf-8")
    template.write_text(f'#read("{address}")', encoding="utf-8")

    with pytest.raises(printing.NotPrinted):
        printed(template)


def test_the_same_data_make_the_same_file_on_another_day_and_machine(template):
    here = printed(template, KAZAKH)
    program = (
        f"{NEXT_DAY}\nimport runpy, sys\nsys.argv = ['typesetter', {str(template)!r}]\n"
        f"runpy.run_path({str(printing.TYPESETTER)!r}, run_name='__main__')"
    )

    there = subprocess.run(
        [sys.executable, "-c", program],
        input=printing.question({"title": KAZAKH, "more": "More"}, AT),
        capture_output=True,
        check=True,
        cwd="/",
        env={"TZ": "Asia/Almaty", "PATH": "", "SOURCE_DATE_EPOCH": "5"},
    )

    assert there.stdout == here


def test_a_text_that_no_lasting_file_may_hold_is_printed_all_the_same(template):
    assert LASTING not in printed(template, title="")
    assert printed(template, title="").startswith(b"%PDF")


@pytest.mark.parametrize("greedy", ["#range(300000000).len()", "#let x = y"])
def test_a_template_that_asks_for_too_much_is_not_printed(template, greedy):
    template.write_text(greedy, encoding="utf-8")

    with pytest.raises(printing.NotPrinted):
        printed(template)

    template.write_text(PLAIN, encoding="utf-8")
    assert printed(template)


def test_a_file_waits_its_turn_and_not_for_ever(template, monkeypatch):
    monkeypatch.setattr(printing, "TURNS", BoundedSemaphore(1))
    monkeypatch.setattr(printing, "SECONDS_TO_WAIT", 0)
    assert printed(template)

    with printing.TURNS, pytest.raises(printing.NotPrinted):
        printed(template)

    assert printed(template)


def test_typefaces_of_the_machine_are_not_used():
    assert {face.path for face in typesetter.typefaces().fonts()} == {None}


def test_a_file_is_lasting_and_accessible_and_tells_its_language(template):
    found = printed(template)

    for part in (b"/Lang(kk)", b"<pdfaid:part>2<", b"<pdfuaid:part>1<", b"/Marked true"):
        assert part in found


def test_every_letter_that_is_called_drawn_is_drawn(template):
    letters = [chr(code) for first, last in printing.DRAWN for code in range(first, last + 1)]

    # With a letter that is missing it would be no lasting one.
    assert LASTING in printed(template, more=" ".join(f"a{letter}" for letter in letters))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (KAZAKH, KAZAKH),
        ("Қыз Жібек — 12 500,00 ₸, “1917” № 5", "Қыз Жібек — 12 500,00 ₸, “1917” № 5"),
        ("기생충", "GiSaengChung"),
        ("千と千尋", "QiantoQianXun"),
        ("и\N{COMBINING BREVE}", "й"),
        ("a\x00\x1b\ud800\ue000\ufffeb", "ab"),
        ("a\u2028\u200db", "a\n\u200db"),
        ("Fee ✖, ✔", "Fee ×, ✔"),
    ],
)
def test_what_no_typeface_has_is_written_in_latin_letters(template, text, shown):
    assert printing.drawn(text) == shown
    assert LASTING in printed(template, title=text, more=text)


def test_the_server_never_loads_the_library(template):
    program = (
        "import django, sys; django.setup(); import coprod.urls\n"
        "from datetime import UTC, datetime; from pathlib import Path\n"
        "from coprod import printing\n"
        f"at, template = datetime(2026, 5, 1, tzinfo=UTC), Path({str(template)!r})\n"
        "assert printing.pdf(template, {'title': 'a', 'more': ''}, at=at)\n"
        "sys.exit(any(name.partition('.')[0] == 'typst' for name in sys.modules))"
    )
    env = {"DJANGO_SETTINGS_MODULE": "coprod.settings", "COPROD_VAR": str(settings.VAR_DIR)}

    found = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env={**env, "PATH": ""},
        check=False,
    )

    assert found.returncode == 0
