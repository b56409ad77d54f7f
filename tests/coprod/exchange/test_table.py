import json

import pytest

from coprod.exchange.limits import MAX_ROWS, Unreadable
from coprod.exchange.report import Report
from coprod.exchange.table import open_table


def read(path, **wishes):
    """Columns, rows as lists, and errors of a file."""
    report = Report()
    with open_table(path, **wishes) as table:
        rows = [(line.number, *line.cells.values()) for line in table.lines(report)]
        return table.columns, rows, [str(error) for error in report.errors]


def written(path, content, encoding="utf-8"):
    path.write_bytes(content.encode(encoding))
    return path


RUSSIAN = "title;country\nМонгол;Россия\nТюльпан;Казахстан\n"
KAZAKH = "title;country\nТомирис;Қазақстан\nҚыз Жібек;Қазақ ССР, Қазақфильм\n"
FRENCH = "title;country\nÉtoile;Algérie\nNoël;Brésil\n"


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("utf-8", RUSSIAN),
        ("utf-8-sig", RUSSIAN),
        ("utf-16", RUSSIAN),
        ("utf-16-le", FRENCH),
        ("utf-16-be", FRENCH),
        ("cp1251", RUSSIAN),
        ("koi8-r", RUSSIAN),
        ("cp866", RUSSIAN),
        ("kz1048", KAZAKH),
        ("cp1252", FRENCH),
        ("latin-1", FRENCH),
    ],
)
def test_csv_encoding_is_detected(tmp_path, encoding, content):
    file = written(tmp_path / "films.csv", content, encoding)

    columns, rows, errors = read(file)

    lines = [line.split(";") for line in content.splitlines()]
    assert (columns, errors) == (["title", "country"], [])
    assert rows == [(number, *lines[number - 1]) for number in (2, 3)]


def test_csv_encoding_can_be_named(tmp_path):
    file = written(tmp_path / "films.csv", RUSSIAN, "koi8-r")

    assert read(file, encoding="koi8-r")[1][0] == (2, "Монгол", "Россия")


def test_csv_in_another_encoding_than_was_named_is_refused(tmp_path):
    file = written(tmp_path / "films.csv", "название\nМонгол\n", "cp1251")

    with pytest.raises(Unreadable, match=r"^The file is not UTF-8:"):
        read(file, encoding="utf-8")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiter_is_detected(tmp_path, delimiter):
    file = written(tmp_path / "films.csv", delimiter.join(["title", "year"]) + "\r\n\r\nOzen")

    columns, rows, errors = read(file)

    assert (columns, rows) == (["title", "year"], [])
    assert errors == ["row 3, “Ozen”: The row has 1 cells, the header 2: check its delimiters."]


def test_csv_names_its_delimiter_as_excel_does(tmp_path):
    file = written(tmp_path / "films.csv", "sep=;\ntitle;countries\nOzen;KZ,FR\n")

    assert read(file) == (["title", "countries"], [(3, "Ozen", "KZ,FR")], [])


def test_csv_counts_lines_of_the_file(tmp_path):
    file = written(tmp_path / "films.csv", 'title,note\n"A","two\nlines"\n\n,\nB,one\n')

    assert read(file)[1] == [(2, "A", "two\nlines"), (6, "B", "one")]


def test_csv_keeps_na_as_text(tmp_path):
    file = written(tmp_path / "films.csv", "title,countries\nHairareb,NA\n")

    assert read(file)[1] == [(2, "Hairareb", "NA")]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (
            'title,year\nA,1990\nB,"1991\nC,1992\n',
            "row 3: A quotation mark that opens here is never closed: close it.",
        ),
        (
            'title,year\n"A"x,1990\n',
            "row 2: A closing quotation mark stands inside a value: write it twice to mean the "
            "mark itself.",
        ),
        ("title,year\nA\n", "row 2, “A”: The row has 1 cells, the header 2: check its delimiters."),
        ("title,\nA,1990\n", "row 2, “1990”: This value stands in a column without a name."),
        (
            "title,year\nA\0B,1990\n",
            "row 2, column title, “A\N{REPLACEMENT CHARACTER}B”: The value holds a character that "
            "no text has: remove it.",
        ),
        (
            f"title,year\n{'A' * 40_000},1990\n",
            f"row 2, column title, “{'A' * 60}”: The value is longer than 32,767 characters: "
            "shorten it.",
        ),
    ],
)
def test_csv_fault_is_told_with_its_row(tmp_path, content, error):
    file = written(tmp_path / "films.csv", content)

    assert read(file)[2] == [error]


def test_csv_goes_on_after_a_faulty_row(tmp_path):
    file = written(tmp_path / "films.csv", "title,year\nA,1,2\nB,1990\nC\n")

    _columns, rows, errors = read(file)

    assert rows == [(3, "B", "1990")]
    assert len(errors) == 2


def test_csv_that_is_not_of_the_named_encoding_is_refused(tmp_path):
    file = written(tmp_path / "films.csv", f"title\n{'A' * 70_000}\nМонгол\n", "cp1251")

    errors = read(file, encoding="utf-8")[2]

    assert "is not UTF-8: name the encoding" in errors[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        (b"\xef\xbb\xbf", "The file is empty."),
        (b" \r\n\r\n", "The file is empty."),
        (b",,,\n", "The file is empty."),
        (b"title,year,Title\n", "Two columns are called “title”: rename or remove one."),
        (b"title,,year\n", "Column 2 has no name that can be read: give it one."),
        (",".join(f"c{n}" for n in range(201)).encode(), "201 columns, more than 200"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old or a protected workbook: save it as .xlsx"),
        (b"PK\x03\x04 and nothing else", "The archive is damaged: pack it again."),
    ],
)
def test_file_that_cannot_be_read_is_refused(tmp_path, content, reason):
    file = tmp_path / "films.csv"
    file.write_bytes(content)

    with pytest.raises(Unreadable, match=reason):
        read(file)


def test_table_with_too_many_rows_is_refused(tmp_path):
    file = written(tmp_path / "films.csv", "title\n" + "A\n" * (MAX_ROWS + 1))

    assert read(file)[2] == [f"row {MAX_ROWS + 2}: The file has more than 100,000 rows: divide it."]


def test_json_rows_are_objects(tmp_path):
    films = [
        {"title": "Ozen", "year": 1998, "countries": ["KZ", "FR"]},
        {"title": "Tulpan", "budget_amount": 1.50, "imdb_id": None},
    ]
    file = written(tmp_path / "films.json", json.dumps(films, indent=1))

    columns, rows, errors = read(file)

    assert columns == ["title", "year", "countries", "budget_amount", "imdb_id"]
    assert rows == [(2, "Ozen", "1998", "KZ|FR", "", ""), (10, "Tulpan", "", "", "1.5", "")]
    assert errors == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"title": "A"}', "not a list of objects"),
        ("[", "not JSON that can be read"),
        ("[1]", "not an object"),
        ('[{"title": "A"} {"title": "B"}]', "The list goes wrong after this object"),
        ('[{"title": "A"}] x', "The list goes wrong after this object"),
        ('[{"title": "A", "title": "B"}]', "the same key twice"),
        ('[{"title": "A", "year": NaN}]', "NaN is not a number"),
        ('[{"title": {"en": "A"}}]', "The value is an object"),
        ('[{"title": ' + "[" * 100_000, "not JSON that can be read"),
        ("[]", "The file is empty."),
    ],
)
def test_json_fault_is_told(tmp_path, content, reason):
    file = written(tmp_path / "films.json", content)

    try:
        errors = read(file)[2]
    except Unreadable as refusal:
        errors = [str(refusal)]

    assert len(errors) == 1
    assert reason in errors[0]


def test_json_half_of_a_surrogate_pair_is_refused(tmp_path):
    file = written(tmp_path / "films.json", '[{"title": "A\\ud800"}]')

    assert "a character that no text has" in read(file)[2][0]
