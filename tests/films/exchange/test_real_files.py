"""The real files that the layouts are made for, where they are at hand."""

from pathlib import Path

import pytest

from films.models import Film
from partners.models import Company
from tests.films.exchange.files import errors, imported

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
TMDB, CANNES = DATA / "tmdb_5000_movies.csv.zip", DATA / "cannes_films.csv"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not TMDB.exists(), reason=f"the real files are not in {DATA}"),
]


def of(*codes):
    """Films in which each of these countries takes part."""
    films = Film.objects.announced()
    for code in codes:
        films = films.filter(participations__country__code=code)
    return films


def test_tmdb_5000_gives_the_known_counts():
    outcome = imported(TMDB)

    assert outcome.summary == "created 4803, updated 0, unchanged 0, refused 0"
    assert Film.objects.filter(country_count=0).count() == 174
    assert Film.objects.filter(country_count__gte=2).count() == 1_246
    assert (of("FR").count(), of("KZ").count()) == (306, 2)
    assert of("FR").filter(country_count__gte=2).count() == 257
    assert [of("FR", code).count() for code in ("US", "GB", "DE")] == [142, 111, 52]
    assert Company.objects.count() == 5_047
    budgets = Film.objects.filter(budget_amount__isnull=False)
    assert budgets.count() == 4_803 - 1_037 - 32
    assert {film.budget_currency for film in budgets} == {"USD"}
    assert Film.objects.filter(original_title="Монгол").exists()


def test_cannes_gives_the_known_counts():
    outcome = imported(CANNES)

    assert outcome.summary == "created 1873, updated 0, unchanged 0, refused 0"
    assert Film.objects.filter(country_count__gte=2).count() == 795
    assert [of(code).count() for code in ("SUHH", "CSHH", "YUCS", "DDDE")] == [60, 29, 22, 4]
    assert of("FR", "IT").count() == 186
    assert not of("RU").filter(year__lt=1992).exists()


def test_cannes_completes_the_films_of_tmdb_by_no_guess():
    imported(TMDB)

    outcome = imported(CANNES)

    assert outcome.created == 1_873
    assert len(outcome.report.warnings) > 100


@pytest.mark.parametrize(
    "name",
    ["agec_main_2018-2020.csv", "mkrf_movies_a.csv", "agec_codebook.xlsx", "iso3166-3.json",
     "ecb_eurofxref-hist.zip", "ne_110m_admin_0_countries.json", "kz_coproductions.csv"],
)  # fmt: skip
def test_file_of_another_shape_is_refused_in_words(words, name):
    found = errors(DATA / name)

    assert found
    assert not Film.objects.exists()
