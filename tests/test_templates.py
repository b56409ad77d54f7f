"""What every template keeps to."""

import re

from django.conf import settings

# {% translate variable %} doubles the percent signs of its text, and then finds no translation.
OF_A_VARIABLE = re.compile(r"\{% (?:translate|trans) (?!['\"])[^%]*%\}")


def test_a_text_in_a_variable_is_translated_by_the_filter():
    templates = settings.BASE_DIR / "templates"
    found = {
        str(path.relative_to(templates)): OF_A_VARIABLE.findall(path.read_text(encoding="utf-8"))
        for path in templates.rglob("*.html")
    }

    assert len(found) > 100
    assert {path: texts for path, texts in found.items() if texts} == {}
