"""The history of a deal as a page."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from films.deal.changes import PAGE_SIZE, changes
from films.deal.reaching import asked_once, current_version, open_deal_or_404, workspace
from films.deal.tabs import tabs

LAST_PAGE = 200


@workspace
@require_safe
def changed(request, pk):
    deal = open_deal_or_404(request, pk)
    page = page_or_404(asked_once(request, "page") or "1")
    found = changes(deal, request.user, start=(page - 1) * PAGE_SIZE)
    if page > 1 and found.is_beyond:
        raise Http404
    current = current_version(request.user, deal)
    context = {
        "deal": deal,
        "version": current,
        "tabs": tabs(deal, current, request.path),
        "changes": found.changes,
        "page": page,
        "earlier": page + 1 if found.has_more and page < LAST_PAGE else None,
        "later": page - 1,
    }
    return render(request, "deals/history.html", context)


def page_or_404(text: str) -> int:
    if not (text.isdecimal() and text.isascii() and len(text) < 6 and 1 <= int(text) <= LAST_PAGE):
        raise Http404
    return int(text)
