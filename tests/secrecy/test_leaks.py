"""The comparison of two worlds is no better than what it notices: leaks are switched on for it."""

import pytest

from tests.secrecy import worlds
from tests.secrecy.comparing import first_difference
from tests.secrecy.leaks import LEAKS

# It ends with the first difference, which comes long before.
MOST = 800


@pytest.mark.django_db
@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.name.replace(" ", "-"))
def test_comparison_notices(leak):
    public = worlds.make_public_world()

    with leak.switch():
        found = first_difference(public, leak.reader, MOST, seed=leak.name, only=leak.only)

    assert found is not None, f"{leak.name} went unnoticed in {MOST} pairs"
