"""The treaty check: which law governs, what it says of each share, and the cheapest way there."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.treaty.models import TreatyParty, TreatyTerm
from tests.factories import make_country, make_points_element, make_source, make_treaty
from tests.films.calculators.making import address, text_of

pytestmark = pytest.mark.django_db


def convention(code, parties, *, on="1994-04-01", **fields):
    treaty = make_treaty(code, kind="multilateral", in_force_on=on, **fields)
    for country in parties:
        TreatyParty.objects.create(treaty=treaty, country=make_country(country), in_force_on=on)
    return treaty


def limit(treaty, rule, **fields):
    source = make_source("Treaty office", key=f"{treaty.code.lower()}-{rule}-{fields.get('scope')}")
    return TreatyTerm.objects.create(treaty=treaty, rule=rule, source=source, **fields)


@pytest.fixture
def law():
    """Both conventions in short: the older one binds Germany, the newer one does not."""
    newer = convention("COE-220", ["NL", "RO", "BG"], on="2017-10-01")
    older = convention("COE-147", ["NL", "RO", "BG", "DE"], replaced_by=newer)
    for treaty, least in ((older, 10), (newer, 5)):
        limit(treaty, "share", minimum=least, article="6")
        limit(treaty, "partners", minimum=3, article="2")
        limit(treaty, "non_party_share", maximum=30, article="2")
    make_country("KZ")
    make_points_element(older, element="Director", points=3)
    return older


def plan(**contributions):
    """A treaty check: the contribution of one company from each country."""
    return {
        "as_of": "2026-03-01",
        "currency": "EUR",
        "coproducers": [
            {"id": f"of {code}", "country": code, "contribution": amount}
            for code, amount in contributions.items()
        ],
    }


def check(client, **contributions):
    return client.get(address("qualification", given=plan(**contributions)))


def test_share_shown_as_ten_fails_a_floor_of_ten_and_says_why(client, law):
    response = check(client, DE="249900.00", NL="1250100.00", RO="1000000.00")

    result = response.context["result"]
    failed = next(one for one in result["conditions"] if one["outcome"] == "failed")
    assert (result["outcome"], failed["shown"], failed["exact"]) == ("no", "10.00\xa0%", "9.996")
    assert "9.996 is shown as 10.00, but limits are compared with the exact value." in text_of(
        response
    )


def test_sentences_write_numbers_like_the_tables_beside_them(client, law):
    client.cookies["language"] = "ru"

    result = check(client, DE="249900.00", NL="1250100.00", RO="1000000.00").context["result"]

    failed = next(one for one in result["conditions"] if one["outcome"] == "failed")
    assert (failed["shown"], failed["exact"]) == ("10,00\xa0%", "9,996")
    assert "9,996" in failed["sentence"]
    assert "9,996" in failed["note"] and "10,00" in failed["note"]


def test_every_verdict_names_rule_article_and_source(client, law):
    result = check(client, DE="9.00", NL="50.00", RO="41.00").context["result"]

    judged = [one for one in result["conditions"] if one["kind"] != "in_force"]
    assert {one["rule"] for one in judged} == {"COE-147"}
    assert {one["article"] for one in judged} == {"article 2", "article 6"}
    assert all(one["reference"].source.title == "Treaty office" for one in judged)


def test_older_convention_governs_because_it_alone_binds_a_country(client, law):
    result = check(client, DE="20.00", NL="40.00", RO="20.00", BG="20.00").context["result"]

    assert result["rule"] == "COE-147"
    assert [(one["rule"], one["reason"]) for one in result["passed_over"]] == [
        ("COE-220", "It gives way to COE-147, which alone binds DE.")
    ]


def test_newer_convention_governs_where_all_are_bound(client, law):
    result = check(client, NL="40.00", RO="52.00", BG="8.00").context["result"]

    assert (result["rule"], result["outcome"]) == ("COE-220", "yes")


@pytest.mark.parametrize(("share", "outcome"), [("30.00", "yes"), ("30.01", "no")])
def test_kazakhstan_takes_part_as_a_non_party_within_thirty_per_cent(client, law, share, outcome):
    rest = f"{80 - float(share):.2f}"

    response = check(client, DE=rest, NL="10.00", RO="10.00", KZ=share)

    result = response.context["result"]
    assert result["outcome"] == outcome
    assert [row["words"] for row in result["shares"]][-1] == "not a Party"
    kazakhstan = result["bound"]["rows"][-1]
    assert (kazakhstan["code"], kazakhstan["cells"]) == ("KZ", [(None, None), (None, None)])


def test_path_tells_the_cheapest_change(client, law):
    response = check(client, DE="9.00", NL="50.00", RO="41.00")

    path = response.context["result"]["paths"][0]
    assert path["changes"][0][1]["change"] == "raise DE from 9 % to 10 %: 1.00 EUR"
    assert "the total cost stays: what one raises, another lowers" in text_of(response)
    assert path["governs"]


def test_path_tells_who_gives_and_what_no_move_of_shares_mends(client, law):
    treaty = make_treaty("KZ-DE", between=[make_country("KZ"), make_country("DE")])
    limit(treaty, "share", minimum=55, article="3")

    possible = text_of(check(client, DE="14.00", NL="9.00", RO="77.00"))
    beyond = text_of(check(client, KZ="45.00", DE="55.00"))

    assert "for example: of NL +1.00, of RO \N{MINUS SIGN}1.00" in possible
    assert "No move of shares alone" not in possible
    assert (
        "No move of shares alone mends this without failing another condition: SHARE_MIN:KZ."
        in beyond
    )


def test_treaty_added_by_hand_is_assessed(client, law):
    treaty = make_treaty("KZ-DE", between=[make_country("KZ"), make_country("DE")])
    limit(treaty, "share", minimum=20, article="3")

    response = check(client, KZ="15.00", DE="85.00")

    path = next(one for one in response.context["result"]["paths"] if one["rule"] == "KZ-DE")
    assert path["eligible"] == "no"
    assert "KZ brings 15 %, below the minimum of 20 %." in [one["sentence"] for one in path["open"]]


def test_memorandum_never_passes(client, law):
    make_treaty("KZ-TR-MOU", kind="memorandum", between=[make_country("KZ"), make_country("TR")])

    result = check(client, KZ="50.00", TR="50.00").context["result"]

    assert (result["rule"], result["outcome"], result["paths"]) == (None, "no", [])
    assert ("KZ-TR-MOU", "It is a memorandum, not a treaty.") in [
        (one["rule"], one["reason"]) for one in result["closed"]
    ]


def test_unknown_limits_cannot_be_checked(client, law):
    make_treaty("KZ-TR", between=[make_country("KZ"), make_country("TR")])

    result = check(client, KZ="50.00", TR="50.00").context["result"]

    assert result["outcome"] == "cannot be checked"


def test_both_conventions_stand_side_by_side_with_their_articles(client, law):
    conventions = check(client, DE="50.00", NL="50.00").context["result"]["conventions"]

    assert [one.code for one in conventions["texts"]] == ["COE-147", "COE-220"]
    share = next(
        cells for rule, _scope, cells in conventions["rows"] if rule == "share of one party"
    )
    assert [(cell["limit"], cell["article"]) for cell in share] == [
        ("at least 10\xa0%", "article 6"),
        ("at least 5\xa0%", "article 6"),
    ]


def test_functions_of_a_points_test_are_taken_into_the_sheet(client, law):
    form = {"elements-0-role": "Director", "elements-0-points": "9", "elements-0-filled_by": "nl"}

    response = client.post(address("qualification"), {**form, "act": "fill:COE-147"})

    asked = json.loads(parse_qs(urlsplit(response.url).query)["input"][0])
    assert asked["elements"] == [{"role": "Director", "points": "3", "country": "NL"}]


def test_functions_that_a_points_test_has_no_place_for_stay_and_score_nothing(client, law):
    rows = [("Director", "NL"), ("director", "RO"), ("driver", "DE"), ("runner", "")]
    form = {
        f"elements-{place}-{name}": value
        for place, (role, country) in enumerate(rows)
        for name, value in (("role", role), ("points", "4"), ("filled_by", country))
    }

    response = client.post(address("qualification"), {**form, "act": "fill:COE-147"})

    asked = json.loads(parse_qs(urlsplit(response.url).query)["input"][0])
    assert asked["elements"] == [
        {"role": "Director", "points": "3", "country": "NL"},
        {"role": "director", "points": "0", "country": "RO"},
        {"role": "driver", "points": "0", "country": "DE"},
    ]


def test_law_stays_in_sight_where_the_points_do_not_fit(client, law):
    limit(law, "points", minimum=2, maximum=3)
    given = plan(DE="20.00", NL="40.00", RO="40.00")

    given["elements"] = [{"role": "Director", "points": "4", "country": "NL"}]
    response = client.get(address("qualification", given=given))

    assert response.status_code == 422
    assert "The points listed add to 4, but the stated maximum is 3." in text_of(response)
    assert "Take the functions of COE-147" in text_of(response)


def test_rules_that_come_with_the_input_judge_it(client, law):
    given = {**plan(NL="50.00", RO="50.00"), "rules": [{"id": "OWN", "parties": ["NL", "RO"]}]}

    result = client.get(address("qualification", given=given)).context["result"]

    assert (result["rule"], "bound" in result) == ("OWN", False)


def test_unreadable_contribution_leaves_the_total_to_be_asked_for(client, law):
    response = check(client, NL="1e999999999", RO="50.00")

    assert response.status_code == 400
    assert "coproducers-0-contribution" in [one.cell for one in response.context["faults"]]


def test_treaty_check_asks_the_database_as_often_for_many_countries(client, law):
    def queries(**contributions):
        with CaptureQueriesContext(connection) as seen:
            check(client, **contributions)
        return len(seen)

    few = queries(DE="50.00", NL="50.00")
    many = queries(DE="20.00", NL="20.00", RO="20.00", BG="20.00", KZ="20.00")

    assert few == many


@pytest.mark.parametrize("unknown", ["Frankreich", "XQ", "nl"])
def test_country_that_nobody_knows_is_refused_and_not_judged(client, law, unknown):
    response = check(client, NL="60.00", **{unknown: "40.00"})

    (fault,) = response.context["faults"]
    assert response.status_code == 400
    assert (fault.cell, fault.fault) == (
        "coproducers-1-country",
        f"“{unknown}” is no known country.",
    )


def test_unknown_countries_of_points_and_spend_are_all_told(client, law):
    given = {
        **plan(NL="60.00", DE="40.00"),
        "elements": [
            {"role": "Director", "points": "3", "country": "Oz"},
            {"role": "Editing", "points": "1", "parts": [{"country": "ZZ", "fraction": "1/2"}]},
        ],
        "spend": {"Utopia": "10.00"},
    }

    response = client.get(address("qualification", given=given))

    assert [one.cell for one in response.context["faults"]] == [
        "elements-0-filled_by",
        "elements-1-filled_by",
        "spend-0-country",
    ]


def test_withdrawn_state_is_a_known_country(client, law):
    make_country("SUHH")

    assert check(client, NL="60.00", SUHH="40.00").status_code == 200
