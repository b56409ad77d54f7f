"""Which part a country had, as far as a file leaves no doubt."""

from films.register.participation import Participation

MAJORITY = Participation.Role.MAJORITY.value
MINORITY = Participation.Role.MINORITY.value
PARITY = Participation.Role.PARITY.value
# A country leads by at least 0.01 per cent, so that a rounding never makes a majority.
LEAD_STEPS = 100


def roles(countries, shares, lead=None):
    """{country: role}; countries whose role is in doubt are left out.

    ``shares`` are per cent by country, for those that published one.
    """
    if lead is not None:
        return {country: MAJORITY if country == lead else MINORITY for country in countries}
    if not shares:
        return {}
    ranked = sorted(shares.values(), reverse=True)
    is_complete = len(shares) == len(countries)
    if is_complete and len(countries) > 1 and not _leads(ranked[0], ranked[-1]):
        return dict.fromkeys(countries, PARITY)
    # Whoever published nothing can have at most what is left.
    rivals = [*ranked[1:2], *([] if is_complete else [100 - sum(ranked)])]
    if any(not _leads(ranked[0], rival) for rival in rivals):
        return {}
    return {
        country: MAJORITY if shares.get(country) == ranked[0] else MINORITY for country in countries
    }


def _leads(share, other):
    return (share - other) * LEAD_STEPS >= 1
