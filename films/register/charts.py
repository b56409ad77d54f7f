"""The filtered films of the list as charts: over the years, and by country."""

from django.utils.translation import gettext as _

from coprod.charts.bars import bars
from coprod.charts.columns import columns
from coprod.charts.marks import Mark
from films.register.periods import spread
from partners.country.models import Country

JOINT, SINGLE = "joint", "single"
FILLINGS = {JOINT: "solid", SINGLE: "stripes"}
MOST_COUNTRIES = 8


def names():
    return {JOINT: _("two countries or more"), SINGLE: _("one country or none recorded")}


def over_years(page):
    """The films of each year or decade, joint ones apart; None without a known year."""
    state, films = page.counting.state, page.counting.bits
    single = state.values["country_count"].of([0, 1])
    years = state.values["year"]
    counts = [(year, JOINT, number) for year, number in years.counts(films - single)]
    counts += [(year, SINGLE, number) for year, number in years.counts(films & single)]
    periods = spread(dict(years.counts(films)), counts)
    if not periods:
        return None
    words = names()
    rows = [
        (str(period.first), [_mark(page, period, kind, words) for kind in FILLINGS])
        for period in periods
    ]
    return columns("years", _("These films by year"), rows)


def _mark(page, period, kind, words):
    number = period.kinds.get(kind, 0)
    span = {name: str(year) for name, year in period.span.items()}
    return Mark(
        label=period.label,
        value=number,
        address=page.address(
            page=None, decade=None, coproduction="yes" if kind == JOINT else "no", **span
        ),
        title=f"{period.label}, {words[kind]}: {number}",
        filling=FILLINGS[kind],
    )


def by_country(page):
    """The countries with most of these films; None where no country is known."""
    counted = page.counting.state.values["partner"].counts(page.counting.bits)
    counted = sorted(counted, key=lambda one: (-one[1], one[0]))[:MOST_COUNTRIES]
    if not counted:
        return None
    countries = Country.objects.in_bulk([key for key, _films in counted])
    asked = page.request.GET.getlist("partner")
    marks = [
        Mark(
            label=f"{countries[key].code}  {countries[key].name}",
            value=number,
            address=page.address(
                page=None,
                partner=list(dict.fromkeys([*asked, countries[key].code])),
                partner_match="all",
            ),
            title=_("%(country)s: %(films)s") % {"country": countries[key].name, "films": number},
        )
        for key, number in counted
    ]
    return bars("countries", _("These films by country"), marks)


def legend():
    """[(filling, words)] of the columns."""
    return [(filling, names()[kind]) for kind, filling in FILLINGS.items()]
