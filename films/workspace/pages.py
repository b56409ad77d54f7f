"""The list of a person's deals."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from coprod.lists.columns import Column
from coprod.lists.page import ListPage
from films.deal.deal import Deal, DealParty
from films.deal.noting import note
from films.workspace import cells
from films.workspace.filters import DealFilter
from films.workspace.home import home_context
from films.workspace.standing import standings


class DealList(ListPage):
    """The deals at whose table somebody of the person's companies sits."""

    name = "deals"
    namespace = "deals"
    title = _("Deals")
    is_private = True
    template = "deals/deals.html"
    filterset_class = DealFilter
    columns = [
        Column("id", _("Id"), lambda deal: str(deal.pk), is_shown=False),
        Column("title", _("Working title"), lambda deal: deal.title, link=True, sort="title"),
        Column(
            "film", _("Film in the register"), lambda deal: deal.film.title if deal.film else "",
            is_shown=False,
        ),
        Column("stage", _("Stage"), lambda deal: deal.stage, sort="stage", markup=cells.stage),
        Column(
            "countries",
            _("Countries"),
            lambda deal: [country.code for country in cells.countries_of(deal)],
            markup=cells.countries,
        ),
        Column(
            "companies",
            _("Companies"),
            lambda deal: [str(one) for one in deal.present],
            markup=lambda deal: ", ".join(str(one) for one in deal.present),
        ),
        Column(
            "version",
            _("Version"),
            lambda deal: deal.standing.version and deal.standing.version.number,
            markup=cells.version,
        ),
        Column(
            "status",
            _("Status of the version"),
            lambda deal: deal.standing.version.status if deal.standing.version else "",
            is_shown=False,
        ),
        Column("budget", _("Budget"), lambda deal: deal.standing.budget, numeric=True,
               is_shown=False),
        Column("gap", _("Gap"), lambda deal: deal.standing.gap, numeric=True, markup=cells.gap),
        Column(
            "confirmed",
            _("Confirmed %"),
            lambda deal: deal.standing.confirmed,
            numeric=True,
            markup=cells.confirmed,
        ),
        Column(
            "deadline",
            _("Next deadline"),
            lambda deal: deal.standing.next and deal.standing.next.due_on,
            markup=cells.deadline,
        ),
        Column(
            "due", _("What is due"),
            lambda deal: deal.standing.next.words if deal.standing.next else "", is_shown=False,
        ),
        Column("treaty", _("Treaty"), lambda deal: deal.treaty.code if deal.treaty else "",
               is_shown=False),
        Column("owner", _("Logged by"), lambda deal: str(deal.owner), sort="owner",
               is_shown=False),
    ]  # fmt: skip

    @staticmethod
    def queryset(user):
        return Deal.objects.open_to(user)

    def fetch(self, queryset, needs):
        """The rows with their parties and how they stand."""
        deals = list(queryset.select_related("film", "treaty", "owner").defer("search_text"))
        note(self.request, deals)
        on = self.filterset.on
        return self.with_standings(self.request.user, deals, self.known_standings, on=on)

    @cached_property
    def known_standings(self):
        """What the filters have found already; nothing when they did not need it."""
        return self.filterset.__dict__.get("standings", {})

    @staticmethod
    def with_standings(user, deals, known=None, *, on):
        """These deals with ``present`` (the parties at the table) and ``standing``."""
        parties = {}
        rows = DealParty.objects.visible_to(user).filter(
            deal__in=[deal.pk for deal in deals], left_on=None
        )
        for party in rows.select_related("company", "country").order_by("pk"):
            parties.setdefault(party.deal_id, []).append(party)
        found = known or standings(user, deals, on=on)
        for deal in deals:
            deal.present = parties.get(deal.pk, [])
            deal.standing = found[deal.pk]
        return deals

    def page_context(self):
        known = [one for each in self.filterset.standings.values() for one in each.due]
        return home_context(self.request.user, known, on=self.filterset.on)

    def result(self, deal):
        standing = deal.standing
        version = standing.version
        return {
            "id": str(deal.pk),
            "url": self.request.build_absolute_uri(deal.get_absolute_url()),
            "title": deal.title,
            "film": deal.film and deal.film.public_id,
            "stage": deal.stage,
            "currency": deal.currency,
            "treaty": deal.treaty and deal.treaty.code,
            "owner": deal.owner.public_id,
            "parties": [
                {
                    "company": party.company and party.company.public_id,
                    "name": str(party),
                    "country": party.country.code,
                }
                for party in deal.present
            ],
            "current_version": version and version.number,
            "status": version and version.status,
            "budget": _money(standing.budget),
            "gap": _money(standing.gap),
            "confirmed_pct": None if standing.confirmed is None else f"{standing.confirmed:f}",
            "deadline": standing.next
            and {"day": standing.next.due_on.isoformat(), "what": standing.next.words},
            "revision": deal.revision,
        }


def _money(money):
    return None if money is None else {"amount": f"{money.amount:f}", "currency": money.currency}
