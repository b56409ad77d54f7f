"""Single objects of the register as plain values, each fact with its source."""

from django.http import Http404

from films.portrait.pages import CompanyList, CountryList, FundingSourceList, TreatyList
from films.register.film import Film
from films.register.funding import PublishedFunding
from films.register.pages import FestivalList, FilmList, plain, source_of
from films.register.participation import Participation
from films.register.person import Credit
from partners.treaty.models import PointsElement, TreatyParty, TreatyTerm


def listed(page_class, field):
    """A function that gives one row of a list by its id, as the list itself gives it."""

    def fetch(request, key):
        page = page_class(request)
        row = page.loaded(page.queryset().filter(**{field: key})).first()
        if row is None:
            raise Http404
        return page.result(row)

    return fetch


country = listed(CountryList, "code")
company = listed(CompanyList, "public_id")
funding_source = listed(FundingSourceList, "public_id")
festival = listed(FestivalList, "code")


def treaty(request, code):
    """A treaty with parties, terms and points."""
    answer = listed(TreatyList, "code")(request, code)
    parties = TreatyParty.objects.filter(treaty__code=code).select_related("country", "source")
    terms = TreatyTerm.objects.filter(treaty__code=code).select_related("source")
    points = PointsElement.objects.filter(treaty__code=code).select_related("source")
    row = TreatyList.queryset().get(code=code)
    return {
        **answer,
        "note": row.note,
        "party_list": [
            {
                "country": party.country.code,
                "in_force_on": party.in_force_on,
                "ended_on": party.ended_on,
                "source": source_of(party),
            }
            for party in parties
        ],
        "terms": [
            {
                "rule": term.rule,
                "scope": term.scope,
                "minimum": plain(term.minimum),
                "maximum": plain(term.maximum),
                "is_discretionary": term.is_discretionary,
                "article": term.article,
                "valid_from": term.valid_from,
                "valid_to": term.valid_to,
                "source": source_of(term),
            }
            for term in terms
        ],
        "points": [
            {
                "scope": one.scope,
                "element": one.element,
                "points": one.points,
                "source": source_of(one),
            }
            for one in points
        ],
    }


def film(request, public_id):
    """A film with every published fact."""
    page = FilmList(request)
    row = page.loaded(Film.objects.announced().filter(public_id=public_id)).first()
    if row is None:
        raise Http404
    return {**page.result(row), **_film_itself(row), **_film_parts(row)}


def _film_itself(film):
    return {
        "length": film.length,
        "synopsis": film.synopsis,
        "themes": [theme.code for theme in film.themes.all()],
        "is_fictional": film.is_fictional,
        "imdb_id": film.imdb_id,
        "wikidata_id": film.wikidata_id,
        "eidr": film.eidr,
        "isan": film.isan,
    }


def _named(row):
    return row and {"id": row.public_id, "name": row.name}


def _code(row):
    return row and row.code


def _money(money):
    return money and {"amount": f"{money.amount:f}", "currency": money.currency}


def _film_parts(film):
    return {
        "titles": [
            {
                "text": title.text,
                "language": _code(title.language),
                "script": title.script,
                "source": source_of(title),
            }
            for title in film.titles.select_related("language", "source")
        ],
        "participations": [
            {
                "country": _code(part.country),
                "company": _named(part.company),
                "role": part.role or None,
                "share": plain(part.share),
                "is_delegate": part.is_delegate,
                "source": source_of(part),
            }
            for part in Participation.objects.filter(film=film).select_related(
                "country", "company", "source"
            )
        ],
        "credit_splits": [
            {
                "country": split.country.code,
                **{
                    name: plain(getattr(split, name))
                    for name in ("finance", "ownership", "revenue", "points")
                },
                "source": source_of(split),
            }
            for split in film.credit_splits.select_related("country", "source")
        ],
        "funding": [
            {
                "fund": _named(row.fund),
                "kind": row.kind.code,
                "country": _code(row.country),
                "money": _money(row.money),
                "awarded_on": row.awarded_on,
                "url": row.url,
                "source": source_of(row),
            }
            for row in PublishedFunding.objects.filter(film=film).select_related(
                "fund", "kind", "country", "source"
            )
        ],
        "credits": [
            {
                "person": _named(credit.person),
                "function": credit.function,
                "nationality": _code(credit.nationality),
                "source": source_of(credit),
            }
            for credit in Credit.objects.filter(film=film).select_related(
                "person", "nationality", "source"
            )
        ],
        "selections": [
            {
                "festival": row.festival.code,
                "year": row.year,
                "section": row.section,
                "prize": row.prize,
                "source": source_of(row),
            }
            for row in film.selections.select_related("festival", "source")
        ],
        "releases": [
            {
                "country": _code(row.country),
                "channel": _code(row.channel),
                "released_on": row.released_on,
                "until": row.until,
                "source": source_of(row),
            }
            for row in film.releases.select_related("country", "channel", "source")
        ],
        "language_versions": [
            {"language": row.language.code, "kind": row.kind, "source": source_of(row)}
            for row in film.language_versions.select_related("language", "source")
        ],
        "commitments": [
            {
                "kind": row.kind.code,
                "country": _code(row.country),
                "quantity": row.quantity,
                "note": row.note,
                "source": source_of(row),
            }
            for row in film.commitments.select_related("kind", "country", "source")
        ],
        "citations": [source_of(row) for row in film.citations.select_related("source")],
    }
