"""Where an obligation stands on a day."""

from datetime import date

import pytest

from films.milestone.fulfilling import Delivery, standing

DUE = date(2026, 3, 10)


def day(number, month=3):
    return date(2026, month, number)


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (day(23, 2), "open"),
        (day(24, 2), "due"),
        (day(10), "due"),
        (day(11), "overdue"),
    ],
)
def test_nothing_delivered_is_open_then_due_then_overdue(on, status):
    assert standing(5, DUE, [], on=on).status == status


def test_part_of_it_is_partly_delivered_until_its_day_and_overdue_after():
    delivered = [Delivery(day(1), 2)]

    before = standing(5, DUE, delivered, on=DUE)
    after = standing(5, DUE, delivered, on=day(12))

    assert (before.status, before.words) == ("partly", "3 are missing")
    assert (after.status, after.words) == ("overdue", "3 are missing, 2 days late")


@pytest.mark.parametrize(
    ("quantities", "status", "words"),
    [
        ([4], "overdue", "1 is missing, 5 days late"),
        ([4, 1], "delivered", ""),
        ([6], "delivered", ""),
    ],
)
def test_it_is_delivered_once_the_whole_number_is(quantities, status, words):
    delivered = [Delivery(day(9), number) for number in quantities]

    found = standing(5, DUE, delivered, on=day(15))

    assert (found.status, found.words) == (status, words)


def test_what_was_delivered_late_stays_late():
    delivered = [Delivery(day(11), 3), Delivery(day(1), 2)]

    found = standing(5, DUE, delivered, on=day(30))

    assert (found.status, found.days_late, found.words) == ("delivered", 1, "1 day late")


def test_an_obligation_without_a_number_is_delivered_by_any_delivery():
    assert standing(None, DUE, [Delivery(DUE)], on=day(30)).status == "delivered"
    assert standing(None, DUE, [], on=day(11)).words == "nothing was delivered, 1 day late"


def test_a_delivery_without_a_number_is_evidence_only():
    found = standing(5, None, [Delivery(DUE)], on=DUE)

    assert (found.status, found.missing) == ("open", 5)
