"""The tab of health: professions side by side, and the facts that only some may read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from intake import actions, health, permissions_health, queries, same
from intake.case_page import case_context
from intake.forms.health import HealthFactForm, StrikeHealthForm
from intake.models import Case
from intake.views.page_forms import PageForm, bound_to, submitted
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.journal.actions import record


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_CASES)
def case_health(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    page_forms = _forms(request, case)
    if submitted(request, page_forms):
        return _after(request, case)
    records = same.group_of(case.person_id).keys
    panel = health.panel_for(request.user, case, records)
    if panel.guarded and request.method != "POST":
        note = "Fakta kesehatan yang dijaga dibaca."
        record(actor=request.user, action="health.read", subject=case, note=note)
    context = case_context(request, case, tab="kesehatan") | {
        "panel": panel,
        "there_is": health.THERE_IS,
        "forms": {key: page_form.form for key, page_form in page_forms.items()},
        "may_strike": permissions_health.strike_health.allows(request.user, case),
    }
    return render(request, "intake/case_health.html", context)


def _forms(request: StaffRequest, case: Case) -> dict[str, PageForm]:
    by = request.user
    return {
        "fact": PageForm(
            HealthFactForm(**bound_to(request, "fact"), case=case, user=by),
            lambda f: actions.record_health(f.instance, by=by),
            "Fakta kesehatan tercatat dan dijaga.",
        ),
        "strike": PageForm(
            StrikeHealthForm(**bound_to(request, "strike"), case=case),
            lambda f: actions.strike_health(
                f.cleaned_data["fact"], by=by, reason=f.cleaned_data["reason"]
            ),
            "Catatan dicoret; barisnya tetap terbaca bagi yang berhak.",
        ),
    }


def _after(request: StaffRequest, case: Case) -> HttpResponse:
    """Back to the tab; who no longer may open the file, now that it is protected, to the list."""
    if queries.files_of(request.user).filter(pk=case.pk).exists():
        return redirect("intake:case_health", case.number)
    messages.info(
        request,
        f"Kasus {case.number} kini terlindung: dibuka penanggung jawab, yang mendaftarkan, dan Kepala Seksi.",
    )
    return redirect("intake:case_list")
