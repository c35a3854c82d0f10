"""Whether two registered persons are one: the list, the page with three answers, and taking one back."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from intake import actions, duplicates, permissions_links, same
from intake.comparison import Comparison, compare
from intake.forms import duplicates as forms
from intake.models import WAITING, Case, DuplicateProposal, Person, ProposalSource, ProposalState
from intake.seal import refuse_sealed
from intake.views.page_forms import PageForm, bound_to, submitted
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted
from ppks_service.journal.actions import record

PAGE_SIZE = 25


@require_safe
@requires(Capability.MATCH_PERSONS)
def duplicate_list(request: StaffRequest) -> HttpResponse:
    state, source = (
        _chosen(request, "jawaban", ProposalState),
        _chosen(request, "dari", ProposalSource),
    )
    pairs = duplicates.pairs_for(request.user)
    rows = duplicates.listed(pairs, state, source)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    counts = duplicates.counts_for(request.user)
    context = {
        "page": page,
        "lines": duplicates.lines(page.object_list),
        "state": state,
        "source": source,
        "chips": [(value, label, counts.get(value, 0)) for value, label in ProposalState.choices],
        "waiting": sum(counts.get(waiting.value, 0) for waiting in WAITING),
        "sources": ProposalSource.choices,
    }
    return render(request, "intake/duplicate_list.html", context)


def _chosen(request: StaffRequest, key: str, choices: Any) -> str:
    value = request.GET.get(key, "")
    return value if value in choices.values else ""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MATCH_PERSONS)
def person_compare(request: StaffRequest) -> HttpResponse:
    """Two people side by side. Whether they are one, a person says."""
    one, other = _two(request)
    pair = same.pair_of(one, other)
    comparison = compare(request.user, one, other)
    for case in comparison.openable:
        refuse_sealed(request.user, case)
    page_forms = _answers(request, pair, comparison)
    if submitted(request, page_forms):
        return redirect("intake:duplicate_list")
    if request.method != "POST":
        for person in (one, other):
            record(actor=request.user, action="person.read", subject=person, note="Dibandingkan.")
    context = {
        "pair": pair,
        "comparison": comparison,
        "forms": {key: page_form.form for key, page_form in page_forms.items()},
        "open_answer": request.POST.get("act", "same"),
        "no_second": permissions_links.confirm_pair.refusal(request.user, pair),
        "shows_photos": "foto" in request.GET,
    }
    return render(request, "intake/person_compare.html", context)


def _two(request: StaffRequest) -> tuple[Person, Person]:
    numbers = [request.GET.get("a", ""), request.GET.get("b", "")]
    if not all(numbers) or numbers[0] == numbers[1]:
        raise Http404("Pilih dua orang yang berbeda untuk dibandingkan.")
    persons = same.persons_for(request.user).select_related(
        "claimed_origin", "verified_origin", "photo"
    )
    one, other = (get_object_or_404(persons, register_number=number) for number in numbers)
    return one, other


def _answers(
    request: StaffRequest, pair: DuplicateProposal, comparison: Comparison
) -> dict[str, PageForm]:
    by = request.user
    newer, older = (face.person for face in comparison.faces)
    return {
        "same": PageForm(
            forms.SameForm(**bound_to(request, "same"), persons=(newer, older)),
            lambda f: actions.answer_same(pair, by=by, **f.cleaned_data),
            "Jawaban dicatat. Kedua nomor tetap dapat dicari."
            if not comparison.is_protected
            else "Jawaban dicatat; menunggu petugas kedua.",
        ),
        "not_same": PageForm(
            forms.NotSameForm(**bound_to(request, "not_same")),
            lambda f: actions.answer_not_same(pair, by=by, **f.cleaned_data),
            "Dicatat: dua orang. Tidak ditanyakan lagi.",
        ),
        "unsure": PageForm(
            forms.UnsureForm(**bound_to(request, "unsure"), user=by),
            lambda f: actions.answer_unsure(pair, by=by, **f.cleaned_data),
            "Disimpan sebagai belum yakin.",
        ),
        "confirm": PageForm(
            forms.ConfirmForm(**bound_to(request, "confirm")),
            lambda f: actions.confirm_same(pair, by=by),
            "Dikuatkan. Kedua nomor tetap dapat dicari.",
        ),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.MATCH_PERSONS)
def link_undo(request: StaffRequest, pk: int) -> HttpResponse:
    links = duplicates.links_for(request.user).select_related("person", "head", "linked_by")
    link = get_object_or_404(links, pk=pk)
    files = Case.objects.visible_to(request.user).filter(person__in=(link.person_id, link.head_id))
    for case in files.order_by("pk"):
        refuse_sealed(request.user, case)
    form = forms.UndoForm(posted(request))
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, actions.undo_link, link, by=request.user, reason=reason) is not None:
            messages.success(
                request, "Penggabungan dibatalkan. Setiap catatan kembali ke nomornya."
            )
            return redirect(duplicates.compare_url(same.pair_of(link.person, link.head)))
    context = {"link": link, "form": form, "since": duplicates.since(link)}
    return render(request, "intake/link_undo.html", context)
