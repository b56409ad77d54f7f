"""The board of deals: of every stage the most urgent ones, and the way to all of it."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from films.deal import stages
from films.deal.deal import Deal
from films.deal.noting import note
from films.deal.reaching import workspace
from films.workspace.home import may_log
from films.workspace.pages import DealList
from films.workspace.standing import due_by_deal, standings

# Deals of one stage that a column shows; the list has all.
MOST = 10


@dataclass(frozen=True)
class Column:
    """A stage with its most urgent deals, and how many it has in all."""

    stage: Deal.Stage
    deals: list[Deal]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.deals)

    @property
    def address(self) -> str:
        """The list of every deal at this stage."""
        return f"{reverse('deals:deals')}?stage={self.stage.value}"


@workspace
@require_safe
def board(request):
    """The deals of a person by stage; a deal is moved by a button for each permitted move."""
    columns = columns_for(request.user, on=timezone.localdate())
    note(request, [deal for column in columns for deal in column.deals])
    return render(
        request, "deals/board.html", {"columns": columns, "may_log": may_log(request.user)}
    )


def columns_for(user, *, on: date) -> list[Column]:
    """Every stage; only the deals that are shown are worked out."""
    due = due_by_deal(user, Deal.objects.open_to(user), on=on)
    listed: dict[str, list] = {stage: [] for stage in Deal.Stage}
    for key, stage in Deal.objects.open_to(user).order_by("title", "pk").values_list("pk", "stage"):
        listed[stage].append(key)
    shown = {stage: sorted(keys, key=urgency(due))[:MOST] for stage, keys in listed.items()}
    found = Deal.objects.open_to(user).filter(
        pk__in=[key for keys in shown.values() for key in keys]
    )
    deals = list(found.defer("search_text"))
    DealList.with_standings(user, deals, standings(user, deals, on=on, due=due), on=on)
    with_moves(user, deals)
    by_key = {deal.pk: deal for deal in deals}
    return [
        Column(stage, [by_key[key] for key in shown[stage] if key in by_key], len(listed[stage]))
        for stage in Deal.Stage
    ]


def urgency(due):
    """Overdue deals first, then by the next day; those without one last, by title."""

    def of(key):
        first = due[key][0] if key in due else None
        return (not first.is_overdue, first.due_on) if first else (True, date.max)

    return of


def with_moves(user, deals: list[Deal]) -> None:
    editable = set(
        Deal.objects.editable_by(user)
        .filter(pk__in=[deal.pk for deal in deals])
        .values_list("pk", flat=True)
    )
    facts = stages.facts_of(deals)
    for deal in deals:
        deal.moves = stages.moves(deal, facts[deal.pk]) if deal.pk in editable else []
