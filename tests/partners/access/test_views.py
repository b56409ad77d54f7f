"""Who acts for a company: invited, changed, removed; and the tokens of the API."""

import hashlib
import re
import uuid
from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused
from unittest.mock import Mock

import pytest
from axes.models import AccessAttempt
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from rest_framework.authtoken.models import Token

from coprod.mail import NotSent
from partners.access.inviting import accept, invite
from partners.models import Invitation, Membership, User
from tests import factories as make

pytestmark = pytest.mark.django_db
PASSWORD = "a long road of apples"


@pytest.fixture
def signatory(client):
    client.company = make.make_company("Dala Film")
    client.user = make.make_user("aigul", signatory_at=client.company)
    client.force_login(client.user)
    return client


def roles(company):
    return {one.user.username: one.role for one in company.memberships.select_related("user")}


def invited(client, **posted):
    """The token of a link that the page has just shown."""
    address = reverse("company-invite", args=[client.company.public_id])
    page = client.post(address, {"role": "editor", "email": "", **posted}).content.decode()
    return re.search(r"/invitations/([\w-]+)/", page)[1]


def test_an_invitation_is_known_by_its_hash_alone(signatory):
    token = invited(signatory)

    stored = Invitation.objects.get()
    assert stored.digest == hashlib.sha256(token.encode()).hexdigest()
    assert (
        token
        not in signatory.get(
            reverse("company-account", args=[signatory.company.public_id])
        ).content.decode()
    )


def test_a_new_person_makes_an_account_and_accepts(signatory, client):
    token = invited(signatory)
    client.logout()
    address = reverse("invitation", args=[token])

    page = client.get(address)
    answer = client.post(
        address, {"username": "jeanne", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert page["Cache-Control"] == "private, no-store"
    assert answer.url == reverse("deals:deals")
    assert roles(signatory.company) == {"aigul": "signatory", "jeanne": "editor"}
    assert client.get(reverse("account")).context["user"].username == "jeanne"


def test_a_weak_password_makes_no_account(signatory, client):
    token = invited(signatory)
    client.logout()

    answer = client.post(
        reverse("invitation", args=[token]),
        {"username": "jeanne", "password1": "12345678", "password2": "12345678"},
    )

    assert answer.status_code == 400
    assert not User.objects.filter(username="jeanne").exists()


def test_a_person_with_an_account_accepts_with_it(signatory, client):
    token = invited(signatory, role="reader")
    client.force_login(make.make_user("jeanne"))

    client.post(reverse("invitation", args=[token]))

    assert roles(signatory.company)["jeanne"] == "reader"


def test_unknown_expired_used_and_withdrawn_links_answer_alike(signatory, client):
    at = timezone.now()
    asked = {"role": "reader", "email": "", "by": signatory.user}
    _old, expired = invite(signatory.company, at=at - timedelta(days=7, seconds=1), **asked)
    used_one, used = invite(signatory.company, at=at, **asked)
    accept(used_one, user=make.make_user(), at=at)
    withdrawn_one, withdrawn = invite(signatory.company, at=at, **asked)
    withdrawn_one.delete()
    stranger = make.make_user(signatory_at=signatory.company)
    _other, orphaned = invite(signatory.company, at=at, **{**asked, "by": stranger})
    Membership.objects.filter(user=stranger).delete()
    client.logout()

    answers = [
        client.get(reverse("invitation", args=[token]))
        for token in ("never-issued", expired, used, withdrawn, orphaned)
    ]

    assert {answer.status_code for answer in answers} == {404}
    bodies = {re.sub(rb"next=[^\"]*", b"", answer.content) for answer in answers}
    assert len(bodies) == 1


def test_the_same_link_works_once(signatory, client):
    token = invited(signatory)
    for name in ("first", "second"):
        client.force_login(make.make_user(name))
        client.post(reverse("invitation", args=[token]))

    assert roles(signatory.company) == {"aigul": "signatory", "first": "editor"}


def test_inviting_answers_alike_for_known_and_unknown_addresses(signatory):
    make.make_user("known", email="known@example.org")

    pages = []
    for email in ("known@example.org", "other@example.org"):
        address = reverse("company-invite", args=[signatory.company.public_id])
        answer = signatory.post(address, {"role": "reader", "email": email})
        text = answer.content.decode().replace(email, "?")
        pages.append(re.sub(r"/invitations/[\w-]+/|value=\"[\w-]{36,64}\"", "", text))
        Invitation.objects.all().delete()

    strip = re.compile(r"/withdraw/|/invitations/\d+")
    assert strip.sub("", pages[0]) == strip.sub("", pages[1])
    assert [message.to for message in mail.outbox] == [["known@example.org"], ["other@example.org"]]


@pytest.mark.parametrize(
    "trouble",
    [
        SMTPRecipientsRefused({"jeanne@example.org": (550, b"no such mailbox")}),
        SMTPDataError(554, b"refused: /invitations/"),
        ConnectionRefusedError(),
        TimeoutError(),
        ValueError("no address"),
    ],
)
def test_an_invitation_whose_mail_is_refused_stands_and_shows_its_link(
    signatory, client, monkeypatch, caplog, trouble
):
    def refuse(mail, **options):
        raise trouble

    monkeypatch.setattr(mail.EmailMessage, "send", refuse)
    address = reverse("company-invite", args=[signatory.company.public_id])
    answer = signatory.post(address, {"role": "editor", "email": "jeanne@example.org"})
    page = answer.content.decode()
    token = re.search(r"/invitations/([\w-]+)/", page)[1]
    client.force_login(make.make_user("jeanne"))
    client.post(reverse("invitation", args=[token]))

    assert answer.status_code == 200
    assert "The mail to jeanne@example.org could not be sent" in page
    assert "It was also sent" not in page
    assert roles(signatory.company) == {"aigul": "signatory", "jeanne": "editor"}
    assert caplog.messages == [f"mail not sent: {type(trouble).__name__}"]


@pytest.mark.parametrize(("role", "status"), [("reader_at", 403), ("editor_at", 403), ("", 404)])
def test_only_signatories_invite(client, role, status):
    company = make.make_company()
    client.force_login(make.make_user(**({role: company} if role else {})))

    answer = client.post(reverse("company-invite", args=[company.public_id]), {"role": "reader"})

    assert answer.status_code == status
    assert Invitation.objects.count() == 0


def test_a_member_is_removed_but_not_the_only_signatory(signatory):
    company = signatory.company
    make.make_user("jeanne", editor_at=company)
    jeanne, aigul = (company.memberships.get(user__username=name) for name in ("jeanne", "aigul"))

    for membership in (jeanne, aigul):
        signatory.post(reverse("member-remove", args=[company.public_id, membership.pk]))

    assert roles(company) == {"aigul": "signatory"}


def test_a_role_that_somebody_else_changed_first_is_not_overwritten(signatory):
    company = signatory.company
    make.make_user("jeanne", reader_at=company)
    membership = company.memberships.get(user__username="jeanne")
    address = reverse("member-role", args=[company.public_id, membership.pk])
    seen = membership.revision
    membership.role = "editor"
    membership.save()

    stale = signatory.post(address, {"role": "signatory", "seen_revision": seen})
    kept = roles(company)["jeanne"]
    signatory.post(address, {"role": "signatory", "seen_revision": membership.revision})

    assert (stale.status_code, kept) == (409, "editor")
    assert roles(company)["jeanne"] == "signatory"


def test_an_open_invitation_is_withdrawn(signatory):
    invited(signatory)
    pk = Invitation.objects.get().pk

    signatory.post(reverse("invitation-withdraw", args=[signatory.company.public_id, pk]))

    assert Invitation.objects.count() == 0


def test_a_token_is_shown_once_and_dropped(signatory, client):
    page = signatory.post(reverse("token-make")).content.decode()
    key = Token.objects.get().key
    again = signatory.get(reverse("account")).content.decode()
    signatory.post(reverse("token-drop"))

    assert key in page
    assert key not in again
    assert Token.objects.count() == 0


def test_the_account_leads_to_the_deals_and_the_companies(signatory):
    page = signatory.get(reverse("account"))

    assert page["Cache-Control"] == "private, no-store"
    assert f'href="{reverse("deals:deals")}"' in page.content.decode()
    assert signatory.company.name in page.content.decode()


def test_the_last_of_two_signatories_may_not_step_down(signatory):
    company = signatory.company
    make.make_user("jeanne", signatory_at=company)
    for name in ("jeanne", "aigul"):
        membership = company.memberships.get(user__username=name)
        signatory.post(
            reverse("member-role", args=[company.public_id, membership.pk]),
            {"role": "reader", "seen_revision": membership.revision},
        )

    assert roles(company) == {"aigul": "signatory", "jeanne": "reader"}


def test_login_answers_alike_for_known_and_unknown_names(client):
    make.make_user("known")

    pages = [
        client.post(reverse("login"), {"username": name, "password": "x"}).content.decode()
        for name in ("known", "other")
    ]

    pages = [re.sub(r'value="(known|other|\w{64})"', "", page) for page in pages]
    assert pages[0] == pages[1]


def test_a_name_of_two_lines_is_no_hole_in_a_mail(signatory):
    signatory.company.name = "Dala\nBcc: everybody@example.org"
    signatory.company.save()

    invited(signatory, email="jeanne@example.org")

    assert mail.outbox[0].subject == "Invitation to act for Dala Bcc: everybody@example.org"


def test_a_failed_sign_in_keeps_no_link(signatory, client):
    token = invited(signatory)
    client.logout()
    wanted = reverse("invitation", args=[token])

    client.post(
        f"{reverse('login')}?next={wanted}", {"username": "a", "password": "b", "next": wanted}
    )

    kept = AccessAttempt.objects.get()
    assert token not in f"{kept.get_data} {kept.post_data} {kept.path_info}"


def test_pressing_twice_shows_the_one_invitation_again(signatory):
    page = signatory.get(reverse("company-account", args=[signatory.company.public_id]))
    once = re.search(r'name="once" value="([^"]+)"', page.content.decode())[1]

    tokens = [invited(signatory, email="jeanne@example.org", once=once) for _press in range(2)]

    assert tokens[0] == tokens[1]
    stored = Invitation.objects.get()
    assert stored.digest == hashlib.sha256(tokens[0].encode()).hexdigest()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("email", ["", "jeanne@example.org"])
def test_pressing_twice_says_nothing_of_mails_that_nobody_can_know(signatory, monkeypatch, email):
    monkeypatch.setattr("partners.access.views.send", Mock(side_effect=NotSent))
    address = reverse("company-invite", args=[signatory.company.public_id])
    typed = {"role": "editor", "email": email, "once": str(uuid.uuid4())}

    _first, second = (signatory.post(address, typed).content.decode() for _press in range(2))

    assert "The form was sent twice: this is the one invitation it made." in second
    assert ("No mail was sent this time: pass the link on" in second) == bool(email)


@pytest.mark.parametrize("once", ["zzz", "\0", "zzz\0"])
def test_an_unreadable_id_of_the_form_is_none(signatory, once):
    tokens = {invited(signatory, once=once) for _press in range(2)}

    assert len(tokens) == Invitation.objects.count() == 2


def test_one_form_makes_another_invitation_for_another_person_role_or_company(signatory):
    once = str(uuid.uuid4())
    Membership.objects.create(user=signatory.user, company=make.make_company(), role="signatory")

    tokens = {
        invited(signatory, once=once),
        invited(signatory, once=once, role="reader"),
        invited(signatory, once=once, email="jeanne@example.org"),
        invited(signatory, once=""),
    }
    signatory.company = signatory.user.memberships.exclude(company=signatory.company).get().company
    tokens.add(invited(signatory, once=once))

    assert len(tokens) == Invitation.objects.count() == 5


def test_a_form_that_is_sent_again_brings_no_withdrawn_or_used_link_back(signatory):
    once = str(uuid.uuid4())
    withdrawn = invited(signatory, once=once)
    row = Invitation.objects.get()
    place = reverse("invitation-withdraw", args=[signatory.company.public_id, row.pk])
    presses = [signatory.post(place).status_code for _press in range(2)]
    used = invited(signatory, once=once)
    accept(Invitation.objects.get(), user=make.make_user(), at=timezone.now())

    last = invited(signatory, once=once)

    assert presses == [302, 302]
    assert len({withdrawn, used, last}) == 3
    assert signatory.get(reverse("invitation", args=[withdrawn])).status_code == 404


def test_removing_somebody_twice_shows_that_it_is_done(signatory):
    reader = make.make_user(reader_at=signatory.company)
    membership = Membership.objects.get(user=reader)
    place = reverse("member-remove", args=[signatory.company.public_id, membership.pk])

    answers = [signatory.post(place) for _press in range(2)]

    assert [answer.headers["Location"] for answer in answers] == [
        reverse("company-account", args=[signatory.company.public_id])
    ] * 2
