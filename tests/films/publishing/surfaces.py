"""Every public answer, for comparing the register before and after an act."""

from django.utils.http import urlencode

from partners.models import Source

LISTS = ["films", "countries", "companies", "funding-sources", "treaties", "festivals"]
FILTERS = [
    {"partner": "KZ"},
    {"partner": ["KZ", "FR"], "partner_match": "all"},
    {"share_min": "55"},
    {"share_min": "30", "home": "FR"},
    {"funding_kind": "selective_fund"},
    {"funding_kind": "broadcaster"},
    {"amount_min": "900000", "currency": "EUR"},
    {"lead": "KZ"},
    {"home_role": "majority"},
    {"source_confidence": "fictional"},
    {"q": "steppe"},
    {"q": "Kök Tau"},
    {"sort": "-amount", "facets": "1"},
]


def addresses(film=None):
    """The pages, files and resources; those about one film when it is given."""
    found = ["/", "/about/data/", "/sources/", "/countries/KZ/", "/countries/FR/"]
    found += [f"/{name}/" for name in LISTS]
    found += [f"/{name}.{form}" for name in LISTS for form in ("csv", "json")]
    found += [f"/api/v1/{name}/?facets=1" for name in LISTS]
    for asked in FILTERS:
        query = urlencode(asked, doseq=True)
        found += [f"/films.json?{query}&facets=1"]
    for company in ("dala", "rive"):
        found += [f"/companies.json?q={company}"]
    if film:
        found += [film.get_absolute_url(), f"/api/v1/films/{film.public_id}/"]
    found += [source.get_absolute_url() for source in Source.objects.order_by("pk")]
    return found


def answer(client, address):
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, response.headers.get("ETag"), body


# Where an act that goes wrong shows first.
FEW = ["/", "/films/", "/films.json?facets=1", "/sources/", "/api/v1/companies/?facets=1"]


def answers(client, film=None, among=None):
    """{address: answer} of the whole public world."""
    return {one: answer(client, one) for one in among or addresses(film)}


def films_where(client, **filters):
    """Titles of the films under these filters."""
    found = client.get("/films.json", filters).json()
    return [film["title"] for film in found["results"]]


def row_of(client, film):
    found = client.get("/films.json", {"q": film.title, "source_confidence": film.confidence})
    return found.json()["results"][0]
