"""Damaged files are refused in words or taken in whole; nothing in between, and never a crash."""

import csv
import io
import json
import random
import zipfile

import pytest
from django.db import transaction
from openpyxl import Workbook

from films.exchange.importing import Refused
from films.models import Film
from tests.films.exchange.files import imported
from tests.films.exchange.test_killed import films

FILES = 40
INTRUDERS = [
    b'"', b",", b"|", b"\0", b"\xff", b"\r", b":", b"{", b"[", b"]", b"9" * 30, b"-1", b"1e9",
    b"\xef\xbb\xbf", b"\\ud800", b"\xed\xa0\x80", b"<!ENTITY", b"NaN", b"\xe2\x80\xae",
    b"A" * 5_000,
]  # fmt: skip


def as_csv(rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_json(rows):
    return json.dumps(rows, ensure_ascii=False).encode()


def as_workbook(rows):
    book, content = Workbook(), io.BytesIO()
    for row in [list(rows[0]), *(list(row.values()) for row in rows)]:
        book.active.append(row)
    book.save(content)
    return content.getvalue()


def damaged(draw, content):
    """The bytes with a few changed, added, doubled or lost."""
    for _change in range(draw.randint(1, 5)):
        place, length = draw.randrange(len(content)), draw.randint(1, 100)
        before, after = content[:place], content[place:]
        change = draw.choice(["other", "more", "twice", "less", "cut"])
        content = {
            "other": before + bytes([draw.randrange(256)]) + after[1:],
            "more": before + draw.choice(INTRUDERS) + after,
            "twice": before + after[:length] + after,
            "less": before + after[length:],
            "cut": before or after,
        }[change]
    return content


def damaged_inside(draw, content):
    """The workbook with one of its parts damaged."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw.choice(sorted(parts))
    parts[name] = damaged(draw, parts[name])
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, inside in parts.items():
            archive.writestr(part, inside)
    return content.getvalue()


@pytest.mark.django_db
@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    ("name", "written", "damage"),
    [
        ("films.csv", as_csv, damaged),
        ("films.json", as_json, damaged),
        ("films.xlsx", as_workbook, damaged),
        ("films.xlsx", as_workbook, damaged_inside),
    ],
)
def test_damaged_file_is_taken_whole_or_not_at_all(tmp_path, name, written, damage):
    draw = random.Random(name)
    whole = written(films(5))
    for _file in range(FILES):
        (tmp_path / name).write_bytes(damage(draw, whole))

        with transaction.atomic():
            try:
                stored = imported(tmp_path / name).created
            except Refused as refusal:
                assert refusal.outcome.report.errors
                stored = 0
            assert Film.objects.count() == stored
            transaction.set_rollback(True)
