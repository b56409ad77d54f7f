"""Deals for trying the workspace out: invented, between companies that are marked as fictional.

They are made once, through the acts that people use, after the demonstration's accounts.
"""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from films.credit.models import CreditFunction, CreditShare
from films.deal import negotiation, stages
from films.deal.deal import Comment, Deal, Note, TeamMember
from films.finance import plan_rows
from films.finance.models import FinanceRow, PlannedSpend, SpendObligation
from films.governance.models import DecisionRule
from films.milestone.models import Milestone, Obligation
from films.recoupment.models import Tier, TierPayee
from films.rights.models import Right
from films.vocabulary.models import ObligationKind
from films.workspace.demonstrated import DE, FR, IT, KZ, logged, plan, seats
from films.workspace.demonstration_convention import by_the_convention
from partners.access.models import Membership, User
from partners.company.models import Company
from partners.treaty.models import Treaty

PEOPLE = {KZ: "producer-kz", FR: "producer-fr"}

# Source, type, status, amount, currency, origin, recouped, and for whom it counts.
SOURCES = [
    ("National film fund", "selective_fund", "confirmed", "420000000.00", "KZT", "KZ", True, "KZ"),
    ("Own investment", "own_investment", "paid", "90000000.00", "KZT", "KZ", True, "KZ"),
    ("Studio and camera", "in_kind", "confirmed", "60000.00", "EUR", "KZ", False, "KZ"),
    ("Fund for world cinema", "selective_fund", "conditional", "250000.00", "EUR", "FR", False,
     "FR"),
    ("Distributor in France", "minimum_guarantee", "loi", "120000.00", "EUR", "FR", True, "FR"),
    ("Television pre-sale", "pre_sale", "confirmed", "180000.00", "EUR", "FR", False, "FR"),
    ("Regional fund North", "regional_fund", "applied", "300000.00", "EUR", "DE", True, "DE"),
    ("Deferred producer's fee", "deferral", "confirmed", "40000.00", "EUR", "FR", True, "FR"),
    ("International fund", "international_fund", "applied", "100000.00", "EUR", "INT", False,
     {"KZ": "50", "FR": "30", "DE": "20"}),
    ("Private investor", "private_equity", "loi", "150000.00", "USD", "US", True, "KZ"),
    ("Sponsor", "sponsorship", "withdrawn", "50000.00", "EUR", "DE", False, "DE"),
    ("Online pre-sale", "pre_sale", "applied", None, "USD", "US", False, "KZ"),
]  # fmt: skip
BUDGET = [
    ("Development and rights", "KZ", "150000.00"),
    ("Shooting in the steppe", "KZ", "1000000.00"),
    ("Cast and director", "FR", "350000.00"),
    ("Image post-production", "FR", "450000.00"),
    ("Sound and music", "DE", "450000.00"),
]
RATES = [("KZT", "0.001750"), ("USD", "0.92")]
FUNCTIONS = [
    ("Director", "4", "KZ"),
    ("Scriptwriter", "3", "FR"),
    ("First role", "3", "KZ"),
    ("Camera", "2", "FR"),
    ("Editor", "1", "DE"),
    ("Sound", "1", "DE"),
]


def make_demonstration_deals(*, at):
    """How many deals were made: none where the demonstration's people act for companies already,
    or where its accounts or companies are not there."""
    users = {key: User.objects.filter(username=name).first() for key, name in PEOPLE.items()}
    companies = Company.objects.in_bulk([KZ, FR, DE, IT], field_name="public_id")
    if not all(users.values()) or len(companies) < 4:
        return 0
    if Membership.objects.filter(user__in=users.values()).exists():
        return 0
    with transaction.atomic():
        for key, user in users.items():
            Membership.objects.create(
                user=user, company=companies[key], role=Membership.Role.SIGNATORY
            )
        _in_negotiation(companies, users, at)
        _signed(companies, users, at)
        _lead(companies, users, at)
        by_the_convention(companies, users, at)
    return 4


def _in_negotiation(companies, users, at):
    """Three countries, twelve sources in three currencies: proposed, with a counter draft."""
    kz, fr, de = companies[KZ], companies[FR], companies[DE]
    started = at - timedelta(days=40)
    deal, version = logged(
        "Apple Road (demonstration)",
        kz,
        users[KZ],
        [fr, de],
        at=started,
        treaty=Treaty.objects.filter(code="COE-220").first(),
        logline="Invented: a truck of apples crosses three countries and forty years.",
    )
    places = seats(version, {"KZ": "majority", "FR": "minority", "DE": "minority"})
    plan_rows.store(version, plan(places, SOURCES, BUDGET, RATES))
    version.save()
    _expiring(version, "Distributor in France", at.date() + timedelta(days=12))
    _expiring(version, "Private investor", at.date() - timedelta(days=3))
    _terms(version, places, at.date())
    negotiation.propose(version, user=users[KZ], at=started + timedelta(days=5))
    stages.move(deal, Deal.Stage.TALKS)
    stages.move(deal, Deal.Stage.LOI)
    counter = negotiation.begin(
        deal,
        company=fr,
        author=users[FR],
        at=at - timedelta(days=2),
        based_on=version,
        reason="The pre-sale counts for us",
    )
    row = counter.financerows.get(code="Online pre-sale")
    row.amount, row.status = Decimal("60000.00"), FinanceRow.Status.LOI
    row.save()
    share = row.shares.get()
    share.partner = counter.partners.get(party__company=fr)
    share.save()
    _people(deal, companies, users, at)
    _milestones(deal, at.date())


def _expiring(version, code, day):
    row = version.financerows.get(code=code)
    row.evidence, row.expires_on = "Letter of intent", day
    row.save()


def _terms(version, places, on):
    """Credits, rights, recoupment, obligations, spend, and how decisions are made."""
    for line, country in zip(version.budgetlines.order_by("position"),
                             ("KZ", "KZ", "FR", "FR", "DE"), strict=True):  # fmt: skip
        line.spent_in = country
        line.save()
    parts = {"KZ": ("50", "50", 2), "FR": ("30", "30", 1), "DE": ("20", "20", 1)}
    for number, (country, place) in enumerate(places.items(), start=1):
        ownership, revenue, votes = parts[country]
        CreditShare.objects.create(
            version=version,
            position=number,
            partner=place,
            ownership=ownership,
            revenue=revenue,
            votes=votes,
            credit_order=number,
        )
        PlannedSpend.objects.create(
            version=version,
            position=number,
            territory=country,
            amount=Decimal({"KZ": 1_150_000, "FR": 800_000, "DE": 450_000}[country]),
            currency="EUR",
        )
        Right.objects.create(
            version=version, position=number, territory=country, owner=place, currency="EUR"
        )
    Right.objects.create(
        version=version,
        position=9,
        territory="ROW",
        shared_by="|".join(f"{places[one].code}:{parts[one][0]}" for one in places),
        currency="EUR",
    )
    for position, (function, points, country) in enumerate(FUNCTIONS):
        CreditFunction.objects.create(
            version=version,
            position=position,
            function=function,
            points=points,
            filled_from=country,
            partner=places[country],
        )
    fee = Tier.objects.create(
        version=version, position=0, code="cam", label="Collection account",
        type=Tier.Type.FEE, way=Tier.Way.GROSS, currency="EUR",
    )  # fmt: skip
    TierPayee.objects.create(
        version=version, tier=fee, payee="Collection manager", percent=Decimal(1), currency="EUR"
    )
    recoup = Tier.objects.create(
        version=version, position=1, code="recoup", label="Recoupment",
        type=Tier.Type.RECOUP, way=Tier.Way.PRO_RATA, currency="EUR",
    )  # fmt: skip
    split = Tier.objects.create(
        version=version, position=2, code="profit", label="Net profits",
        type=Tier.Type.SPLIT, currency="EUR",
    )  # fmt: skip
    for position, (country, owed) in enumerate(
        [("KZ", "1030500.00"), ("FR", "160000.00"), ("DE", "300000.00")]
    ):
        code = places[country].code
        TierPayee.objects.create(
            version=version, position=position, tier=recoup, payee=code, owed=Decimal(owed),
            currency="EUR",
        )  # fmt: skip
        TierPayee.objects.create(
            version=version, position=position, tier=split, payee=code,
            percent=Decimal(parts[country][1]), currency="EUR",
        )  # fmt: skip
    SpendObligation.objects.create(
        version=version,
        code="Regional fund North",
        territory="DE",
        basis=SpendObligation.Basis.AID,
        percent=Decimal(150),
        aid=Decimal("300000.00"),
        currency="EUR",
    )
    for position, (code, text, country, quantity, days) in enumerate(
        [
            ("training_place", "Training places in Almaty", "FR", 2, 20),
            ("local_hire", "Technicians hired in Kazakhstan", "KZ", 30, 90),
        ]
    ):
        kind = ObligationKind.objects.filter(code=code).first() or ObligationKind.objects.first()
        if kind is not None:
            Obligation.objects.create(
                version=version,
                position=position,
                kind=kind,
                text=text,
                owed_by=places[country],
                quantity=quantity,
                due_on=on + timedelta(days=days),
            )
    DecisionRule.objects.create(
        version=version, matter="Final cut", quorum=3, days=10, tie_break="mediation"
    )


def _people(deal, companies, users, at):
    for key, user in users.items():
        TeamMember.objects.create(deal=deal, user=user, function=TeamMember.Function.PRODUCER)
        Comment.objects.create(
            deal=deal,
            company=companies[key],
            author=user,
            text={
                KZ: "The proposal covers everything but the last eighth.",
                FR: "We answer with a draft of our own this week.",
            }[key],
            at=at - timedelta(days=4 if key == KZ else 3),
        )
    Note.objects.create(
        deal=deal,
        company=companies[KZ],
        author=users[KZ],
        kind=Note.Kind.LIMIT,
        text="Not below 45 % of the copyright.",
        at=at - timedelta(days=4),
    )


def _milestones(deal, on):
    for kind, title, days, done in [
        (Milestone.Kind.WORKSHOP, "Script workshop in Almaty", -20, True),
        (Milestone.Kind.APPLICATION, "Application to the regional fund", 6, False),
        (Milestone.Kind.MEETING, "Call of all producers", -1, False),
        (Milestone.Kind.DELIVERY, "Third draft of the script", 45, False),
    ]:
        day = on + timedelta(days=days)
        Milestone.objects.create(
            deal=deal, kind=kind, title=title, due_on=day, done_on=day if done else None
        )


def _signed(companies, users, at):
    """Two countries, signed by both a month ago; the authorities are asked next."""
    kz, fr = companies[KZ], companies[FR]
    signed = at - timedelta(days=30)
    deal, version = logged(
        "Salt Lake Lullaby (demonstration)", fr, users[FR], [kz], at=signed - timedelta(days=60)
    )
    places = seats(version, {"KZ": "minority", "FR": "majority"})
    sources = [
        ("Fund for world cinema", "selective_fund", "confirmed", "500000.00", "EUR", "FR", False,
         "FR"),
        ("Own investment", "own_investment", "paid", "200000.00", "EUR", "FR", True, "FR"),
        ("National film fund", "selective_fund", "confirmed", "200000000.00", "KZT", "KZ", False,
         "KZ"),
    ]  # fmt: skip
    budget = [("All costs in France", "FR", "650000.00"), ("Shooting", "KZ", "400000.00")]
    plan_rows.store(version, plan(places, sources, budget, RATES))
    version.save()
    negotiation.propose(version, user=users[FR], at=signed - timedelta(days=10))
    negotiation.agree(version, company=kz, user=users[KZ], at=signed - timedelta(days=5))
    for company, key in ((fr, FR), (kz, KZ)):
        negotiation.sign(version, company=company, user=users[key], at=signed)
    deal.refresh_from_db()
    for stage in (Deal.Stage.TALKS, Deal.Stage.DEAL_MEMO, Deal.Stage.LONG_FORM):
        stages.move(deal, stage)
    Milestone.objects.create(
        deal=deal,
        kind=Milestone.Kind.APPLICATION,
        title="Provisional approval of both authorities",
        due_on=at.date() + timedelta(days=15),
    )


def _lead(companies, users, at):
    """A first idea, of which the others know nothing yet."""
    logged(
        "The Cartographer's Daughter (demonstration)", companies[KZ], users[KZ],
        [companies[DE]], at=at - timedelta(days=1),
    )  # fmt: skip
