"""Every figure of a finance plan opened to its formula with the numbers in it."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from coprod.sentence import Sentence
from coprod.sentence import gettext_noop as _
from films.calculation.plan import Balance, Counted, Plan
from films.calculation.result import Explanation, amount_text, percent_text
from films.calculation.shares import Shares, secured_sources

# A sum of more terms than these is told by its first ones.
MOST_TERMS = 60

MINUS = {
    "gap": (_("budget {first} − finance {second}"), "budget", "finance"),
    "unsecured": (_("budget {first} − secured {second}"), "budget", "secured"),
    "pending_total": (_("finance {first} − secured {second}"), "finance", "secured"),
    "cash_total": (_("finance {first} − in-kind and deferrals {second}"), "finance", "non_cash"),
    "non_recoupable_total": (
        _("finance {first} − recoupable {second}"),
        "finance",
        "recoupable",
    ),
}
LEAD = _("the largest, {first}, leads by at least 0.01 % of the plan {plan}")
NO_LEAD = _("nobody leads by at least 0.01 % of the plan {plan}")
SECURED = _("confirmed or paid: ({terms}) × 100 / {plan} = {percent} %")
INITIATIVE = _("the leading country, if its delegate producer holds the original rights")


def explain(plan: Plan, balance: Balance, found: Shares) -> Iterable[Explanation]:
    """An explanation for each figure that the calculator shows."""
    yield from explain_budget(balance)
    yield from explain_sources(plan, balance)
    yield from explain_totals(balance)
    yield from explain_shares(plan, balance, found)


def explain_budget(balance: Balance) -> Iterable[Explanation]:
    """The budget as the costs by country, and each of these as a part of it."""
    yield Explanation("budget_total", added(balance.cost_by_country))
    for country, amount in balance.cost_by_country.items():
        part = part_of(amount, balance.budget)
        yield Explanation(f"budget_by_country.{country}", part)


def explain_sources(plan: Plan, balance: Balance) -> Iterable[Explanation]:
    """How each source was converted and shared out."""
    for one in balance.counted:
        source = one.source
        numbers = {
            "amount": source.amount,
            "currency": source.currency or plan.currency,
            "rate": plan.rate(source.currency),
            "base": amount_text(one.amount),
        }
        template = _("{amount} {currency} × rate {rate} = {base}")
        yield Explanation(f"sources.{source.id}", Sentence(template, numbers))
        if len(one.parts) > 1:
            weights = ", ".join(f"{name} {weight}" for name, weight in source.weights.items())
            shared = Sentence(
                _("{base} shared by weights {weights}: left-over cents to the largest remainders"),
                {"base": amount_text(one.amount), "weights": weights},
            )
            yield Explanation(f"sources.{source.id}.parts", shared)


def explain_totals(balance: Balance) -> Iterable[Explanation]:
    """Each total as the sum of its sources, and each difference as what is taken from what."""
    yield Explanation("finance_total", summed(balance, lambda one: True))
    yield Explanation("secured_total", summed(balance, lambda one: one.is_secured))
    yield Explanation("secured_pct", part_of(balance.secured, balance.budget))
    yield Explanation("non_cash_total", summed(balance, lambda one: not one.is_cash))
    yield Explanation("recoupable_total", summed(balance, lambda one: one.source.recoupable))
    for figure, (template, first, second) in MINUS.items():
        numbers = {
            "first": amount_text(getattr(balance, first)),
            "second": amount_text(getattr(balance, second)),
        }
        yield Explanation(figure, Sentence(template, numbers))
    origins: dict[str, dict[str, int]] = {}
    for one in balance.counted:
        origins.setdefault(one.source.origin, {})[one.source.id] = one.amount
    for origin, amounts in origins.items():
        yield Explanation(f"by_origin.{origin}", added(amounts))


def explain_shares(plan: Plan, balance: Balance, found: Shares) -> Iterable[Explanation]:
    """Amount and percentage by co-producer and by country, what nobody brings, and who leads."""
    brought: dict[str, dict[str, int]] = {company: {} for company in found.by_coproducer}
    for one in balance.counted:
        for company, amount in one.parts.items():
            brought[company][one.source.id] = amount
    companies: dict[str, dict[str, int]] = {country: {} for country in found.by_country}
    for coproducer in plan.coproducers:
        amount = found.by_coproducer[coproducer.id]
        companies[coproducer.country][coproducer.id] = amount
    groups = [
        ("by_coproducer", brought, found.by_coproducer),
        ("by_country", companies, found.by_country),
    ]
    for figure, parts, amounts in groups:
        for name, amount in amounts.items():
            yield Explanation(f"{figure}.{name}.amount", added(parts[name]))
            yield Explanation(f"{figure}.{name}.pct", part_of(amount, found.plan))
    for country, parts in secured_sources(plan, balance).items():
        yield Explanation(f"secured_by_country.{country}.amount", added(parts))
        yield Explanation(f"secured_by_country.{country}.pct", secured_part(parts, found))
    allocated = sum(found.by_coproducer.values())
    yield Explanation(
        "unallocated",
        Sentence(
            _("larger of budget and finance {plan} − brought by co-producers {allocated}"),
            {"plan": amount_text(found.plan), "allocated": amount_text(allocated)},
        ),
    )
    for country in found.country_balance:
        numbers = {
            "brought": amount_text(found.by_country.get(country, 0)),
            "cost": amount_text(balance.cost_by_country.get(country, 0)),
        }
        template = _("finance brought {brought} − cost covered {cost}")
        yield Explanation(f"country_balance.{country}", Sentence(template, numbers))
    yield Explanation("majority", leading(found.majority, found.plan))
    yield Explanation("majority_country", leading(found.majority_country, found.plan))
    yield Explanation("initiative", Sentence(INITIATIVE))


def leading(first: str | None, plan: int) -> Sentence:
    return Sentence(LEAD if first else NO_LEAD, {"first": first, "plan": amount_text(plan)})


def secured_part(parts: Mapping[str, int], found: Shares) -> Sentence:
    """Secured sources of one country, in hundredths by name, as a percentage of the plan."""
    terms = [f"{name} {amount_text(amount)}" for name, amount in list(parts.items())[:MOST_TERMS]]
    if len(parts) > len(terms):
        terms.append("…")
    numbers = {
        "terms": " + ".join(terms) or amount_text(0),
        "plan": amount_text(found.plan),
        "percent": percent_text(found.percent(sum(parts.values()))),
    }
    return Sentence(SECURED, numbers)


def part_of(amount: int, whole: int) -> Sentence:
    """An amount as a percentage of a whole, with both."""
    numbers = {"amount": amount_text(amount), "whole": amount_text(whole)}
    percent = percent_text(Fraction(amount * 100, whole))
    return Sentence(_("{amount} × 100 / {whole} = {percent} %"), {**numbers, "percent": percent})


def summed(balance: Balance, belongs: Callable[[Counted], bool]) -> Sentence:
    return added({one.source.id: one.amount for one in balance.counted if belongs(one)})


def added(parts: Mapping[str, int]) -> Sentence:
    """A sum with its terms by name; a long one is told by its first terms."""
    terms = [f"{name} {amount_text(amount)}" for name, amount in list(parts.items())[:MOST_TERMS]]
    total = amount_text(sum(parts.values()))
    if not terms:
        return Sentence(_("nothing is counted: {total}"), {"total": total})
    if len(parts) > len(terms):
        numbers = {"terms": " + ".join(terms), "more": len(parts) - len(terms), "total": total}
        return Sentence(_("{terms} + {more} more = {total}"), numbers)
    return Sentence("{terms} = {total}", {"terms": " + ".join(terms), "total": total})
