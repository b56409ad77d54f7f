"""What is due in all deals of a person: a page, and a calendar under a secret link."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from films.deal.reaching import workspace
from films.milestone.deadlines import deadlines
from films.milestone.fulfilling import SOON
from films.milestone.ics import Event, calendar
from films.milestone.models import CalendarFeed, new_token
from films.milestone.reaching import own_deals


@workspace
@require_safe
def due(request):
    on = timezone.localdate()
    found = deadlines(request.user, own_deals(request.user), on=on)
    soon = on + timedelta(days=SOON)
    groups = [
        (_("Overdue"), [one for one in found if one.is_overdue]),
        (_("In the next 14 days"), [one for one in found if on <= one.due_on <= soon]),
        (_("Later"), [one for one in found if one.due_on > soon]),
    ]
    context = {
        "groups": [(label, rows) for label, rows in groups if rows],
        "on": on,
        **feed_context(request),
    }
    return render(request, "milestone/due.html", context)


def feed_context(request):
    """Context of ``milestone/_feed.html``: the secret link of this person, if there is one."""
    feed = CalendarFeed.objects.filter(user=request.user).first()
    if feed is None:
        return {"feed_address": ""}
    address = reverse("milestones:feed", args=[feed.token])
    language = translation.get_language() or settings.LANGUAGE_CODE
    return {"feed_address": request.build_absolute_uri(f"{address}?language={language[:2]}")}


@workspace
@require_POST
def feed_new(request):
    """A new secret link; an earlier one ends with it."""
    CalendarFeed.objects.update_or_create(user=request.user, defaults={"token": new_token()})
    messages.success(request, _("The calendar has a new link; an earlier one has ended."))
    return redirect("milestones:due")


@workspace
@require_POST
def feed_drop(request):
    CalendarFeed.objects.filter(user=request.user).delete()
    messages.success(request, _("The link of the calendar has ended."))
    return redirect("milestones:due")


@require_safe
def feed(request, token):
    """The deadlines of whoever has this link, as the rights of that person stand now."""
    found = CalendarFeed.objects.select_related("user").filter(token=token).first()
    if found is None or not found.user.is_active:
        raise Http404
    on = timezone.localdate()
    language = request.GET.get("language", "")
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    with translation.override(language):
        listed = deadlines(found.user, own_deals(found.user), on=on)
        text = calendar(
            _("Deadlines"),
            [event_of(request, one) for one in listed],
            # The same until the next day: what did not change reads the same.
            at=datetime.combine(on, time(), UTC),
        )
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    patch_cache_control(response, private=True, no_store=True)
    return response


def event_of(request, one):
    said = [str(one.label), one.who and _("Who owes it: %(who)s") % {"who": one.who}]
    return Event(
        uid=f"{one.uid}@coprod",
        title=f"{one.what} – {one.deal}",
        first_day=one.due_on,
        last_day=one.ends_on,
        description="\n".join(filter(None, said)),
        place=one.place,
        category=str(one.label),
        address=request.build_absolute_uri(one.address),
    )
