"""How a deal of the demonstration is made: by the acts that people use."""

from films.deal import negotiation, parties
from films.deal.deal import Deal, DealParty

KZ = "mysal-film-demonstration-s4ks7bp"
FR = "films-du-quai-imaginaire-demonstration-x5x7yuv"
DE = "musterfilm-nord-demonstration-4d8jrch"
IT = "pellicola-desempio-demonstration-kbw8wnq"


def logged(title, company, user, others, *, at, **fields):
    """A deal with its parties, and the first draft of the company that logs it."""
    deal = Deal.objects.create(title=title, owner=company, **fields)
    DealParty.objects.create(deal=deal, company=company, country=company.country, joined_at=at)
    for other in others:
        parties.add_party(deal, country=other.country, company=other)
    return deal, negotiation.begin(deal, company=company, author=user, at=at)


def seats(version, roles, delegate="KZ"):
    """{country: partner} with their roles; one of them is delegate and holds the rights."""
    places = {}
    for place in version.partners.select_related("country").order_by("position"):
        code = place.country.code
        place.role = roles[code]
        place.is_delegate = place.holds_rights = code == delegate
        place.save()
        places[code] = place
    return places


def plan(places, sources, budget, rates):
    codes = {country: place.code for country, place in places.items()}
    listed = []
    for code, kind, status, amount, currency, origin, recoupable, whose in sources:
        one = {
            "id": code,
            "type": kind,
            "status": status,
            "amount": amount,
            "currency": currency,
            "country": origin,
            "recoupable": recoupable,
        }
        if isinstance(whose, dict):
            one["split_pct"] = {codes[country]: part for country, part in whose.items()}
        else:
            one["contributor"] = codes[whose]
        listed.append(one)
    return {
        "base_currency": "EUR",
        "fx": [{"currency": currency, "rate": rate} for currency, rate in rates],
        "budget": {
            "lines": [
                {"account": account, "country": country, "amount": amount}
                for account, country, amount in budget
            ]
        },
        "coproducers": [
            {
                "id": place.code,
                "country": country,
                "delegate": place.is_delegate,
                "holds_rights": place.holds_rights,
            }
            for country, place in places.items()
        ],
        "sources": listed,
    }
