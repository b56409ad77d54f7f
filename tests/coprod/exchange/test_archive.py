import zipfile

import pytest

from coprod.exchange.limits import Unreadable
from tests.coprod.exchange.test_table import read


def packed(path, files, *, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_archive_of_one_csv_is_read(tmp_path):
    content = "title;year\nМонгол;2007\n".encode("cp1251")
    file = packed(tmp_path / "films.zip", {"films.csv": content})

    assert read(file) == (["title", "year"], [(2, "Монгол", "2007")], [])


def test_archive_of_a_mac_is_read(tmp_path):
    files = {"__MACOSX/._films.csv": "\0\5", "films/": "", "films/films.csv": "title\nOzen\n"}
    file = packed(tmp_path / "films.zip", files)

    assert read(file)[1] == [(2, "Ozen")]


def test_archive_of_two_tables_is_refused(tmp_path):
    file = packed(tmp_path / "films.zip", {"a.csv": "title\nA\n", "b.csv": "title\nB\n"})

    with pytest.raises(Unreadable, match="The archive holds 2 files: pack exactly one, a CSV"):
        read(file)


def test_archive_of_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    file = tmp_path / "films.zip"
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("films.csv", "w") as bomb,
    ):
        for _megabyte in range(201):
            bomb.write(b"A" * 2**20)

    with pytest.raises(Unreadable, match="more than 200 MB unpacked"):
        read(file)


def test_archive_packed_in_a_rare_way_is_refused(tmp_path):
    files = {"films.csv": "title\nA\n"}
    file = packed(tmp_path / "films.zip", files, method=zipfile.ZIP_LZMA)

    with pytest.raises(Unreadable, match="packed in a rare way"):
        read(file)


def test_archive_damaged_inside_is_refused(tmp_path):
    content = "title,year\n" + "".join(f"Film {number},1990\n" for number in range(5_000))
    file = packed(tmp_path / "films.zip", {"films.csv": content}, method=zipfile.ZIP_STORED)
    damaged = bytearray(file.read_bytes())
    damaged[40_000] ^= 1
    file.write_bytes(damaged)

    with pytest.raises(Unreadable, match="The archive is damaged"):
        read(file)


def test_archive_cut_short_is_refused(tmp_path):
    file = packed(tmp_path / "films.zip", {"films.csv": "title\nOzen\n"})
    file.write_bytes(file.read_bytes()[:-30])

    with pytest.raises(Unreadable, match="The archive is damaged"):
        read(file)
