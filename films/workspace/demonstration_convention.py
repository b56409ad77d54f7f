"""A demonstration deal whose law is on file: its verdict changes with one amount.

France, Germany and Italy are bound by the European Convention of 1992; Kazakhstan is not, and
may bring at most 30 %. The proposal keeps that, the answer of the Kazakh company does not.
"""

from datetime import timedelta

from films.credit import credit_rows
from films.deal import negotiation, stages
from films.deal.deal import Deal
from films.finance import plan_rows
from films.workspace.demonstrated import DE, FR, IT, KZ, logged, plan, seats
from partners.treaty.models import Treaty

CONVENTION = "COE-147"
RATES = [("KZT", "0.001750")]
BUDGET = [
    ("Development and shooting at sea", "FR", "500000.00"),
    ("Studio and sound", "DE", "200000.00"),
    ("Image post-production", "IT", "200000.00"),
    ("Locations in the steppe", "KZ", "100000.00"),
]
# Source, type, status, amount, currency, origin, recouped, and for whom it counts.
SOURCES = [
    ("Fund for world cinema", "selective_fund", "confirmed", "300000.00", "EUR", "FR", False,
     "FR"),
    ("Own investment", "own_investment", "paid", "200000.00", "EUR", "FR", True, "FR"),
    ("Regional fund North", "regional_fund", "confirmed", "200000.00", "EUR", "DE", True, "DE"),
    ("Television pre-sale", "pre_sale", "loi", "200000.00", "EUR", "IT", False, "IT"),
    ("Studio and camera", "in_kind", "confirmed", "100000.00", "EUR", "KZ", False, "KZ"),
]  # fmt: skip
# What the answer adds: 397,500 of 1,297,500 euros are 30.64 %.
MORE_COSTS = ("Second unit in the steppe", "KZ", "297500.00")
MORE_MONEY = ("National film fund", "selective_fund", "applied", "170000000.00", "KZT", "KZ", True,
              "KZ")  # fmt: skip
ROLES = {"FR": "majority", "DE": "minority", "IT": "minority", "KZ": "third_country"}
# Who fills the functions of the points test, in turn; the camera goes to Almaty.
FILLED_BY = ("FR", "FR", "DE", "IT")


def by_the_convention(companies, users, at):
    """Proposed from Paris, and answered by a draft from Almaty that asks for too much."""
    deal, version = logged(
        "Four Shores (demonstration)",
        companies[FR],
        users[FR],
        [companies[DE], companies[IT], companies[KZ]],
        at=at - timedelta(days=20),
        treaty=Treaty.objects.filter(code=CONVENTION).first(),
        logline="Invented: four ports, one letter, and an inland sea that has gone.",
    )
    _fill(version, BUDGET, SOURCES)
    negotiation.propose(version, user=users[FR], at=at - timedelta(days=12))
    stages.move(deal, Deal.Stage.TALKS)
    answer = negotiation.begin(
        deal,
        company=companies[KZ],
        author=users[KZ],
        at=at - timedelta(days=1),
        based_on=version,
        reason="A second unit in the steppe, paid from Almaty",
    )
    _fill(answer, [*BUDGET, MORE_COSTS], [*SOURCES, MORE_MONEY])
    return answer


def _fill(version, budget, sources):
    places = seats(version, ROLES, delegate="FR")
    plan_rows.store(version, plan(places, sources, budget, RATES))
    version.save()
    given = credit_rows.with_test(credit_rows.input_of(version), f"fiction/{CONVENTION}")
    for number, one in enumerate(given["functions"]):
        is_camera = "camera" in one["role"].lower()
        one["country"] = "KZ" if is_camera else FILLED_BY[number % len(FILLED_BY)]
    credit_rows.store(version, given)
