"""The functions of points tests in the reader's language; the rows name them in English."""

from django.utils.translation import gettext
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
