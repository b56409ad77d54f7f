"""Two people decide at the same moment who acts for a company: the second is told."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.authtoken.models import Token

from partners.access.inviting import invite
from partners.models import User
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a long road of apples"


def at_once(*posts):
    """The statuses of posts that begin at the same moment: (client, address, data)."""
    barrier = threading.Barrier(len(posts))

    def run(post):
        client, address, data = post
        barrier.wait()
        try:
            return client.post(address, data).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as pool:
        return sorted(pool.map(run, posts))


def browser(user=None):
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    return client


@pytest.mark.parametrize("act", ["member-role", "member-remove"])
def test_two_signatories_who_put_each_other_off_leave_one(act):
    for _round in range(3):
        company = make.make_company()
        people = [make.make_user(signatory_at=company) for _person in range(2)]
        places = [company.memberships.get(user=person) for person in people]

        at_once(
            *(
                (
                    browser(person),
                    reverse(act, args=[company.public_id, other.pk]),
                    {"role": "reader", "seen_revision": other.revision},
                )
                for person, other in zip(people, reversed(places), strict=True)
            )
        )

        assert company.memberships.filter(role="signatory").count() == 1


def test_one_link_pressed_twice_makes_one_account():
    company = make.make_company()
    by = make.make_user(signatory_at=company)
    asked = {"role": "editor", "email": "", "by": by, "at": timezone.now()}
    _invitation, token = invite(company, **asked)
    typed = {"username": "jeanne", "password1": PASSWORD, "password2": PASSWORD}

    answers = at_once(*[(browser(), reverse("invitation", args=[token]), typed)] * 2)

    assert answers == [302, 404]
    assert User.objects.get(username="jeanne").memberships.get().role == "editor"


def test_two_links_for_one_person_at_once_are_one_membership():
    company = make.make_company()
    by = make.make_user(signatory_at=company)
    person = make.make_user()
    asked = {"role": "editor", "email": "", "by": by, "at": timezone.now()}
    tokens = [invite(company, **asked)[1] for _link in range(2)]

    answers = at_once(
        *((browser(person), reverse("invitation", args=[token]), {}) for token in tokens)
    )

    assert answers == [302, 302]
    assert person.memberships.get().role == "editor"


def test_a_token_asked_for_twice_at_once_is_one():
    person = make.make_user()

    answers = at_once(*[(browser(person), reverse("token-make"), {}) for _click in range(2)])

    assert answers == [200, 200]
    assert Token.objects.filter(user=person).count() == 1


def test_an_invitation_asked_for_twice_at_once_is_one():
    company = make.make_company()
    person = make.make_user(signatory_at=company)
    address = reverse("company-invite", args=[company.public_id])
    typed = {"role": "editor", "email": "jeanne@example.org", "once": str(uuid.uuid4())}

    answers = at_once(*[(browser(person), address, typed) for _press in range(2)])

    assert answers == [200, 200]
    assert company.invitations.count() == 1
    assert len(mail.outbox) == 1
