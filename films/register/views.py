"""The page of one film: every fact of the register, each with its source."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coprod.templatetags.shown import shown_money
from films.register.addresses import films_where
from films.register.film import Film
from films.register.public_record import public_changes
from films.register.share_bar import WHOLE, legend, share_bar, share_rows
from partners.source.references import References


@require_safe
def film(request, public_id):
    """One announced film; one that is not announced is as unknown as one that never was."""
    found = Film.objects.announced().select_related("source", "treaty").filter(public_id=public_id)
    found = found.first()
    if found is None:
        raise Http404
    references = References()
    references.cite(found)
    context = {"film": found, "references": references}
    context.update(partners(found, references))
    context.update(parts(found, references))
    context["has_nationality"] = any(credit.nationality for credit in context["credits"])
    context["facts"] = facts(found)
    context["numbers"] = numbers(found, context["citations"])
    context["days"] = public_changes(found)
    context["permanent_address"] = request.build_absolute_uri(found.get_absolute_url())
    context["state_of"] = context["days"][0][0] if context["days"] else found.announced_at.date()
    return render(request, "films/register/film.html", context)


def partners(found, references):
    """Who takes part, as table rows and as a bar."""
    rows = found.participations.select_related("country", "company", "source")
    rows = references.cite_all(rows.order_by("position", "pk"))
    leads = {row.country for row in rows if row.role == row.Role.MAJORITY}
    countries = dict.fromkeys(row.country for row in rows if row.country)
    total = sum(row.share for row in share_rows(rows))
    return {
        "participations": rows,
        "has_roles": any(row.role for row in rows),
        "countries": [(country, country in leads) for country in countries],
        "shares": share_bar(rows),
        "shares_legend": legend(rows),
        "shares_total": total,
        "shares_exceed": total > WHOLE,
    }


def parts(found, references):
    """Every other kind of row below the film, each row with its reference."""
    cite = references.cite_all
    return {
        "splits": cite(found.credit_splits.select_related("country", "source").order_by("pk")),
        "funding": cite(
            found.funding.select_related("fund", "kind", "country", "source").order_by("pk")
        ),
        "credits": cite(
            found.credits.select_related("person", "nationality", "source").order_by(
                "position", "pk"
            )
        ),
        "selections": cite(
            found.selections.select_related("festival", "source").order_by("year", "pk")
        ),
        "releases": cite(
            found.releases.select_related("country", "channel", "distributor", "source").order_by(
                "released_on", "pk"
            )
        ),
        "versions": cite(
            found.language_versions.select_related("language", "owner", "source").order_by(
                "kind", "pk"
            )
        ),
        "commitments": cite(
            found.commitments.select_related("kind", "country", "source").order_by("pk")
        ),
        "titles": cite(found.titles.select_related("language", "source").order_by("pk")),
        "citations": cite(found.citations.select_related("source").order_by("pk")),
    }


def facts(found):
    """What describes the film: [(label, [(text, address)], reference)] of all that is known."""
    described = [
        ("year", _year(found)),
        ("kind", [(found.get_kind_display(), like(found, kind=found.kind))]),
        ("stage", [(found.get_stage_display(), like(found, stage=found.stage))]),
        ("official", [(found.get_official_display(), like(found, official=found.official))]),
        ("treaty", [(found.treaty, found.treaty.get_absolute_url() if found.treaty else "")]),
        ("genres", _words(found, found.genres, "genre")),
        ("themes", _words(found, found.themes, "theme")),
        ("languages", _words(found, found.languages, "language")),
        ("length", [(found.length, "")]),
        ("budget_amount", [(found.budget and shown_money(found.budget), "")]),
    ]
    return [
        (Film._meta.get_field(name).verbose_name, values, found.reference)
        for name, values in described
        if any(text for text, _address in values)
    ]


def _year(found):
    if not found.year:
        return []
    return [
        (str(found.year), like(found, year_min=found.year, year_max=found.year)),
        (found.get_year_kind_display(), ""),
    ]


def _words(found, words, parameter):
    return [(str(word), like(found, **{parameter: word.code})) for word in words.all()]


def like(found, **filters):
    """The films that share something with this one; an invented one only meets invented ones."""
    return films_where(
        **filters, **({"source_confidence": "fictional"} if found.is_fictional else {})
    )


def numbers(found, citations):
    """The film's numbers elsewhere; a citation that names the register is their source.

    [(register, number, address there, reference)]
    """
    known = [
        ("IMDb", found.imdb_id, f"https://www.imdb.com/title/{found.imdb_id}/"),
        ("Wikidata", found.wikidata_id, f"https://www.wikidata.org/wiki/{found.wikidata_id}"),
        ("EIDR", found.eidr, f"https://ui.eidr.org/view/content?id={found.eidr}"),
        ("ISAN", found.isan, ""),
    ]
    return [
        (name, number, address, _cited_for(name, citations) or found.reference)
        for name, number, address in known
        if number
    ]


def _cited_for(name, citations):
    for citation in citations:
        if name.casefold() in f"{citation.about} {citation.source or ''}".casefold():
            return citation.reference
    return None
