"""The functions of points tests in the reader's language; the rows name them in English."""

from functools import cache

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

KNOWN = {
    _("Art direction and costumes"),
    _("Camera"),
    _("Composer"),
    _("Director"),
    _("Editing"),
    _("First role"),
    _("Head of camera"),
    _("Head of editing"),
    _("Head of production or costume design"),
    _("Head of sound"),
    _("Post-production location"),
    _("Scriptwriter"),
    _("Second role"),
    _("Sound and mixing"),
    _("Studio or shooting location"),
    _("Third role"),
    _("VFX or CGI location"),
}


def in_language(function):
    """The function as the reader calls it; as the row has it where no convention knows it."""
    return gettext(function) if function in KNOWN else function


def in_english(function):
    """The function as the rows have it, whichever of our languages names it; else as it is."""
    return _names().get(_folded(function), function)


@cache
def _names():
    names = {}
    for function in KNOWN:
        for language, _name in settings.LANGUAGES:
            with override(language):
                names[_folded(gettext(function))] = function
    return names


def _folded(function):
    return " ".join(function.split()).casefold().replace("ё", "е")
