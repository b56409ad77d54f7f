"""The documents of a deal: listed, taken in, handed out, deleted."""

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from films.deal.deleting import deletes
from films.deal.reaching import (
    acting_companies,
    acting_company_or_403,
    asked_once,
    current_version,
    open_deal_or_404,
    workspace,
)
from films.deal.version import Version
from films.governance.filing import QUOTA, attach, remove
from films.governance.forms import DocumentForm
from films.governance.models import Document
from films.governance.papers import ENDINGS, MAX_SIZE, MB
from films.milestone.reaching import may_write, writable_deal_or_403
from films.milestone.rows import deal_page, row_or_404

POLICY = "default-src 'none'; sandbox"
WHOLE_DEAL = "deal"


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request, pk):
    """The documents that this person sees, and a form for one more."""
    deal = open_deal_or_404(request, pk)
    places = places_of(request.user, deal)
    choices = grouped(places)
    if request.method != "POST":
        asked = asked_once(request, "about")
        form = DocumentForm(
            choices=choices, initial={"about": asked if asked in places else WHOLE_DEAL}
        )
        return documents_page(request, deal, form)
    deal = writable_deal_or_403(request, pk)
    company = acting_company_or_403(request.user, deal)
    form = DocumentForm(request.POST, request.FILES, choices=choices)
    if not form.is_valid():
        return documents_page(request, deal, form, status=400)
    version, key, about = places[form.cleaned_data["about"]]
    document = Document(
        deal=deal,
        version=version,
        about_key=key,
        about=about[:200],
        company=company,
        author=request.user,
        is_private=form.cleaned_data["is_private"],
        at=timezone.now(),
    )
    try:
        attach(document, form.cleaned_data["file"])
    except ValidationError as refusal:
        form.add_error("file", ValidationError(refusal.messages))
        return documents_page(request, deal, form, status=400)
    messages.success(request, _("“%(name)s” is attached.") % {"name": document.name})
    return redirect("governance:documents", deal.pk)


def places_of(user, deal):
    """{what a form sends: (version, key of a row, its name)} of all that papers can belong to.

    The rows are those of the version that the person works on; five queries for any number.
    """
    found = {WHOLE_DEAL: (None, "", "")}
    versions = Version.objects.visible_to(user).filter(deal=deal).order_by("-number")
    for version in versions:
        found[f"v{version.number}"] = (version, "", "")
    current = current_version(user, deal)
    if current is None:
        return found
    for row in current.obligations.select_related("kind").order_by("position", "pk"):
        name = _("obligation: %(name)s") % {"name": row}
        found[f"v{current.number}:{row.key}"] = (current, row.key, name)
    for row in current.financerows.order_by("position", "pk"):
        name = _("source of finance: %(name)s") % {"name": row.code}
        found[f"v{current.number}:{row.key}"] = (current, row.key, name)
    return found


def grouped(places):
    """The same as choices of a form, the rows under their version."""
    rows = {}
    choices = []
    for value, (version, key, name) in places.items():
        if version is None:
            choices.append((value, _("the deal as a whole")))
        elif not key:
            choices.append((value, str(version)))
        else:
            rows.setdefault(str(version), []).append((value, name))
    return [*choices, *rows.items()]


def documents_page(request, deal, form, *, status=200):
    rows = Document.objects.visible_to(request.user).filter(deal=deal)
    rows = rows.select_related("company", "version").order_by("-at", "-pk")
    own = set(acting_companies(request.user, deal).values_list("pk", flat=True))
    context = {
        "documents": [(row, request.user.is_superuser or row.company_id in own) for row in rows],
        "form": form,
        "is_writable": may_write(request.user, deal),
        "endings": ENDINGS,
        "most": MAX_SIZE // MB,
        "quota": QUOTA // MB,
    }
    return deal_page(request, "governance/documents.html", deal, context, status=status)


@workspace
@require_safe
def document(request, pk, uid):
    """Hand out a file: to be saved, never shown as a page of this site."""
    deal = open_deal_or_404(request, pk)
    row = row_or_404(Document, request.user, deal, uid)
    try:
        file = row.file.open("rb")
    except FileNotFoundError:
        logging.getLogger("coprod").error("the file of document %s is missing", row.uid)
        raise Http404 from None
    response = FileResponse(
        file, as_attachment=True, filename=row.name, content_type=row.content_type
    )
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@workspace
@require_POST
@deletes(Document, back="governance:documents")
def document_delete(request, pk, uid):
    """Only the company that brought a paper takes it away again."""
    deal = writable_deal_or_403(request, pk)
    row = row_or_404(Document, request.user, deal, uid)
    is_own = acting_companies(request.user, deal).filter(pk=row.company_id).exists()
    if not (is_own or request.user.is_superuser):
        raise PermissionDenied(
            _("Only %(company)s can delete this document.") % {"company": row.company}
        )
    remove(row)
    messages.success(request, _("The document is deleted."))
    return redirect("governance:documents", deal.pk)
