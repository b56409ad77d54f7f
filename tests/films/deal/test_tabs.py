"""The tabs of a deal: what belongs to the deal, and what to its version."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from films.deal.tabs import OF_DEAL, OF_VERSION, tabs
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_tabs_of_a_version_stand_apart_and_begin_with_its_own_page():
    version = make.make_version()
    here = reverse("finance:budget", args=[version.deal_id, version.number])

    of_deal, of_version = tabs(version.deal, version, here)

    assert [name for name, _tabs in (of_deal, of_version)] == ["This deal", "Version 1"]
    assert len(of_deal[1]) == len(OF_DEAL)
    assert len(of_version[1]) == 1 + len(OF_VERSION)
    assert of_version[1][:2] == [
        ("Version 1", version.get_absolute_url(), False),
        ("Budget", here, True),
    ]


def test_without_a_version_only_the_deal_has_tabs():
    deal = make.make_deal()

    assert [name for name, _tabs in tabs(deal, None, "")] == ["This deal"]


def test_tabs_are_named_in_the_language_of_the_reader():
    deal = make.make_deal()

    with override("ru"):
        assert [name for name, _tabs in tabs(deal, None, "")] == ["Эта сделка"]
