"""Deals over HTTP: read and written by the people at the table, and by nobody else."""

import json
from pathlib import Path

import pytest
from rest_framework.authtoken.models import Token

from films.deal import negotiation
from films.models import Comment, Deal, Milestone, Note, Version
from partners.models import Membership
from tests import factories as make
from tests.films.deal import tables

pytestmark = pytest.mark.django_db
CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
HIDDEN = "7d1c1d1e-0000-4000-8000-000000000000"


def send(client, method, address, body=None, **headers):
    """A request with JSON; headers as `If_Match='"1"'`."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    text = "" if body is None else json.dumps(body)
    call = getattr(client, method)
    return call(f"/api/v1/{address}", text, content_type="application/json", headers=names)


@pytest.fixture
def table(client):
    """Two companies at a table, a signatory of each, a draft of the first one."""
    ours = make.make_company("Dala Film", country=make.make_country("KZ"))
    theirs = make.make_company("Rive Nord", country=make.make_country("FR"))
    deal = make.make_deal("Ak Zhol", between=[ours, theirs])
    us, them = make.make_user(signatory_at=ours), make.make_user(signatory_at=theirs)
    version = make.make_version(deal, author=us)
    client.force_login(us)
    return deal, us, them, version


def test_a_deal_is_logged_once_however_often_it_is_sent(client):
    company = make.make_company("Dala Film", country=make.make_country("KZ"))
    other = make.make_company("Rive Nord", country=make.make_country("FR"))
    client.force_login(make.make_user(editor_at=company))
    body = {"title": "Ak Zhol", "parties": [{"company": other.public_id, "country": "FR"}]}

    first = send(client, "post", "deals/", body, Idempotency_Key="log-ak-zhol")
    second = send(client, "post", "deals/", body, Idempotency_Key="log-ak-zhol")
    third = send(client, "post", "deals/", {"title": "Other"}, Idempotency_Key="log-ak-zhol")

    assert (first.status_code, second.status_code, third.status_code) == (201, 200, 400)
    assert first.json() == second.json()
    assert [one["name"] for one in first.json()["parties"]] == ["Dala Film", "Rive Nord"]
    assert [one["at_the_table"] for one in first.json()["parties"]] == [True, False]
    assert first.json()["current_version"] == 1
    assert Deal.objects.for_the_product("a test").count() == 1


def test_a_token_reads_and_a_stranger_is_asked_who_he_is(client, table):
    deal, us, _them, _version = table
    token = Token.objects.create(user=us)
    client.logout()

    with_token = client.get(
        f"/api/v1/deals/{deal.pk}/", headers={"Authorization": f"Token {token.key}"}
    )

    assert with_token.json()["title"] == "Ak Zhol"
    assert "no-store" in with_token["Cache-Control"]
    assert client.get(f"/api/v1/deals/{deal.pk}/").status_code == 401
    assert client.get(f"/api/v1/deals/{HIDDEN}/").status_code == 401


def test_a_deal_of_others_answers_like_one_that_was_never_issued(client, table):
    deal = table[0]
    client.force_login(make.make_user(editor_at=make.make_company()))
    requests = [
        ("get", "deals/{}/", None),
        ("patch", "deals/{}/", {"title": "x"}),
        ("post", "deals/{}/stage/", {"stage": "talks"}),
        ("post", "deals/{}/parties/", {"name": "x", "country": "KZ"}),
        ("post", "deals/{}/leave/", {"name": "x"}),
        ("get", "deals/{}/comments/", None),
        ("post", "deals/{}/comments/", {"text": "x"}),
        ("get", "deals/{}/notes/", None),
        ("get", "deals/{}/milestones/", None),
        ("post", "deals/{}/milestones/", {"title": "x"}),
        ("get", "deals/{}/versions/", None),
        ("post", "deals/{}/versions/", {}),
        ("get", "deals/{}/versions/1/", None),
        ("post", "deals/{}/versions/1/propose/", None),
        ("post", "deals/{}/versions/1/sign/", None),
        ("get", "deals/{}/versions/1/sheets/finance-plan/", None),
        ("put", "deals/{}/versions/1/sheets/finance-plan/", {}),
        ("get", "deals/{}/versions/1/sheets/finance-plan/answer/", None),
    ]

    for method, address, body in requests:
        hidden, never = (
            send(client, method, address.format(key), body, If_Match='"1"')
            for key in (deal.pk, HIDDEN)
        )
        assert (hidden.status_code, hidden.content) == (404, never.content), address
        assert hidden.headers == never.headers


def test_a_change_says_which_revision_it_has_seen(client, table):
    deal = table[0]
    seen = client.get(f"/api/v1/deals/{deal.pk}/")["ETag"]

    without = send(client, "patch", f"deals/{deal.pk}/", {"title": "A"})
    first = send(client, "patch", f"deals/{deal.pk}/", {"title": "B"}, If_Match=seen)
    second = send(client, "patch", f"deals/{deal.pk}/", {"title": "C"}, If_Match=seen)
    foreign, no_tag = (
        send(client, "patch", f"deals/{deal.pk}/", {"title": "D"}, If_Match=sent)
        for sent in ('"of-another"', "*")
    )

    assert (foreign.status_code, no_tag.status_code) == (412, 428)
    assert (without.status_code, first.status_code, second.status_code) == (428, 200, 412)
    assert (second.json()["stored"]["title"], second.json()["sent"]["title"]) == ("B", "C")
    assert second["ETag"] == first["ETag"]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"title": "A", "owner": "x"}, "owner"),
        ({"id": 1}, "id"),
        ({"title": ""}, "title"),
        ({"title": "x" * 301}, "title"),
        ([], "non_field_errors"),
    ],
)
def test_what_cannot_be_written_is_refused_by_name(client, table, body, named):
    deal = table[0]

    refused = send(client, "patch", f"deals/{deal.pk}/", body, If_Match='"1"')

    assert refused.status_code == 400
    assert named in refused.json()["errors"]


def test_two_parties_negotiate_and_sign_over_the_api(client, table):
    deal, us, them, _version = table

    def act(name, number):
        address = f"deals/{deal.pk}/versions/{number}/"
        tag = client.get(f"/api/v1/{address}")["ETag"]
        return send(client, "post", f"{address}{name}/", If_Match=tag)

    assert act("propose", 1).json()["status"] == "proposed"
    client.force_login(them)
    answer = send(client, "post", f"deals/{deal.pk}/versions/", {"based_on": 1, "reason": "fees"})
    assert (answer.status_code, answer.json()["number"]) == (201, 2)
    assert act("sign", 2).status_code == 409
    assert act("propose", 2).json()["status"] == "proposed"
    client.force_login(us)
    assert act("agree", 2).json()["status"] == "agreed"
    assert act("sign", 2).json()["status"] == "agreed"
    client.force_login(them)
    assert act("sign", 2).json()["status"] == "signed"
    assert act("sign", 2).status_code == 409


def test_a_draft_and_a_note_of_the_other_side_do_not_exist(client, table):
    deal, us, them, _version = table
    Note.objects.create(
        deal=deal, company=deal.owner, author=us, text="at most 40 %", at=make.ANNOUNCED
    )
    client.force_login(them)

    assert client.get(f"/api/v1/deals/{deal.pk}/versions/").json() == {"results": []}
    assert client.get(f"/api/v1/deals/{deal.pk}/versions/1/").status_code == 404
    assert client.get(f"/api/v1/deals/{deal.pk}/notes/").json() == {"results": []}
    assert client.get(f"/api/v1/deals/{deal.pk}/").json()["current_version"] is None


@pytest.mark.skipif(not CASES.exists(), reason="The acceptance cases are not beside the project.")
@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("s03-kazakhstan-france-germany", "finance-plan"),
        ("s12-cash-flow", "cash-flow"),
        ("s14-spend-obligations", "spend"),
    ],
)
def test_a_case_written_as_a_sheet_gives_its_expected_figures(client, name, slug):
    case = json.loads((CASES / f"{name}.json").read_text())
    named = case["input"].get("coproducers", [{"id": "A", "country": "KZ"}])
    companies = [
        make.make_company(one["id"], country=make.make_country(one["country"])) for one in named
    ]
    deal = make.make_deal(between=companies)
    user = make.make_user(editor_at=companies[0])
    make.make_version(deal, author=user)
    client.force_login(user)
    address = f"deals/{deal.pk}/versions/1/sheets/{slug}/"

    seen = client.get(f"/api/v1/{address}")["ETag"]
    written = send(client, "put", address, case["input"], If_Match=seen)
    again = send(client, "put", address, case["input"], If_Match=seen)
    answer = client.get(f"/api/v1/{address}answer/").json()

    assert (written.status_code, again.status_code) == (200, 412)
    compare(case["expected"], answer)
    assert written.json()["answer"] == answer


def compare(expected, answer):
    """Every key of what is expected, and no other, as the cases are read."""
    for key, value in expected.items():
        if isinstance(value, dict):
            compare(value, answer[key])
        else:
            assert answer[key] == value, key


def test_a_sheet_that_cannot_be_read_stores_nothing(client, table):
    deal, _us, _them, version = table
    address = f"deals/{deal.pk}/versions/1/sheets/finance-plan/"
    plan = {"base_currency": "EUR", "budget": {"lines": []}, "sources": [{"amount": "1e3"}]}

    refused = send(client, "put", address, plan, If_Match=f'"{version.mark}"')

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["path"] == "sources[0].amount"
    assert Version.objects.for_the_product("a test").get().revision == version.revision


def test_since_when_the_others_were_writing_is_not_told(client, table):
    deal, us, them, version = table
    negotiation.propose(version, user=us, at=make.ANNOUNCED)
    address = f"/api/v1/deals/{deal.pk}/versions/"

    own = client.get(address).json()["results"][0]["made_at"]
    client.force_login(them)
    told = [client.get(address).json()["results"][0], client.get(f"{address}1/").json()]

    assert own is not None
    assert [one["made_at"] for one in told] == [None, None]


def test_a_reader_reads_and_writes_nothing(client, table):
    deal, _us, _them, version = table
    client.force_login(make.make_user(reader_at=deal.owner))

    assert client.get(f"/api/v1/deals/{deal.pk}/").status_code == 200
    for method, address, body in [
        ("patch", "", {"title": "x"}),
        ("post", "comments/", {"text": "x"}),
        ("post", "milestones/", {"title": "x"}),
        ("post", "versions/", {}),
        ("put", "versions/1/sheets/finance-plan/", {}),
        ("post", "versions/1/propose/", None),
    ]:
        seen = f'"{version.mark}"' if "versions/1" in address else '"1"'
        answer = send(client, method, f"deals/{deal.pk}/{address}", body, If_Match=seen)
        assert answer.status_code == 403, address


def test_whoever_has_left_reads_what_was_signed_and_nothing_else(client, table):
    deal, us, them, version = table
    at = make.ANNOUNCED
    negotiation.propose(version, user=us, at=at)
    negotiation.agree(version, company=them.memberships.get().company, user=them, at=at)
    for user in (us, them):
        negotiation.sign(version, company=user.memberships.get().company, user=user, at=at)
    negotiation.leave(deal.parties.get(company__name="Rive Nord"), on=at.date())
    client.force_login(them)

    answers = {
        name: client.get(f"/api/v1/deals/{deal.pk}/{name}").status_code
        for name in ("", "versions/1/", "comments/", "milestones/")
    }

    assert answers == {"": 200, "versions/1/": 200, "comments/": 404, "milestones/": 404}


def test_whoever_has_left_reads_the_currency_of_what_was_signed(client):
    made = tables.table()
    made.signed()
    negotiation.leave(made.deal.parties.get(company=made.companies[1]), on=tables.AT.date())
    address = f"/api/v1/deals/{made.deal.pk}/"

    told = {}
    for currency in ("EUR", "KZT"):
        stored = Deal.objects.for_the_product("a test").get(pk=made.deal.pk)
        stored.currency = currency
        stored.save()
        for name, person in zip(("stayed", "left"), made.people, strict=False):
            client.force_login(person)
            told[name, currency] = client.get(address).json()["currency"]

    assert told == {
        ("stayed", "EUR"): "EUR",
        ("stayed", "KZT"): "KZT",
        ("left", "EUR"): "EUR",
        ("left", "KZT"): "EUR",
    }


def test_a_milestone_is_written_and_changed(client, table):
    deal = table[0]
    made = send(client, "post", f"deals/{deal.pk}/milestones/", {"title": "Script workshop"})
    address = f"deals/{deal.pk}/milestones/{made.json()['id']}/"

    changed = send(client, "patch", address, {"due_on": "2026-12-01"}, If_Match=made["ETag"])
    wrong = send(client, "patch", address, {"due_on": "tomorrow"}, If_Match=changed["ETag"])

    assert changed.json()["due_on"] == "2026-12-01"
    assert wrong.json()["errors"].keys() == {"due_on"}
    assert Milestone.objects.for_the_product("a test").get().title == "Script workshop"


def test_a_draft_is_commented_on_by_nobody(client, table):
    deal, _us, _them, version = table
    body = {"text": "Not below 45.", "version": version.number}

    answer = send(client, "post", f"deals/{deal.pk}/comments/", body)

    assert answer.status_code == 404
    assert list(Comment.objects.for_the_product("a test")) == []


def test_terms_name_a_party_and_not_its_key(client, table):
    deal, _us, _them, version = table

    terms = send(client, "get", f"deals/{deal.pk}/versions/{version.number}/").json()["terms"]

    assert {one["party"] for one in terms["partner"].values()} == {"Dala Film", "Rive Nord"}


def test_who_acts_for_several_companies_names_the_one_that_signs(client, table):
    deal, us, _them, version = table
    ours, theirs = (party.company for party in deal.parties.order_by("pk"))
    Membership.objects.create(user=us, company=theirs, role=Membership.Role.SIGNATORY)
    negotiation.propose(version, user=us, at=make.ANNOUNCED)
    address = f"deals/{deal.pk}/versions/{version.number}"
    tag = client.get(f"/api/v1/{address}/").headers["ETag"]

    unnamed = send(client, "post", f"{address}/agree/", If_Match=tag)
    agreed = send(client, "post", f"{address}/agree/", {"company": theirs.public_id}, If_Match=tag)
    tag = agreed.headers["ETag"]
    signed = [
        send(client, "post", f"{address}/sign/", {"company": one.public_id}, If_Match=tag)
        for one in (theirs, ours)
    ]

    assert unnamed.status_code == 403
    assert agreed.json()["status"] == "agreed"
    assert [one.json()["status"] for one in signed] == ["agreed", "signed"]


def test_how_often_a_proposal_was_saved_as_a_draft_is_not_tried_out(client, table):
    """A guess that fits would be answered otherwise than one that does not."""
    deal, us, them, version = table
    for _save in range(3):
        version.save()
    negotiation.propose(version, user=us, at=make.ANNOUNCED)
    revision = Version.objects.for_the_product("a test").get().revision
    client.force_login(them)

    answers = {
        send(
            client, "post", f"deals/{deal.pk}/versions/1/take-back/", If_Match=f'"{guess}"'
        ).status_code
        for guess in range(revision + 2)
    }

    assert answers == {412}


NO_JSON = "This is not JSON that can be read."
NO_NUMBER = "1e400 is not a number in quotes, of at most 16 digits and 12 decimals."


@pytest.mark.parametrize(
    ("method", "address", "body", "fault"),
    [
        ("post", "stage/", '{"stage": "\\ud800"}', NO_JSON),
        ("post", "notes/", '{"text": "x", "kind": "\\ud800"}', NO_JSON),
        ("patch", "", '{"title": 1e400}', NO_NUMBER),
        ("put", "versions/1/sheets/finance-plan/", '{"title": "\\ud800"}', NO_JSON),
        ("put", "versions/1/sheets/finance-plan/", '{"title": 1e400}', NO_NUMBER),
    ],
)
def test_what_no_answer_can_repeat_is_refused(client, table, method, address, body, fault):
    """Half a letter, and a number without end."""
    deal = table[0]

    refused = client.generic(
        method.upper(),
        f"/api/v1/deals/{deal.pk}/{address}",
        body,
        content_type="application/json",
        headers={"If-Match": '"1"'},
    )

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["fault"] == fault
