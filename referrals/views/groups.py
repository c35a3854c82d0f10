"""Several people at once: a family to one place or split with the reason, a group in batches."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from intake.case_page import case_context
from intake.queries import files_of
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.forms import posted
from referrals import actions, permissions
from referrals.companions import companions_of
from referrals.forms_groups import GroupForm
from referrals.models import PlacementGroup
from referrals.views.attempts import attempt
from upt_facilities.together import common_places


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_REFERRALS)
def together(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(files_of(request.user), number=number)
    cases = companions_of(case, request.user)
    places = common_places(cases)
    form = GroupForm(posted(request), cases=cases, places=places)
    if form.is_valid() and attempt(
        form,
        lambda: actions.place_together(form.instance, form.choices(), by=request.user),
    ):
        messages.success(request, "Draf rujukan tiap orang tersimpan; ajukan satu per satu.")
        return redirect("referrals:together", number)
    groups = PlacementGroup.objects.filter(members__case=case).prefetch_related(
        "members__case__person", "members__referral__facility"
    )
    context = case_context(request, case, tab="rujukan") | {
        "form": form,
        "cases": cases,
        "places": places[:5],
        "groups": groups.order_by("-pk"),
        "refusal": permissions.write_for_case.refusal(request.user, case) or "",
    }
    return render(request, "referrals/together.html", context)
