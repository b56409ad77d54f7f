"""Every page of the workspace: what many deals cost against few, in queries and in time.

    python -m tests.benchmarks deals

DEALS says how many deals a person has (500), each with 40 rows. Each page is asked twice: with few
deals, and with all of them. A page whose queries grow with the deals is marked.
"""

import os
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from films.deal import negotiation
from films.deal.sheet import SHEETS
from films.deal.tabs import OF_DEAL, OF_VERSION
from films.models import CalendarFeed, Decision
from tests import factories as make
from tests.benchmarks.measuring import milliseconds
from tests.films.workspace.making import make_many

FEW, ROWS, ROUNDS = 10, 40, 5


@dataclass(frozen=True)
class Cost:
    """What one answer takes."""

    queries: int
    fastest: float
    kilobytes: float


def main() -> None:
    many = int(os.environ.get("DEALS") or 500)
    client, pages, more = prepared()
    few = {name: cost(client, address) for name, address in pages.items()}
    more(many - FEW)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"queries, milliseconds and kilobytes of {FEW} deals and of {many}, {ROWS} rows each:")
    for name, address in pages.items():
        show(name, few[name], cost(client, address))


def show(name: str, few: Cost, many: Cost) -> None:
    print(
        f"  {name:<34}{few.queries:5}{few.fastest:9.1f}{few.kilobytes:8.0f}"
        f"{many.queries:7}{many.fastest:9.1f}{many.kilobytes:8.0f}"
        f"{many.fastest / few.fastest:8.1f} x"
        f"{'' if many.queries <= few.queries else '  MORE QUERIES'}",
        flush=True,
    )


def cost(client: Client, address: str) -> Cost:
    got(client, address)
    with CaptureQueriesContext(connection) as asked:
        size = len(got(client, address))
    queries = len(asked)  # The next request begins a new log.
    fastest, _median = milliseconds(lambda: got(client, address), ROUNDS)
    return Cost(queries, fastest, size / 1000)


def got(client: Client, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answers {answer.status_code}.")
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def prepared():
    """Somebody with a few deals, the addresses of every page, and what makes more deals."""
    companies = [
        make.make_company("Dala Film", country=make.make_country("KZ")),
        make.make_company("Rive Nord", country=make.make_country("FR")),
    ]
    user = make.make_user(signatory_at=companies[0])
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    deal = make_many(user, companies, deals=FEW, rows=ROWS)[0]
    first = deal.versions.for_the_product("a benchmark").get()
    negotiation.propose(first, user=user, at=make.ANNOUNCED)
    version = make.make_version(deal, author=user, based_on=first, reason="The other half")
    row = version.financerows.first()
    row.amount += 1000
    row.save()
    decision = Decision.objects.create(
        deal=deal, company=companies[0], author=user, matter="Composer", proposal="?",
        proposed_on=make.ANNOUNCED.date(),
    )  # fmt: skip
    feed = CalendarFeed.objects.create(user=user)
    return (
        client,
        addresses(deal, version, decision, feed),
        lambda more: make_many(user, companies, deals=more, rows=ROWS, start=FEW),
    )


def addresses(deal, version, decision, feed) -> dict[str, str]:
    """Everything of the workspace that is read: of all deals, of one, of its version, its API."""
    whole, one = [deal.pk], [deal.pk, version.number]
    api = f"/api/v1/deals/{deal.pk}/"
    found = {
        "list": reverse("deals:deals"),
        "list, by gap and deadline": f"{reverse('deals:deals')}?gap=yes&deadline=soon",
        "list.csv": reverse("deals:deals-csv"),
        "list.xlsx": reverse("deals:deals-xlsx"),
        "list.json with all facets": f"{reverse('deals:deals-json')}?facets=1",
        "board": reverse("deals:board"),
        "due": reverse("milestones:due"),
        "calendar": reverse("milestones:feed", args=[feed.token]),
    }
    found |= {name: reverse(name, args=whole) for _label, name in OF_DEAL}
    found["governance:decision"] = reverse("governance:decision", args=[deal.pk, decision.uid])
    found["recoupment:receipts"] = reverse("recoupment:receipts", args=whole)
    found["dossier"] = version.get_absolute_url()
    found["dossier.pdf"] = version.dossier_address
    found |= {name: reverse(name, args=one) for _label, name in OF_VERSION}
    found["governance:rules"] = reverse("governance:rules", args=one)
    found["recoupment:statement"] = reverse("recoupment:statement", args=one)
    found["comparison"] = reverse("deals:compare", args=[deal.pk, 1, version.number])
    found["comparison.csv"] = reverse("deals:compare-csv", args=[deal.pk, 1, version.number])
    switched = version.financerows.first()
    found["what breaks without a source"] = (
        f"{found['qualification:what-breaks']}?without=source:{switched.key}"
    )
    found["api: deals"] = "/api/v1/deals/"
    found["api: deal"] = api
    for name in ("comments", "notes", "milestones", "versions", f"versions/{version.number}"):
        found[f"api: {name}"] = f"{api}{name}/"
    for slug in SHEETS:
        found[f"api: {slug}"] = f"{api}versions/{version.number}/sheets/{slug}/"
    return found


if __name__ == "__main__":
    main()
