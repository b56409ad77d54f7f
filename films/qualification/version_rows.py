"""The sheet of a version's treaty check: its day, its genre, a derogation."""

from datetime import date
from typing import Any

from coprod.exchange.strict import Node, read
from films.calculators.reading.qualification import GENRES
from films.credit.credit_rows import input_of as credits_of
from films.credit.credit_rows import store as store_credits
from films.credit.credit_rows import with_test
from films.credit.money import money
from films.deal.version import Version
from films.qualification.asking import of_version, question_of

Given = dict[str, Any]


def input_of(version: Version) -> Given:
    return of_version(version)


def asked(version: Version, given: Given) -> Given:
    """The whole question, with what was typed just now."""
    typed = {key: value for key, value in given.items() if key != "points_test"}
    return question_of(version, money(version), typed)


def with_points_test(given: Given, code: str) -> Given:
    """The functions of a points test are taken into the credits when the sheet is stored."""
    return {**given, "points_test": code}


def store(version: Version, given: Given) -> None:
    """Make the version say what was typed; raises `BadInput` with every fault."""
    read(given, shape)
    day = given.get("as_of")
    version.as_of = date.fromisoformat(day) if day else None
    version.genre = given.get("genre", "")
    version.derogation_granted = given.get("derogation_granted", False)
    if code := given.get("points_test"):
        test = f"{version.genre or 'fiction'}/{code}"
        store_credits(version, with_test(credits_of(version), test))


def shape(node: Node) -> None:
    node.is_object({"as_of", "genre", "derogation_granted", "points_test"})
    node["as_of"].date()
    node["genre"].choice(GENRES, "fiction")
    node["derogation_granted"].flag()
    node["points_test"].text("")
