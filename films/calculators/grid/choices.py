"""A choice by any of its names: its code, its label in any of our languages, its nickname.

A mark by the words for yes and no.
"""

from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext, override

# What the trade calls the types and statuses of a source, where that means one of them only.
CALLED = {
    "international_fund": ("eurimages", "евримаж", "ibermedia", "фонд eurimages"),
    "tax_incentive": (
        "tax incentive", "tax rebate", "cash rebate", "rebate", "tax credit",
        "налоговый рибейт", "рибейт", "ребейт", "crédit d'impôt", "crédit d’impôt",
    ),
    "broadcaster": ("tv channel", "телеканал", "телеарна", "fernsehsender", "chaîne de télévision"),
    "pre_sale": ("presale", "presales", "pre sales", "предпродажа", "пресейл", "prévente",
                 "préventes", "vorverkauf"),
    "minimum_guarantee": ("mg", "мг", "m.g", "minimum guarantee (mg)", "minimum garanti",
                          "minimumgarantie", "минимальная гарантия", "мин. гарантия"),
    "own_investment": ("own funds", "own investment", "producer's own investment",
                       "producer’s own investment", "eigenmittel", "eigenanteil",
                       "собственные средства", "apport producteur", "fonds propres"),
    "gap_loan": ("gap", "gap financing"),
    "bridge_loan": ("bridge",),
    "deferral": ("deferrals", "deferred fee", "deferred fees", "deferment", "rückstellung",
                 "rückstellungen"),
    "in_kind": ("in-kind", "in kind contribution", "apport en nature", "sachleistung",
                "sachleistungen"),
    "sponsorship": ("sponsor", "sponsoring", "спонсор"),
    "applied": ("application submitted", "demandé", "beantragt", "заявка подана",
                "подана заявка"),
    "loi": ("l.o.i", "lettre d'intention", "lettre d’intention",
            "absichtserklärung"),
    "confirmed": ("confirmé", "confirmée", "bestätigt", "подтвержден", "подтверждён",
                  "подтверждена", "подтверждено", "бекітілді", "расталды", "расталған"),
    "conditional": ("conditionally approved", "conditionnel", "bedingt", "условно"),
    "paid": ("paid out", "payé", "payée", "versé", "bezahlt", "ausgezahlt", "оплачено",
             "выплачено", "төленді", "төленген"),
    "rejected": ("refused", "declined", "refusé", "abgelehnt", "отказано", "отказ"),
    "withdrawn": ("retiré", "zurückgezogen", "отозвано"),
}  # fmt: skip


YES = {
    "1", "yes", "true", "y", "x", "✓", "✔", "☑", "да", "иә", "истина", "ақиқат", "ja", "wahr",
    "oui", "vrai",
}  # fmt: skip
NO = {
    "", "0", "no", "false", "n", "-", "–", "—", "☐", "нет", "жоқ", "ложь", "жалған", "nein",
    "falsch", "non", "faux",
}  # fmt: skip


def is_yes(text: str) -> bool | None:
    """Whether a text says yes; None where it says neither yes nor no."""
    word = text.strip().casefold()
    return True if word in YES else False if word in NO else None


def choice_of(text: str, options: Sequence[tuple[str, str]]) -> str:
    """The choice that a text names; the text itself where it names none, or several."""
    if text in dict(options):
        return text
    found = names_of(tuple(options)).get(folded(text), set())
    return next(iter(found)) if len(found) == 1 else text


@lru_cache(maxsize=100)
def names_of(options: tuple[tuple[str, str], ...]) -> dict[str, set[str]]:
    names: dict[str, set[str]] = {}

    def add(name, value):
        names.setdefault(folded(name), set()).add(value)

    for value, label in options:
        add(value, value)
        add(str(label), value)
        for name in CALLED.get(value, ()):
            add(name, value)
        for language, _name in settings.LANGUAGES:
            with override(language):
                add(gettext(label) if label else "", value)
    return names


def folded(text: str) -> str:
    """Without the difference of “Pre-sale”, “pre_sale” and “PRE SALE”."""
    for sign in "_-\u2010\u2011\u2013":
        text = text.replace(sign, " ")
    return " ".join(text.split()).casefold().rstrip(".").replace("ё", "е")
