from contextlib import nullcontext

import pytest
from django.core.exceptions import ValidationError

from films.register.film import Film


@pytest.mark.parametrize(
    ("year", "fits"),
    [(None, True), (1890, True), (2100, True), ("2008", True)]
    + [(year, False) for year in (1889, 2101, 10000, "10000", "199O", 10**30)],
)
def test_film_year_is_one_in_which_films_are_made(year, fits):
    with nullcontext() if fits else pytest.raises(ValidationError):
        Film._meta.get_field("year").clean(year, None)
