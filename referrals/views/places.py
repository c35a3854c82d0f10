"""Looking for a place for one person, and asking for it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from intake.case_page import case_context
from intake.models import Case
from intake.queries import files_of
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.forms import posted
from referrals import actions, permissions, queries, workflow
from referrals.forms import ReferralForm
from referrals.models import Referral
from referrals.places_page import Places, places_context, places_for
from referrals.referral_page import permit_beyond
from referrals.views.attempts import attempt, back_to

ANSWERED = ["GET", "HEAD", "POST"]


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def places(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(files_of(request.user), number=number)
    found = places_for(case, request.GET.get("tempat", ""), narrowed=_narrowed(request))
    form = None
    if found.chosen is not None:
        form = ReferralForm(posted(request), fit=found.chosen, case=case)
        if form.is_valid() and (referral := _written(request, form)):
            return back_to(referral)
    return _draw(request, case, found, form, referral=None)


@require_http_methods(ANSWERED)
@requires(Capability.WRITE_REFERRALS)
def referral_edit(request: StaffRequest, number: str) -> HttpResponse:
    referral = get_object_or_404(queries.whole(request.user), number=number)
    case = get_object_or_404(files_of(request.user), pk=referral.case_id)
    if referral.status not in workflow.EDITABLE:
        messages.error(request, "Isi rujukan ini tidak dapat diubah lagi.")
        return back_to(referral)
    code = request.GET.get("tempat", referral.facility.code)
    found = places_for(case, code, referral, narrowed=_narrowed(request))
    form = None
    if found.chosen is not None:
        form = ReferralForm(posted(request), fit=found.chosen, case=case, instance=referral)
        if form.is_valid() and (referral_now := _written(request, form)):
            return back_to(referral_now)
    return _draw(request, case, found, form, referral=referral)


def _narrowed(request: StaffRequest) -> tuple[str, str]:
    return request.GET.get("kelompok", ""), request.GET.get("page", "")


def _draw(
    request: StaffRequest,
    case: Case,
    found: Places,
    form: ReferralForm | None,
    *,
    referral: Referral | None,
) -> HttpResponse:
    context = case_context(request, case, tab="rujukan") | places_context(case, found)
    context |= {
        "form": form,
        "referral": referral,
        "permit": permit_beyond(case, found.chosen) if found.chosen else None,
        "may_decide": request.user.has(Capability.DECIDE),
        "refusal": permissions.write_for_case.refusal(request.user, case) or "",
    }
    return render(request, "referrals/places.html", context)


def _written(request: StaffRequest, form: ReferralForm) -> Referral | None:
    """Save what the form holds and, where "Ajukan" was pressed, submit it; None where that was refused."""
    is_new = form.instance.pk is None
    save = actions.draft if is_new else actions.edit
    ask = request.POST.get("simpan") == "ajukan"
    act = actions.write_and_submit if ask else save
    chosen = form.cleaned_data.get("enclosures") or ()
    done: Referral | None = attempt(
        form, lambda: act(form.instance, by=request.user, enclosures=chosen)
    )
    if done is not None:
        said = "Diajukan ke Kepala Seksi. Tempat belum dipesan sampai disetujui."
        messages.success(request, said if ask else f"Draf {done.number} tersimpan di server.")
    elif is_new:
        form.instance.pk = None
    return done
