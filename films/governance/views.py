"""Pages of the proposals that are put to the parties of a deal."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coprod.records import StaleRecord
from films.deal.reaching import (
    acting_companies,
    acting_company_or_403,
    named_company_or_403,
    open_deal_or_404,
    workspace,
)
from films.governance import deciding
from films.governance.forms import ProposalForm, SettlingForm, VoteForm
from films.governance.models import Decision
from films.milestone.reaching import may_write, writable_deal_or_403
from films.milestone.rows import deal_page, refusals, row_or_404, save_once
from films.vocabulary.models import GovernanceMatter


@workspace
@require_safe
def decisions(request, pk):
    deal = open_deal_or_404(request, pk)
    on = timezone.localdate()
    book = deciding.rule_book(deal)
    rows = Decision.objects.visible_to(request.user).filter(deal=deal).select_related("company")
    counts = [
        deciding.counted(row, book, list(row.votes.all()), on=on)
        for row in rows.prefetch_related("votes")
    ]
    context = {
        "counts": [(one, reason(one)) for one in counts],
        "book": book,
        "rules": list(book.rules.values()),
        "is_writable": may_write(request.user, deal),
        "on": on,
    }
    return deal_page(request, "governance/decisions.html", deal, context)


def reason(count):
    """Why it ended so, or where it stands."""
    if count.is_open:
        return count.verdict.reason.translated(_)
    return deciding.reason_of(count.decision)


@workspace
@require_http_methods(["GET", "HEAD", "POST"])
def decision_put(request, pk):
    deal = writable_deal_or_403(request, pk)
    company = acting_company_or_403(request.user, deal)
    on = timezone.localdate()
    book = deciding.rule_book(deal)
    row = Decision(deal=deal, company=company, author=request.user, proposed_on=on)
    form = ProposalForm(request.POST or None, instance=row, on=on)
    if request.method == "POST" and form.is_valid():
        try:
            row = save_once(form, lambda: deciding.put(form.instance, on=on))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The proposal is put to the parties."))
            return redirect("governance:decision", deal.pk, row.uid)
    context = {
        "form": form,
        "rules": list(book.rules.values()),
        "matters": [
            *(rule.matter for rule in book.rules.values()),
            *(word.name for word in GovernanceMatter.objects.all()),
        ],
    }
    status = 400 if form.is_bound else 200
    here = reverse("governance:decisions", args=[deal.pk])
    return deal_page(request, "governance/put.html", deal, context, here=here, status=status)


@workspace
@require_safe
def decision(request, pk, uid):
    deal = open_deal_or_404(request, pk)
    return decision_page(request, deal, row_or_404(Decision, request.user, deal, uid))


def decision_page(request, deal, row, *, status=200, refused=None, stale=None):
    """One proposal; `refused` is the form of an answer that was not taken."""
    row.deal = deal
    on = timezone.localdate()
    count = deciding.current(row, on=on)
    acting = list(acting_companies(request.user, deal).order_by("name", "pk"))
    by_company = {one.company_id: one for one in count.votes}
    context = {
        "decision": row,
        "count": count,
        "reason": reason(count),
        "lines": [(party, by_company.get(party.company_id)) for party in count.voters],
        "vote_forms": [
            (
                company,
                vote_form(company, by_company.get(company.pk), refused, stale),
                deciding.problems_with_vote(count, company, on=on),
            )
            for company in acting
        ] if count.is_open else [],
        "closing": deciding.problems_with_closing(count),
        "settling_form": SettlingForm() if count.is_open and count.can_be_settled else None,
        "may_withdraw": any(
            not deciding.problems_with_withdrawing(count, company) for company in acting
        ),
        "is_writable": may_write(request.user, deal),
        "stale": stale,
    }  # fmt: skip
    here = reverse("governance:decisions", args=[deal.pk])
    return deal_page(request, "governance/decision.html", deal, context, here=here, status=status)


def vote_form(company, given, refused, stale):
    """The form of one company; what was typed stays, over what is stored now."""
    names = {"company": company.public_id, "seen": deciding.seen_of(given)}
    is_own = refused is not None and refused.data.get("company") == company.public_id
    if is_own:
        data = refused.data.copy()
        if stale:
            data["seen"] = names["seen"]
        return VoteForm(data, auto_id=f"%s-{company.public_id}")
    kept = {"answer": given.answer, "reason": given.reason} if given else {}
    return VoteForm(initial={**names, **kept}, auto_id=f"%s-{company.public_id}")


@workspace
@require_POST
def decision_vote(request, pk, uid):
    deal, row = reached(request, pk, uid)
    form = VoteForm(request.POST)
    company = named_company_or_403(request.user, deal, request.POST.get("company", ""))
    if not form.is_valid():
        return decision_page(request, deal, row, status=400, refused=form)
    try:
        deciding.vote(
            row,
            company,
            user=request.user,
            answer=form.cleaned_data["answer"],
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            at=timezone.now(),
        )
    except StaleRecord as stale:
        return decision_page(request, deal, row, status=409, refused=form, stale=stale)
    except ValidationError as refusal:
        messages.error(request, refusals(refusal))
    else:
        messages.success(request, _("The answer of %(company)s is kept.") % {"company": company})
    return redirect("governance:decision", deal.pk, uid)


def reached(request, pk, uid):
    deal = writable_deal_or_403(request, pk)
    row = row_or_404(Decision, request.user, deal, uid)
    row.deal = deal
    return deal, row


@workspace
@require_POST
def decision_close(request, pk, uid):
    deal, row = reached(request, pk, uid)
    acting_company_or_403(request.user, deal)
    return done(
        request, row, _("The proposal is closed."),
        lambda: deciding.close(row, on=timezone.localdate()),
    )  # fmt: skip


@workspace
@require_POST
def decision_settle(request, pk, uid):
    deal, row = reached(request, pk, uid)
    acting_company_or_403(request.user, deal)
    form = SettlingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say whether the proposal was adopted or rejected."))
        return redirect("governance:decision", deal.pk, uid)
    return done(
        request, row, _("The tie is settled."),
        lambda: deciding.settle(
            row, outcome=form.cleaned_data["outcome"], on=timezone.localdate()
        ),
    )  # fmt: skip


@workspace
@require_POST
def decision_withdraw(request, pk, uid):
    deal, row = reached(request, pk, uid)
    company = acting_companies(request.user, deal).filter(pk=row.company_id).first()
    return done(
        request, row, _("The proposal is withdrawn."),
        lambda: deciding.withdraw(row, company, on=timezone.localdate()),
    )  # fmt: skip


def done(request, row, saved, act):
    """Do an act on a proposal, and say what came of it."""
    try:
        act()
    except ValidationError as refusal:
        messages.error(request, refusals(refusal))
    except Decision.DoesNotExist:
        raise Http404 from None
    else:
        messages.success(request, saved)
    return redirect("governance:decision", row.deal_id, row.uid)
