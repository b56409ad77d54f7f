"""Add or take away a secret deal and an unannounced film: no answer to anybody else changes.

``PAIRS=2000 pytest tests/secrecy/test_worlds.py`` asks so many pairs of each kind of reader.
"""

import os

import pytest

from tests.secrecy import worlds
from tests.secrecy.comparing import differences, told

PAIRS = int(os.environ.get("PAIRS", "150"))


@pytest.mark.django_db
@pytest.mark.parametrize("reader", worlds.READERS)
def test_no_answer_tells_of_the_hidden_world(reader):
    public = worlds.make_public_world()

    found = differences(public, reader, PAIRS, seed=f"{reader} 1")

    assert not found, told(found)
