"""Whatever is sent to the administration, it answers with a sentence and never breaks."""

import pytest
from axes.models import AccessLog
from django.contrib.auth.models import Group
from django.urls import reverse

from films.models import Film
from tests.factories import make_film, make_genre
from tests.typing_in import fields_of

pytestmark = pytest.mark.django_db
FILMS = reverse("admin:films_film_changelist")
NO_KEYS = ["9223372036854775808", "9" * 40, "NaN", "\ufffd", "10000-01-01", "-1"]


@pytest.mark.parametrize("key", NO_KEYS)
def test_a_key_that_no_row_has_is_refused(admin, key):
    film = make_film("Tulpan", genres=[make_genre()])
    page = reverse("admin:films_film_change", args=[film.pk])
    fields = fields_of(admin.get(page), "film_form")

    answers = {name: admin.post(page, {**fields, name: key}) for name in ("genres", "treaty")}

    for name, answer in answers.items():
        assert answer.status_code == 200
        assert "Select a valid choice" in str(answer.context["adminform"].form.errors[name])
    assert Film.objects.get().revision == film.revision


@pytest.mark.parametrize("key", NO_KEYS)
def test_an_address_that_fills_in_a_key_that_no_row_has_opens_an_empty_form(admin, key):
    asked = {"treaty": key, "genres": key}

    assert admin.get(reverse("admin:films_film_add"), asked).status_code == 200


@pytest.mark.parametrize("key", NO_KEYS)
def test_an_act_on_a_row_that_is_none_does_nothing(admin, key):
    film = make_film("Tulpan")
    posted = {"action": "withdraw", "_selected_action": [str(film.pk), key]}

    answer = admin.post(FILMS, posted, follow=True)

    assert "No items have been changed" in answer.content.decode()
    assert Film.objects.get().is_announced


@pytest.mark.parametrize("kind", ["auth_group", "axes_accessattempt", "axes_accesslog"])
@pytest.mark.parametrize("asked", [{"id__in": NO_KEYS[0]}, {"attempt_time__year": NO_KEYS[0]}])
def test_lists_of_packages_refuse_what_they_cannot_read(admin, kind, asked):
    Group.objects.create(name="editors")
    AccessLog.objects.create(username="aigul")

    answer = admin.get(reverse(f"admin:{kind}_changelist"), asked)

    # PostgreSQL can look for a key of that size, and finds none.
    assert answer.status_code == 400 or list(answer.context["cl"].result_list) == []


@pytest.mark.parametrize("key", NO_KEYS)
def test_a_bulk_act_with_a_source_that_is_none_asks_again(admin, key):
    film = make_film("Tulpan")
    posted = {"action": "set_source", "_selected_action": film.pk, "do": "yes", "source": key}

    answer = admin.post(FILMS, {**posted, f"revision-{film.pk}": film.revision})

    assert "Select a valid choice" in str(answer.context["form"].errors["source"])
