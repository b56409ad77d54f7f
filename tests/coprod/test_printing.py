"""A template and data as a PDF: literal text, no files, no clock, every letter."""

import json
import subprocess
import sys
from datetime import UTC, datetime

import pytest
import typst
from django.conf import settings

from coprod import printing

AT = datetime(2026, 5, 1, 12, 30, 15, 999, tzinfo=UTC)
FACES = '("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")'
PLAIN = f"""
#let data = json(bytes(sys.inputs.data))
#set document(title: "Plain", date: datetime(year: 2026, month: 5, day: 1))
#set text(font: {FACES}, lang: "kk")
= #data.title
#data.more
"""
NO_MARKUP = '#read("/etc/passwd") #panic() *bold* _it_ $x^2$ ] } \\ @key <label> // c /* = `raw`'
KAZAKH = "Ә Ғ Қ Ң Ө Ұ Ү Һ І ә ғ қ ң ө ұ ү һ і"
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

    with pytest.raises(typst.TypstError):
        printed(template)


def test_the_same_data_make_the_same_file_on_another_day_and_machine(template):
    here = printed(template, KAZAKH)
    program = (
        (
            f"{NEXT_DAY}\nimport pathlib, sys\nfrom datetime import UTC, datetime\n"
            "from coprod import printing\n"
            f"data = {{'title': {KAZAKH!r}, 'more': 'More'}}\n"
            f"made = printing.pdf(pathlib.Path({str(template)!r}), data, at={AT!r})\n"
            "sys.stdout.buffer.write(made)"
        )
        .replace("datetime.datetime(", "datetime(")
        .replace("datetime.timezone.utc", "UTC")
    )

    there = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        cwd=settings.BASE_DIR,
        env={"TZ": "Asia/Almaty", "PATH": "", "SOURCE_DATE_EPOCH": "5"},
    )

    assert there.stdout == here


def test_typefaces_of_the_machine_are_not_used():
    assert {face.path for face in printing.typefaces().fonts()} == {None}


def test_a_file_is_lasting_and_accessible_and_tells_its_language(template):
    found = printed(template)

    for part in (b"/Lang(kk)", b"<pdfaid:part>2<", b"<pdfuaid:part>1<", b"/Marked true"):
        assert part in found


def test_every_letter_that_is_called_drawn_is_drawn(template):
    letters = [chr(code) for first, last in printing.DRAWN for code in range(first, last + 1)]

    # A letter that is missing would be refused.
    assert printed(template, more=" ".join(f"a{letter}" for letter in letters))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (KAZAKH, KAZAKH),
        ("Қыз Жібек — 12 500,00 ₸, “1917” № 5", "Қыз Жібек — 12 500,00 ₸, “1917” № 5"),
        ("기생충", "GiSaengChung"),
        ("千と千尋", "QiantoQianXun"),
        ("и\N{COMBINING BREVE}", "й"),
        ("a\x00\x1b\ud800\ue000\ufffeb", "ab"),
    ],
)
def test_what_no_typeface_has_is_written_in_latin_letters(template, text, shown):
    assert printing.drawn(text) == shown
    assert printed(template, title=text, more=text)


def test_the_server_starts_without_the_library():
    program = (
        "import django, sys; django.setup(); import coprod.urls; "
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
