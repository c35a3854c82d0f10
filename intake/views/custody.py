"""Handovers: of a raid, from a case file, each with its signatures and its berita acara."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import actions, custody, custody_pages, queries
from intake import permissions_custody as permissions
from intake.case_page import case_context
from intake.custody_pages import Candidate
from intake.custody_papers import paper_of
from intake.forms import custody as forms
from intake.models import Case, Encounter, Handover, Raid
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt, press
from ppks_service.documents.models import Signature
from ppks_service.documents.signing import picture_of
from ppks_service.forms import posted
from ppks_service.http import file_response
from ppks_service.journal.actions import record

A_PAGE = 20
PARTIES = {"penyerah": "giver_signature", "penerima": "receiver_signature"}


@require_safe
@requires(Capability.READ_RAIDS)
def raid_custody(request: StaffRequest, number: str) -> HttpResponse:
    raid = get_object_or_404(Raid.objects.visible_to(request.user), number=number)
    page = Paginator(custody.handovers_of(raid), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "raid": raid,
        "custody": custody_pages.raid_custody(raid, request.user),
        "page": page,
        "refusal": permissions.hand_over_in_raid.refusal(request.user, raid) or "",
    }
    return render(request, "intake/raid_custody.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def handover_new(request: StaffRequest, number: str) -> HttpResponse:
    raid = get_object_or_404(Raid.objects.visible_to(request.user), number=number)
    people = custody_pages.raid_custody(raid, request.user)
    holder = people.chosen(request.GET.get("dari", ""))
    handover = Handover(raid=raid, from_kind=holder.kind, from_name=holder.name)
    page = HandoverPage(request, handover, people.at(holder.key), holder, kind=Encounter)
    if saved := page.saved():
        return redirect("intake:handover_show", saved.pk)
    context = page.context | {"raid": raid, "custody": people}
    return render(request, "intake/handover_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.REGISTER, Capability.ASSESS)
def case_handover_new(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    permissions.hand_over_in_case.check(request.user, case)
    candidate = custody_pages.case_candidate(case)
    holder = candidate.holder
    handover = Handover(case=case, from_kind=holder.kind, from_name=holder.name)
    page = HandoverPage(request, handover, [candidate], holder, kind=Case)
    if saved := page.saved():
        return redirect("intake:handover_show", saved.pk)
    return render(request, "intake/handover_form.html", page.context | {"case": case})


class HandoverPage:
    """The form of one handover with its list of people and its two signatures."""

    def __init__(
        self,
        request: StaffRequest,
        handover: Handover,
        candidates: list[Candidate],
        holder: custody.Holder,
        *,
        kind: type[Encounter] | type[Case],
    ) -> None:
        self.request, self.holder, self.kind = request, holder, kind
        data = posted(request)
        files = request.FILES if data is not None else None
        initial = {"at": timezone.now()}
        self.form = forms.HandoverForm(data, instance=handover, initial=initial)
        self.people = forms.PeopleRows(
            candidates,
            data,
            only=kind is Case,
            everyone=request.GET.get("semua") == "ya",
        )
        self.parties = forms.signature_forms(holder, request.user, data, files)

    def saved(self) -> Handover | None:
        """The handover as written down, or None with what is missing said in the forms."""
        if self.request.method != "POST" or not self._is_complete():
            return None
        common = self.form.cleaned_data["condition"]
        handover: Handover | None = attempt(
            self.form,
            actions.hand_over,
            self.form.instance,
            by=self.request.user,
            people=self.people.entrusted(self.kind, common),
            giver=self.parties["giver"].given,
            receiver=self.parties["receiver"].given,
        )
        if handover is not None:
            messages.success(self.request, f"Serah terima tersimpan: {handover.to_words}.")
        return handover

    def _is_complete(self) -> bool:
        valid = [part.is_valid() for part in (self.form, *self.parties.values())]
        for sentence in self.people.refusals(self.form.cleaned_data.get("condition", "")):
            self.form.add_error(None, sentence)
        for words, party in (("menyerahkan", "giver"), ("menerima", "receiver")):
            if self.parties[party].errors:
                self.form.add_error(None, f"Lengkapi bagian yang {words}.")
        return all(valid) and not self.form.errors

    @property
    def context(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "people": self.people,
            "giver": self.parties["giver"],
            "receiver": self.parties["receiver"],
            "holder": self.holder,
            "offices": forms.receiving_offices(),
        }


@require_safe
@requires(Capability.READ_RAIDS)
def handover_show(request: StaffRequest, pk: int) -> HttpResponse:
    handover = _handover(request, pk)
    _record_read(request, handover, "Serah terima dibuka.")
    context = {
        "handover": handover,
        "people": custody_pages.people_of(handover, request.user),
        "giver": handover.giver_signature,
        "receiver": handover.receiver_signature,
        "paper": paper_of(handover),
        "refusal": _refusal(request, handover),
    }
    return render(request, "intake/handover_show.html", context)


def _refusal(request: StaffRequest, handover: Handover) -> str:
    """Why the user may not issue the paper of this handover."""
    if handover.raid is not None:
        return permissions.hand_over_in_raid.refusal(request.user, handover.raid) or ""
    assert handover.case is not None
    return permissions.hand_over_in_case.refusal(request.user, handover.case) or ""


@require_POST
@requires(Capability.WRITE_RAIDS, Capability.ASSESS)
def handover_paper(request: StaffRequest, pk: int) -> HttpResponse:
    handover = _handover(request, pk)
    document = press(request, actions.issue_handover_paper, handover, by=request.user)
    if document is not None:
        messages.success(request, f"Berita acara terbit dengan nomor {document.number}.")
    return redirect("intake:handover_show", pk)


@require_safe
@requires(Capability.READ_RAIDS)
def handover_signature(request: StaffRequest, pk: int, party: str) -> HttpResponse:
    handover = _handover(request, pk)
    if party not in PARTIES:
        raise Http404
    signature = Signature.objects.get(pk=getattr(handover, f"{PARTIES[party]}_id"))
    if not signature.has_picture:
        raise Http404
    _record_read(request, handover, f"Tanda tangan {party} dilihat.")
    return signature_response(signature, f"serah-terima-{pk}-{party}")


def signature_response(signature: Signature, name: str) -> HttpResponse:
    """The picture of a signature; whoever calls has written down that it was looked at."""
    content, content_type = picture_of(signature)
    extension = "svg" if content_type == "image/svg+xml" else "jpg"
    return file_response(content, filename=f"{name}.{extension}", content_type=content_type)


@require_safe
@requires(Capability.READ_CASES)
def case_custody(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    context = case_context(request, case, tab="serah-terima") | {
        "chain": custody_pages.chain_of(case, request.user),
        "refusal": permissions.hand_over_in_case.refusal(request.user, case) or "",
    }
    return render(request, "intake/case_custody.html", context)


def _handover(request: StaffRequest, pk: int) -> Handover:
    found = (
        Handover.objects.visible_to(request.user)
        .for_list()
        .select_related("case__person", "case__section")
    )
    return get_object_or_404(found, pk=pk)


def _record_read(request: StaffRequest, handover: Handover, note: str) -> None:
    record(actor=request.user, action="custody.read", subject=handover, note=note)
