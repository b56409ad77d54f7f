"""Both European conventions and some other texts, in short, as they are on file."""

from datetime import date
from decimal import Decimal

from partners.treaty.finding import UNKNOWN
from partners.treaty.instrument import Condition, Instrument, Kind, Party

BOTH = ["NL", "HR", "RO", "PL", "LT"]
OLD_ONLY = ["DE", "FR", "TR"]
RATIFIED = date(2021, 7, 1)


def limit(kind, article, scope="any", **terms):
    numbers = {name: Decimal(number) for name, number in terms.items()}
    return Condition(kind, numbers, scope=scope, article=article, source="treaty office")


OLDER = Instrument(
    id="COE-147",
    parties=tuple(Party(code, date(1994, 4, 1)) for code in BOTH + OLD_ONLY),
    conditions=(
        limit("share", "6", scope="bilateral", minimum=20, maximum=80),
        limit("share", "6", scope="multilateral", minimum=10, maximum=70),
        limit("partners", "2", minimum=3),
        limit("non_party_share", "2", maximum=30),
        limit("reduced_access", "6", scope="multilateral", minimum=20),
        Condition(
            "points",
            {"minimum": Decimal(15), "maximum": Decimal(19)},
            is_waivable=True,
            scope="fiction",
            article="annex II",
        ),
    ),
    valid_from=date(1994, 4, 1),
)

NEWER = Instrument(
    id="COE-220",
    parties=tuple(Party(code, RATIFIED) for code in BOTH),
    conditions=(
        limit("share", "6", scope="bilateral", minimum=10, maximum=90),
        limit("share", "6", scope="multilateral", minimum=5, maximum=80),
        limit("partners", "2", minimum=3),
        limit("non_party_share", "2", maximum=30),
        limit("financial_only", "9", minimum=10, maximum=25),
        Condition(
            "points",
            {"minimum": Decimal(16), "maximum": Decimal(21)},
            is_waivable=True,
            scope="fiction",
            article="annex II",
        ),
    ),
    gives_way_to="COE-147",
    valid_from=date(2017, 10, 1),
)

ITALY_JAPAN = Instrument(
    id="IT-JP",
    parties=(Party("IT"), Party("JP")),
    conditions=(
        Condition(
            "share",
            {"minimum": Decimal(20), "maximum": Decimal(80)},
            derogation={"minimum": Decimal(10), "maximum": Decimal(90)},
            article="8",
        ),
        limit("company_share", "8", minimum=5),
    ),
    kind=Kind.BILATERAL,
)

# Only its first article was read: nobody knows its limits.
KAZAKHSTAN_CHINA = Instrument(
    id="KZ-CN-2017",
    parties=(Party("KZ"), Party("CN")),
    conditions=(Condition("share", {"minimum": UNKNOWN, "maximum": UNKNOWN}),),
    kind=Kind.BILATERAL,
    valid_from=date(2017, 12, 6),
)

MEMORANDUM = Instrument(
    id="KZ-TR-MOU-2025",
    parties=(Party("KZ"), Party("TR")),
    conditions=(limit("share", "1", minimum=0),),
    kind=Kind.MEMORANDUM,
)

ON_FILE = [MEMORANDUM, ITALY_JAPAN, OLDER, KAZAKHSTAN_CHINA, NEWER]
