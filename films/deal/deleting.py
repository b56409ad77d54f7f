"""Deleting the same thing twice: the second press shows that it is gone."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from films.deal.changes import was_deleted_by
from films.deal.reaching import open_deal_or_404


def by_uid(uid, **_others):
    return {"uid": uid}


def deletes(model, *, back, named=by_uid):
    """A page that deletes one row; pressed again by the same person it leads back to the list.

    ``named(**arguments of the address)`` says which row; ``back`` is the list's URL name, which
    takes the same arguments but the row's. For anybody else a row that is gone, one that is hidden
    and one that never was answer alike.
    """

    def decorate(view):
        @wraps(view)
        def answer(request, pk, **place):
            try:
                return view(request, pk, **place)
            except Http404:
                which = named(**place)
                deal = open_deal_or_404(request, pk)
                if not was_deleted_by(request.user, deal, model, **which):
                    raise
            messages.info(request, _("It was deleted already."))
            return redirect(back, pk=pk, **{name: place[name] for name in place if name == "key"})

        return answer

    return decorate
