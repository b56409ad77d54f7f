"""Answers that are one person's own: after a sign-in only, and stored by nobody between."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.utils.cache import patch_cache_control


def private(response):
    """An answer that no cache keeps."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def privately(view):
    """A view that answers people who have signed in, each with what is theirs."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        return private(view(request, *args, **kwargs))

    # The word by which the pages of the workspace are told from the public ones.
    answer.is_workspace = True
    return login_required(answer)
