"""Accounts for trying the product out; only in demonstration mode."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from partners.access.models import User

PEOPLE = ("admin", "producer-kz", "producer-fr", "researcher")


def _password():
    """One password for all four, made at the first start and kept beside the data."""
    if given := os.environ.get("DEMONSTRATION_PASSWORD"):
        return given
    file = Path(settings.VAR_DIR) / "demonstration_password"
    if not file.exists():
        file.write_text(f"steppe-{secrets.token_hex(4)}")
        file.chmod(0o600)
    return file.read_text()


def make_demonstration_accounts():
    """Create the accounts that are missing; [(name, password)] of all of them."""
    if settings.PRODUCTION:
        raise ImproperlyConfigured("Demonstration accounts are never made in production.")
    password = _password()
    is_known = _is_known(password)
    for name in PEOPLE:
        is_admin = name == "admin"
        user, is_new = User.objects.get_or_create(
            username=name, defaults={"is_staff": is_admin, "is_superuser": is_admin}
        )
        if is_new or not is_known:
            user.set_password(password)
            user.save()
    return [(name, password) for name in PEOPLE]


def _is_known(password):
    """Whether the accounts have this password already; one is asked, for hashing takes its time."""
    first = User.objects.filter(username=PEOPLE[0]).first()
    return first is not None and first.check_password(password)
