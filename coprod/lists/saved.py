"""Keeping a list's filter under a name, opening it again, sharing its link."""

from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from coprod.lists.models import SavedFilter
from coprod.lists.private import private


def list_behind(address):
    """The list whose page this address is, or None."""
    try:
        return getattr(resolve(urlsplit(address).path).func, "list_page", None)
    except (Resolver404, ValueError):
        return None


class KeepForm(forms.ModelForm):
    """A name for the filter of an address."""

    address = forms.CharField(max_length=4000, widget=forms.HiddenInput)

    class Meta:
        model = SavedFilter
        fields = ["name"]

    def clean_address(self):
        address = self.cleaned_data["address"]
        if list_behind(address) is None:
            raise ValidationError(_("This address is not a list of this site: open a list first."))
        return address


def kept_filters(request):
    """Template context: ``filters`` [(filter, address, address to share)], and the form that keeps
    the filter of the address that was asked with ``keep``."""
    filters = SavedFilter.objects.visible_to(request.user)
    shown = [
        (one, f"{reverse(one.list_name)}?{one.query}", request.build_absolute_uri(
            reverse("filter-shared", args=[one.token])
        ))
        for one in filters
    ]  # fmt: skip
    address = request.GET.get("keep", "")
    return {"filters": shown, "address": address, "form": KeepForm(initial={"address": address})}


@login_required
@require_POST
def keep(request):
    """Keep the filter of an address under a name."""
    form = KeepForm(request.POST)
    if form.is_valid():
        address = urlsplit(form.cleaned_data["address"])
        filter_ = form.save(commit=False)
        filter_.user = request.user
        filter_.list_name = list_behind(address.path).url_name()
        filter_.query = QueryDict(address.query).urlencode()
        try:
            with transaction.atomic():
                filter_.save()
        except IntegrityError:
            form.add_error("name", _("You have a filter of this name already: choose another."))
        else:
            messages.success(request, _("The filter is kept."))
            return redirect("account")
    context = {"filters": [], "form": form, "address": request.POST.get("address", "")}
    return private(render(request, "account/account.html", context, status=400))


@login_required
@require_POST
def drop(request, token):
    """Forget a kept filter; it goes by its token, for a number would count those of others."""
    get_object_or_404(SavedFilter.objects.visible_to(request.user), token=token).delete()
    messages.success(request, _("The filter is dropped."))
    return redirect("account")


@require_safe
def shared(request, token):
    """Open a filter that somebody shared by its link."""
    filter_ = get_object_or_404(SavedFilter, token=token)
    address = reverse(filter_.list_name)
    if list_behind(address).is_private and not request.user.is_authenticated:
        # What is asked of secret rows may name them.
        return private(redirect_to_login(request.get_full_path()))
    return private(redirect(f"{address}?{filter_.query}"))
