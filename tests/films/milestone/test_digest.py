"""The mail of deadlines: to whom, about what, and what its subject keeps to itself."""

from datetime import timedelta
from io import StringIO
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command

from films.deal import negotiation
from films.deal.deal import TeamMember
from tests import factories as make
from tests.films.milestone import making
from tests.films.milestone.making import DAY

pytestmark = pytest.mark.django_db


def sent(**options):
    out = StringIO()
    call_command("send_digest", on=DAY, stdout=out, **options)
    return out.getvalue()


def with_address(person, address):
    person.email = address
    person.save()


def test_everybody_at_the_table_gets_one_mail(mailoutbox):
    table = making.table()
    making.make_milestone(table.deal, "Pitch & <cut>", due_on=DAY - timedelta(days=1))
    making.make_milestone(table.deal, "Workshop", due_on=DAY + timedelta(days=14))
    making.make_milestone(table.deal, "Far", due_on=DAY + timedelta(days=15))
    other = make.make_deal("Other", between=[table.dala, make.make_company()])
    making.make_milestone(other, "Report", due_on=DAY)
    for name in ("reader", "partner", "leaver", "outsider"):
        with_address(getattr(table, name), f"{name}@a.org")

    assert sent() == "sent 2, failed 0\n"

    mails = {mail.to[0]: mail for mail in mailoutbox}
    assert sorted(mails) == ["partner@a.org", "reader@a.org"]
    text = mails["reader@a.org"].body
    assert text == (
        f"Hello {table.reader.username},\n"
        "\n"
        "Overdue\n"
        "- Mar 9, 2026: Pitch & <cut> (milestone) – Apple Road\n"
        "\n"
        "In the next 14 days\n"
        "- Mar 10, 2026: Report (milestone) – Other\n"
        "- Mar 24, 2026: Workshop (milestone) – Apple Road\n"
        "\n"
        "All deadlines: /deals/due/\n"
    )
    assert "Other" not in mails["partner@a.org"].body
    assert {mail.subject for mail in mailoutbox} == {"Your deadlines"}


def test_nobody_without_deadlines_address_account_or_wish_gets_a_mail(mailoutbox):
    table = making.table()
    making.make_milestone(table.deal, due_on=DAY)
    with_address(table.editor, "editor@a.org")
    TeamMember.objects.create(deal=table.deal, user=table.editor, wants_digest=False)
    with_address(table.partner, "partner@a.org")
    table.partner.is_active = False
    table.partner.save()
    with_address(make.make_user(reader_at=make.make_company()), "nothing@a.org")
    with_address(make.make_admin(), "admin@a.org")

    assert sent() == "sent 0, failed 0\n"
    assert mailoutbox == []


def test_who_declines_one_deal_still_hears_of_the_other(mailoutbox):
    table = making.table()
    making.make_milestone(table.deal, "Silent", due_on=DAY)
    other = make.make_deal(between=[table.dala, make.make_company()])
    making.make_milestone(other, "Told", due_on=DAY)
    with_address(table.editor, "editor@a.org")
    TeamMember.objects.create(deal=table.deal, user=table.editor, wants_digest=False)

    sent()

    assert ["Told" in mail.body and "Silent" not in mail.body for mail in mailoutbox] == [True]


def test_whoever_left_hears_nothing_more(mailoutbox):
    table = making.table()
    making.make_milestone(table.deal, due_on=DAY)
    with_address(table.partner, "partner@a.org")
    negotiation.leave(table.deal.parties.get(company=table.nord), on=DAY)

    sent()

    assert mailoutbox == []


def test_dry_run_sends_nothing_and_tells_how_many(mailoutbox):
    table = making.table()
    making.make_milestone(table.deal, "Secret", due_on=DAY)
    with_address(table.reader, "reader@a.org")

    told = sent(dry_run=True)

    assert told == "reader@a.org: 1\nwould send 1, failed 0\n"
    assert mailoutbox == []


@pytest.mark.parametrize(
    "trouble", [SMTPRecipientsRefused({"bad@a.org": (550, b"no")}), ValueError("no address")]
)
def test_a_mailbox_that_refuses_does_not_stop_the_others(mailoutbox, monkeypatch, trouble):
    table = making.table()
    making.make_milestone(table.deal, due_on=DAY)
    with_address(table.reader, "bad@a.org")
    with_address(table.partner, "good@a.org")
    real = EmailMessage.send

    def send(mail):
        if mail.to == ["bad@a.org"]:
            raise trouble
        return real(mail)

    monkeypatch.setattr(EmailMessage, "send", send)
    out, err = StringIO(), StringIO()

    with pytest.raises(CommandError, match="1 mails could not be sent") as refusal:
        call_command("send_digest", on=DAY, stdout=out, stderr=err)

    assert [mail.to for mail in mailoutbox] == [["good@a.org"]]
    assert out.getvalue() == "sent 1, failed 1\n"
    assert err.getvalue() == f"bad@a.org: not reached, {type(trouble).__name__}\n"
    assert refusal.value.returncode == 1


def test_a_day_that_is_none_is_refused():
    with pytest.raises(CommandError, match="--on"):
        call_command("send_digest", "--on", "tomorrow")
