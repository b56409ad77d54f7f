"""Parts of a signed version become public, once every party has agreed to exactly these."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from films.deal.deal import Deal
from films.publishing import figures
from films.publishing.announcing import standing
from films.publishing.leading import asked_parties, is_fictional
from films.publishing.models import Publication, PublicationConsent
from films.publishing.withdrawing import take_out
from films.publishing.writing import Writing, confidence_of, locked, new_source
from films.register import derived
from films.register.film import Film
from films.register.funding import PublishedFunding
from films.register.judging import problems_with_shares, problems_with_splits
from films.register.participation import Participation, PublishedCredit
from films.register.share_bar import share_rows
from partners.country.models import Country
from partners.funding.models import FundingKind

Part = Publication.Part
OF_FUNDING = {Part.AMOUNTS, Part.UNSECURED}
PLAN, SPLIT = "finance plan", "credit split"


def published(deal):
    """The publication that holds, or None."""
    rows = deal.publications.filter(withdrawn_at__isnull=True)
    return rows.select_related("source", "user").first()


def in_order(parts):
    """The same choice is always written the same way."""
    return [one.value for one in Part if one in parts]


def problems_with_publishing(version, parts):
    """Why these parts of this version cannot be published, one sentence each."""
    problems = problems_with_door(version)
    if not version.is_signed:
        problems.append(
            _("Version %(number)s is not signed: only what was signed is published.")
            % {"number": version.number}
        )
    problems += _problems_with_parts(version, parts)
    now = published(version.deal)
    if now and now.parts == in_order(parts) and now.version_id == version.pk:
        problems.append(_("Exactly this was published on %(day)s.") % {"day": now.at.date()})
    return problems


def problems_with_door(version):
    """Why nothing of this version can be published, whatever is chosen."""
    problems = []
    if version.deal.stage == Deal.Stage.WITHDRAWN:
        problems.append(_("The deal was withdrawn: nothing of it becomes public any more."))
    problems += _problems_with_film(version.deal)
    without = [str(party) for party in asked_parties(version) if not party.can_sign]
    if without:
        problems.append(
            _("%(who)s has no account here and cannot agree: invite it first.")
            % {"who": ", ".join(without)}
        )
    return problems


def _problems_with_film(deal):
    if deal.film is None or not deal.film.is_announced:
        return [_("The film is not announced: announce it first.")]
    if deal.film.is_fictional != is_fictional(deal):
        return [_("What is invented and what is real are never written into one record.")]
    found = standing(deal)
    if found and found.film_id == deal.film_id:
        return []
    # Not announced from here: then the register has to know that it is theirs.
    companies = deal.parties.filter(left_on__isnull=True).values("company")
    if not deal.film.participations.filter(company__in=companies).exists():
        return [
            _(
                "According to the register no company of this deal takes part in “%(film)s”: "
                "ask an administrator to correct it."
            )
            % {"film": deal.film}
        ]
    return []


def _problems_with_parts(version, parts):
    problems = []
    if not {*parts} - OF_FUNDING:
        problems.append(_("Choose what is to be published."))
    if OF_FUNDING & {*parts} and Part.FUNDING not in parts:
        problems.append(_("Amounts need their sources: choose the sources of finance as well."))
    if Part.SHARES in parts and not figures.country_shares(version):
        problems.append(_("The finance plan of this version gives no shares."))
    if Part.BUDGET in parts and figures.budget_total(version) is None:
        problems.append(_("The budget of this version gives no total."))
    if Part.CREDITS in parts and not figures.credit_split(version).columns:
        problems.append(_("This version has no credit split."))
    if Part.FUNDING in parts:
        rows = figures.money(version, unsecured=Part.UNSECURED in parts, amounts=False)
        if not rows:
            problems.append(_("No source of finance of this version is confirmed or paid."))
        wanted = {row.kind for row in rows}
        known = FundingKind.objects.filter(code__in=wanted).values_list("code", flat=True)
        if missing := sorted(wanted - {*known}):
            problems.append(
                _("The register has no such kind of funding: %(kinds)s.")
                % {"kinds": ", ".join(missing)}
            )
    return problems


def problems_with_agreeing(version, parts, company):
    """Why a company cannot agree to this publication, one sentence each."""
    if company.pk not in {party.company_id for party in asked_parties(version)}:
        return [_("%(company)s is no party to this deal.") % {"company": company}]
    waiting = silent(version, parts)
    # Where the last one who was missing has left, any consent given once more publishes.
    if waiting and company.pk not in {party.company_id for party in waiting}:
        return [_("%(company)s has done so already.") % {"company": company}]
    return []


def consents(version, parts):
    """The open consents to exactly these parts of this version."""
    rows = version.publication_consents.filter(publication__isnull=True)
    return [one for one in rows.select_related("company") if one.parts == in_order(parts)]


def silent(version, parts):
    """The parties whose consent to exactly this is missing."""
    given = {one.company_id for one in consents(version, parts)}
    return [party for party in asked_parties(version) if party.company_id not in given]


@transaction.atomic
def agree(version, parts, *, company, user, at):
    """A company agrees to publish these parts; the last consent publishes them.

    Gives the writing then, and None before. A company has one open consent: a new one takes the
    place of an earlier one.
    """
    version.deal = locked(version.deal)
    problems = problems_with_publishing(version, parts)
    problems += problems_with_agreeing(version, parts, company)
    if problems:
        raise ValidationError(problems)
    open_ones = version.deal.publicationconsents.filter(publication__isnull=True, company=company)
    consent = open_ones.first() or PublicationConsent(deal=version.deal, company=company)
    consent.version, consent.parts = version, in_order(parts)
    consent.user, consent.at = user, at
    consent.save()
    return None if silent(version, parts) else publish(version, parts, user=user, at=at)


@transaction.atomic
def take_back(deal, *, companies):
    """These companies' open consents are gone; how many there were."""
    locked(deal)
    rows = list(deal.publicationconsents.filter(publication__isnull=True, company__in=companies))
    for consent in rows:
        consent.delete()
    return len(rows)


@transaction.atomic
def publish(version, parts, *, user, at):
    """Write the parts into the register, in place of what this deal had published before."""
    deal, on = version.deal, at.date()
    invented = is_fictional(deal)
    # Words of the register, not of a page: see new_source.
    title = (
        f"Co-production agreement of {deal.film}, version {version.number}, "
        f"published by the parties on {on.isoformat()}"
    )
    with derived.once():
        if before := published(deal):
            take_out(before, at=at)
        # Another deal, or an admin, may be writing about the same film.
        deal.film = Film.objects.select_for_update().get(pk=deal.film_id)
        source = new_source(title, on=on, is_invented=invented)
        writing = Writing(deal.film, source, confidence_of(invented), on)
        write(writing, version, parts, standing(deal))
    publication = Publication.objects.create(
        deal=deal, version=version, source=source, parts=in_order(parts), user=user, at=at
    )
    for consent in consents(version, parts):
        consent.publication = publication
        consent.save()
    return writing


def write(writing, version, parts, announcement):
    """The rows of each part; raises `ValidationError` when the film's record would not hold."""
    codes = {place.country.code: place for place in version.partners.all()}
    if Part.SHARES in parts:
        _write_shares(writing, version, announcement)
    if Part.FUNDING in parts:
        _write_funding(writing, version, parts)
    if Part.BUDGET in parts:
        _write_budget(writing, version, announcement)
    if Part.CREDITS in parts:
        _write_credits(writing, version, codes)
    film = writing.film
    shares = [row.share for row in share_rows(film.participations.all())]
    problems = [*problems_with_shares(shares), *problems_with_splits(film.credit_splits.all())]
    if problems:
        raise ValidationError(problems)
    if not writing.lines:
        raise ValidationError(
            [_("The register has all of this from other sources."), *writing.kept]
        )


def _write_shares(writing, version, announcement):
    film = writing.film
    shares = figures.country_shares(version)
    listed = list(film.participations.select_related("country", "company"))
    own_source = announcement.source_id if announcement else None
    partners = list(version.partners.all())
    for code, share in shares.items():
        if not share:
            continue
        country = next(row.country for row in partners if row.country.code == code)
        rows = [row for row in listed if row.country_id == country.pk]
        is_alone = sum(row.country_id == country.pk for row in partners) == 1
        if any(row.share is not None for row in rows):
            writing.kept.append(_kept(country))
            continue
        own = [row for row in rows if own_source and row.source_id == own_source]
        fitting = [row for row in own if row.company_id is None or (is_alone and len(rows) == 1)]
        if fitting:
            row = fitting[0]
        elif any(row.company_id is None for row in rows):
            writing.kept.append(_kept(country))
            continue
        else:
            last = max((one.position for one in listed), default=-1)
            row = Participation(film=film, country=country, position=last + 1)
            listed.append(row)
        row.share = share
        writing.put(row, PLAN)


def _kept(country):
    return _(
        "%(country)s stands in the register from another source: that row is kept, and the "
        "share or split of this version is not published beside it."
    ) % {"country": country}


def _write_funding(writing, version, parts):
    film = writing.film
    rows = figures.money(version, unsecured=Part.UNSECURED in parts, amounts=Part.AMOUNTS in parts)
    kinds = {kind.code: kind for kind in FundingKind.objects.all()}
    countries = {
        country.code: country
        for country in Country.objects.filter(code__in={row.country for row in rows})
    }
    known = set(film.funding.values_list("fund", flat=True)) - {None}
    for row in rows:
        if row.fund and row.fund.pk in known:
            writing.kept.append(
                _("%(fund)s stands in the register from another source: both rows are shown.")
                % {"fund": row.fund}
            )
        writing.put(
            PublishedFunding(
                film=film,
                fund=row.fund,
                kind=kinds[row.kind],
                country=countries.get(row.country),
                amount=row.amount,
                currency=row.currency,
            ),
            PLAN,
        )


def _write_budget(writing, version, announcement):
    """The film's own row takes it, as long as that rests on nothing but the announcement."""
    film = writing.film
    own = announcement and announcement.source_id and film.source_id == announcement.source_id
    if not own or film.budget_amount is not None:
        writing.kept.append(
            _("The film's own row is from another source: it is kept, and the budget of this "
              "version is not published.")
        )  # fmt: skip
        return
    film.budget_amount, film.budget_currency = figures.budget_total(version), version.currency
    writing.put(film, PLAN)


def _write_credits(writing, version, partners):
    film = writing.film
    split = figures.credit_split(version)
    for column in split.left_out:
        writing.kept.append(
            _("The column “%(name)s” does not add to 100 %% in this version: it is left out.")
            % {"name": PublishedCredit._meta.get_field(column).verbose_name}
        )
    known = set(film.credit_splits.values_list("country", flat=True))
    for code, partner in partners.items():
        columns = split.of(code)
        if not columns:
            continue
        if partner.country_id in known:
            writing.kept.append(_kept(partner.country))
            continue
        writing.put(PublishedCredit(film=film, country=partner.country, **columns), SPLIT)
