"""What a sheet reads back it stores again unchanged, whatever stood there before."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from films.credit.sheets import CREDITS, EQUITY
from films.deal.sheet import without_keys
from films.deal.terms import document
from films.qualification.sheets import QUALIFICATION
from films.recoupment.sheets import RECOUPMENT
from films.rights.sheets import RIGHTS
from tests.films.credit.making import three_partners

pytestmark = pytest.mark.django_db

CODES = st.sampled_from(["A", "B", "C"])
COUNTRIES = st.sampled_from(["KZ", "FR", "DE", "US"])
NAMES = st.sampled_from(["director", "editor: sound", "Қыз", "x" * 100])
CENTS = st.integers(0, 10**9).map(lambda cents: f"{cents // 100}.{cents % 100:02}")
PERCENT = st.sampled_from(["0", "33.33", "50", "0.000001", "100"])
DAYS = st.sampled_from(["2027-01-01", "2027-06-30"])


def sometimes(**fields):
    return st.fixed_dictionaries({}, optional=fields)


def merged(*parts):
    return st.tuples(*parts).map(lambda dicts: {k: v for one in dicts for k, v in one.items()})


PARTS = st.lists(
    st.fixed_dictionaries({"country": COUNTRIES, "fraction": st.sampled_from(["1/2", "0.25"])}),
    min_size=2,
    max_size=2,
)
FUNCTION = merged(
    st.fixed_dictionaries({"role": NAMES, "points": st.sampled_from(["0", "1", "2.5"])}),
    st.one_of(sometimes(country=COUNTRIES), st.fixed_dictionaries({"parts": PARTS}), st.just({})),
    sometimes(person=NAMES, counts_for=CODES, wording=NAMES),
)
SHARES = st.lists(
    merged(
        st.fixed_dictionaries({"id": CODES}),
        sometimes(
            ownership=PERCENT, revenue=PERCENT, votes=st.just("2"), credit_order=st.just("1")
        ),
    ),
    max_size=3,
    unique_by=lambda one: one["id"],
)
CREDIT = st.fixed_dictionaries({"coproducers": SHARES, "functions": st.lists(FUNCTION, max_size=4)})
RIGHT = merged(
    st.fixed_dictionaries(
        {"territory": st.sampled_from(["KZ", "FR", "ROW"]),
         "medium": st.sampled_from(["all", "cinema", "video"])}
    ),
    st.one_of(
        st.just({}),
        st.fixed_dictionaries({"owner": st.sampled_from(["A", "Nobody we know"])}),
        st.just({"owners": {"A": "60", "B": "40"}}),
    ),
    st.one_of(
        st.just({}), st.fixed_dictionaries({"price": CENTS, "currency": st.just("USD")})
    ),
    sometimes(**{"from": st.just("2027-01-01"), "until": DAYS, "buyer": NAMES}),
)  # fmt: skip
PAYEE = st.sampled_from(["A", "B", "Agent: sales", "FUND"])
HANDS_ON = st.just([{"payee": "Director", "pct": "10"}])
CLAIM = merged(
    st.fixed_dictionaries({"payee": PAYEE, "amount": CENTS}),
    sometimes(paid_outside=CENTS, pass_through=HANDS_ON),
)
CLAIMS = st.lists(CLAIM, max_size=3, unique_by=lambda one: one["payee"])
SHARING = st.sampled_from(["pro_rata", "sequential", "equal"])
TIER = st.one_of(
    merged(
        st.fixed_dictionaries({"type": st.just("fee"), "payee": PAYEE, "pct": PERCENT}),
        sometimes(base=st.sampled_from(["gross", "tier_input"]), cap=CENTS, label=NAMES),
    ),
    merged(
        st.fixed_dictionaries({"type": st.just("recoup"), "payees": CLAIMS}),
        sometimes(sharing=SHARING, label=NAMES),
    ),
    merged(
        st.fixed_dictionaries(
            {"type": st.just("corridor"), "payee": PAYEE, "pct": PERCENT, "main": CLAIMS}
        ),
        sometimes(sharing=SHARING, cap=CENTS, pass_through=HANDS_ON),
    ),
    merged(
        st.fixed_dictionaries(
            {"type": st.just("split"),
             "payees": st.just([{"payee": "A", "pct": "60"}, {"payee": "B", "pct": "40"}])}
        ),
        sometimes(limit=CENTS),
    ),
)  # fmt: skip
TIERS = st.lists(TIER, max_size=4).flatmap(
    lambda tiers: st.permutations([f"T{number}" for number in range(len(tiers))]).map(
        lambda names: [{"id": name, **one} for name, one in zip(names, tiers, strict=True)]
    )
)
SHEETS = {
    "credits": (CREDITS, CREDIT),
    "rights": (RIGHTS, st.fixed_dictionaries({"rights": st.lists(RIGHT, max_size=4)})),
    "recoupment": (RECOUPMENT, st.fixed_dictionaries({"tiers": TIERS})),
    "equity": (
        EQUITY,
        st.fixed_dictionaries(
            {"tolerance_pp": PERCENT,
             "reasons": st.lists(merged(st.fixed_dictionaries({"id": CODES}),
                                        sometimes(credit=NAMES, revenue=NAMES)),
                                 max_size=3, unique_by=lambda one: one["id"])}
        ),
    ),
    "qualification": (
        QUALIFICATION,
        sometimes(as_of=DAYS, genre=st.just("animation"), derogation_granted=st.just(True)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("slug", SHEETS)
def test_storing_what_was_read_changes_nothing(slug):
    sheet, inputs = SHEETS[slug]
    _person, version = three_partners()

    @settings(
        max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
    )
    @given(inputs)
    def holds(typed):
        sheet.store(version, typed)
        first, before = sheet.input_of(version), document(version)
        sheet.store(version, first)
        assert document(version) == before
        assert without_keys(sheet.input_of(version)) == without_keys(first)
        if slug in ("rights", "recoupment"):
            told = without_keys(first)
            assert {key: told[key] for key in typed} == typed

    holds()
