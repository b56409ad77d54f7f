"""Which files are taken, by ending and by content."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError

from films.governance.papers import KINDS, MAX_SIZE, clean_name, judged

TYPES = b'<Types><Override ContentType="application/vnd.openxml.main+xml"/></Types>'
DOCX = {"[Content_Types].xml": TYPES, "word/document.xml": b"<w/>"}
XLSX = {
    "[Content_Types].xml": TYPES,
    "xl/workbook.xml": b"<w/>",
    "xl/printerSettings/printerSettings1.bin": b"\0",
}
ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<c/>"}
ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<c/>"}
PDF = b"%PDF-1.7\n%\xe2\xe3\n"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
JPG = b"\xff\xd8\xff\xe0\0\x10JFIF"


def packed(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def judge(tmp_path, name, content):
    path = tmp_path / "upload"
    path.write_bytes(content)
    return judged(str(path), name, len(content))


SOUND = [
    ("contract.pdf", PDF),
    ("still.png", PNG),
    ("still.JPG", JPG),
    ("contract.docx", packed(DOCX)),
    ("budget.xlsx", packed(XLSX)),
    ("letter.odt", packed(ODT)),
    ("budget.ods", packed(ODS)),
    ("rows.csv", "Источник;Сумма\nФонд;100\n".encode()),
    ("rows.csv", "Источник;Сумма\n".encode("cp1251")),
    ("note.txt", "Қысқа жазба\n".encode("utf-16")),
    ("note.txt", b"\xef\xbb\xbfA note,\tin UTF-8 with a mark.\r\n"),
]


@pytest.mark.parametrize(("name", "content"), SOUND)
def test_file_of_every_kind_is_taken(tmp_path, name, content):
    ending = name.rpartition(".")[2].lower()

    assert judge(tmp_path, name, content) == KINDS[ending]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("page.html", b"<html>", "is of a kind that is not taken"),
        ("image.svg", b"<svg/>", "is of a kind that is not taken"),
        ("macro.docm", packed(DOCX), "is of a kind that is not taken"),
        ("contract.pdf.exe", PDF, "is of a kind that is not taken"),
        ("contract", PDF, "is of a kind that is not taken"),
        (".pdf", PDF, "is of a kind that is not taken"),
        ("contract.pdf", b"", "The file is empty"),
        ("contract.pdf", b"MZ\x90\0", "is not what its ending says"),
        ("contract.pdf", b" %PDF-1.7", "is not what its ending says"),
        ("still.png", JPG, "is not what its ending says"),
        ("still.jpg", PNG, "is not what its ending says"),
        ("contract.docx", packed(XLSX), "is not what its ending says"),
        ("budget.xlsx", packed(DOCX), "is not what its ending says"),
        ("letter.odt", packed(ODS), "is not what its ending says"),
        ("letter.odt", packed(DOCX), "is not what its ending says"),
        ("contract.docx", b"PK\x03\x04 not an archive", "The archive is damaged"),
        ("contract.docx", PDF, "The archive is damaged"),
        ("note.txt", b"a\0b", "is not what its ending says"),
        ("note.txt", b"\x7fELF\x02\x01\x01\0", "is not what its ending says"),
        ("note.txt", b"  <!DOCTYPE html><script>", "is not what its ending says"),
        ("rows.csv", b"<svg onload=x>", "is not what its ending says"),
        ("rows.csv", PNG, "is not what its ending says"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused(tmp_path, name, content, reason):
    with pytest.raises(ValidationError, match=reason):
        judge(tmp_path, name, content)


@pytest.mark.parametrize(
    "part",
    [
        "word/vbaProject.bin",
        "word/VBAdata.xml",
        "word/activeX/activeX1.xml",
        "word/embeddings/oleObject1.bin",
        "word/embeddings/sheet.xlsm",
        "xl/macrosheets/sheet1.xml",
        "Basic/Standard/Module1.xml",
        "Scripts/python/run.txt",
        "word/run.js",
    ],
)
def test_office_file_with_code_is_refused(tmp_path, part):
    for name, parts in (("a.docx", DOCX), ("a.odt", ODT)):
        with pytest.raises(ValidationError, match="holds macros"):
            judge(tmp_path, name, packed({**parts, part: b"x"}))


def test_office_file_that_declares_macros_is_refused(tmp_path):
    types = TYPES.replace(b"openxml.main", b"ms-word.document.macroEnabled.main")

    with pytest.raises(ValidationError, match="holds macros"):
        judge(tmp_path, "a.docx", packed({**DOCX, "[Content_Types].xml": types}))


@pytest.mark.parametrize("part", ["../evil", "/etc/passwd", "word/../../evil", "C:\\evil"])
def test_archive_whose_names_lead_elsewhere_is_refused(tmp_path, part):
    with pytest.raises(ValidationError, match="damaged"):
        judge(tmp_path, "a.docx", packed({**DOCX, part: b"x"}))


def test_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "upload"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w", force_zip64=True) as part,
    ):
        for _megabyte in range(201):
            part.write(bytes(2**20))

    with pytest.raises(ValidationError, match="more than 200 MB unpacked"):
        judged(str(path), "a.docx", path.stat().st_size)


def test_file_above_the_limit_is_refused(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(PDF)

    assert judged(str(path), "a.pdf", MAX_SIZE)
    with pytest.raises(ValidationError, match="larger than 20 MB"):
        judged(str(path), "a.pdf", MAX_SIZE + 1)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Қыз Жібек – келісім.pdf", "Қыз Жібек – келісім.pdf"),
        ("C:\\Users\\me\\deal.pdf", "deal.pdf"),
        ("../../etc/deal.pdf", "deal.pdf"),
        ("deal\u202efdp.exe\n.pdf", "dealfdp.exe.pdf"),
        ('a"b;c.pdf', 'a"b;c.pdf'),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_name_loses_its_path_and_what_nobody_sees(given, name):
    assert clean_name(given) == name
