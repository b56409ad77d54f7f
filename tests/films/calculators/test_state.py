"""What a calculator is asked travels in addresses and files, unchanged and bounded."""

import json
import zlib
from base64 import urlsafe_b64encode
from urllib.parse import parse_qs

import pytest

from coprod.exchange.faults import BadInput
from coprod.security import MAX_QUERY_LENGTH
from films.calculators.state import MAX_BYTES, as_lines, from_file, query_of, unpacked

GIVEN = {"coproducers": [{"id": "Қыз & Co #1", "country": "KZ"}], "total": "1.00"}


def packed(data):
    return urlsafe_b64encode(zlib.compress(data)).decode().rstrip("=")


def test_short_input_can_be_read_in_the_address():
    assert json.loads(parse_qs(query_of(GIVEN))["input"][0]) == GIVEN


def test_longer_input_is_packed():
    given = {"rows": [{"id": f"row {number}", "amount": "100.00"} for number in range(300)]}

    query = query_of(given)

    assert query.startswith("packed=")
    assert json.loads(unpacked(query.removeprefix("packed="))) == given


def test_no_address_holds_what_is_too_long():
    given = {"rows": [f"{number * 7919 % 1_000_003:x}" for number in range(9_000)]}

    assert query_of(given) == ""
    assert len(query_of({"rows": given["rows"][:1_000]})) <= MAX_QUERY_LENGTH


@pytest.mark.parametrize(
    "text",
    ["", "%%%", "abc", packed(b"{}")[:-3], packed(b"\xff\xfe"), packed(b"0" * (MAX_BYTES + 1))],
)
def test_packed_input_is_refused_when_cut_or_endless(text):
    with pytest.raises(BadInput):
        unpacked(text)


def test_file_may_hold_the_input_alone_or_beside_its_answer():
    bare = json.dumps(GIVEN).encode()
    wrapped = json.dumps({"calculator": "x", "input": GIVEN, "answer": {}}).encode()

    assert from_file(bare) == from_file(wrapped) == GIVEN


def test_file_is_refused_when_too_large():
    with pytest.raises(BadInput):
        from_file(b" " * (MAX_BYTES + 1))


def test_input_is_written_for_people_and_read_back():
    text = as_lines({"rows": [{"a": "1"}, {"a": "2"}], "none": [], "deep": {"x": {"y": None}}})

    assert text.splitlines()[1:4] == ['  "rows": [', '    {"a": "1"},', '    {"a": "2"}']
    assert json.loads(text)["deep"] == {"x": {"y": None}}
