import pytest

from coprod.running import static
from coprod.running.preparation import prepare
from films.register.log import RegisterChange
from tests import factories as make


@pytest.mark.django_db
def test_prepare_shortens_the_log_of_changed_films(monkeypatch):
    # Far beyond the transactions that tests beside this one hold open.
    monkeypatch.setattr("coprod.lists.changes.MEMORY", -1_000_000_000)
    monkeypatch.setattr(static, "collect", lambda: False)
    old = RegisterChange.objects.create(row_id=1, at=1)
    make.make_country("KZ")
    make.make_film()

    prepare(print)

    assert not RegisterChange.objects.filter(pk=old.pk).exists()
