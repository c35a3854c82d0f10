"""What must be there before a placement: letters of protecting agencies, and papers that somebody brings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intake.queries import files_of
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.forms import posted
from referrals import actions
from referrals.forms_gates import ClearanceForm, PaperTaskForm
from referrals.models import PaperTask, Referral
from referrals.views.attempts import attempt

ANSWERED = ["GET", "HEAD", "POST"]


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def clearance(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(files_of(request.user), number=number)
    form = ClearanceForm(posted(request), case=case)
    if form.is_valid() and attempt(
        form, lambda: actions.record_clearance(form.instance, by=request.user)
    ):
        messages.success(request, "Surat tercatat. Penempatan sekarang dapat diajukan.")
        return redirect("referrals:places", number)
    context = {
        "form": form,
        "title": "Rekomendasi perlindungan",
        "meta": f"{number}. Tanpa surat ini orangnya tidak ditempatkan untuk menetap.",
        "act": "Catat surat",
        "crumb": "Cari tempat",
        "back": reverse("referrals:places", args=[number]),
    }
    return render(request, "components/act_page.html", context)


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def paper_task(request: StaffRequest, pk: int) -> HttpResponse:
    tasks = PaperTask.objects.select_related("referral__case", "owner")
    mine = tasks.filter(referral__in=Referral.objects.visible_to(request.user))
    task = get_object_or_404(mine, pk=pk)
    form = PaperTaskForm(posted(request), task=task)
    if form.is_valid() and attempt(
        form, lambda: actions.hand_paper_task(task, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "Tersimpan; muncul di pekerjaan yang mengurus.")
        return redirect("referrals:show", task.referral.number)
    context = {
        "form": form,
        "title": f"Surat kurang: {task}",
        "meta": f"Untuk rujukan {task.referral.number}. Selesai sendiri begitu suratnya diunggah.",
        "act": "Simpan",
        "crumb": f"Rujukan {task.referral.number}",
        "back": reverse("referrals:show", args=[task.referral.number]),
    }
    return render(request, "components/act_page.html", context)
