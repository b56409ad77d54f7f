import pytest
from django.contrib.staticfiles.finders import get_finder

from coprod.running import static


@pytest.fixture
def file(tmp_path, settings):
    """One file that pages load, collected into a folder of the test's own."""
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    path = tmp_path / "source" / "look.css"
    path.parent.mkdir()
    path.write_text("p { color: black }")
    get_finder.cache_clear()
    yield path
    get_finder.cache_clear()


def test_collect_works_only_when_a_file_has_changed(file, settings):
    answers = [static.collect(), static.collect()]
    file.write_text("p { color: darkslateblue }")
    answers.append(static.collect())

    assert answers == [True, False, True]
    assert (settings.STATIC_ROOT / "look.css").read_text() == "p { color: darkslateblue }"


def test_collect_drops_what_is_gone(file, settings):
    other = file.with_name("old.css")
    other.write_text("")
    static.collect()

    other.unlink()
    static.collect()

    assert not (settings.STATIC_ROOT / "old.css").exists()
