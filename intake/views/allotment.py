"""Cases that nobody answers for yet, shared out many at a time."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intake import actions
from intake.allotment import met_with, sections_led_by, to_share
from intake.clocks import clock_of
from intake.forms.allotment import AllotmentForm
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.models import Office
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted
from ppks_service.worklist.clocks import Clocks


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.DECIDE)
def allotment(request: StaffRequest) -> HttpResponse:
    """Who waits, who has how much in hand; tick the first, choose the second."""
    sections = list(sections_led_by(request.user))
    section = _chosen(request, sections)
    cases = to_share(request.user, section)
    form = AllotmentForm(posted(request), section=section, user=request.user)
    if request.method == "POST" and form.is_valid():
        owner = form.cleaned_data["owner"]
        ticked = list(form.cleaned_data["cases"])
        answers = attempt(form, actions.assign_many, ticked, by=request.user, owner=owner)
        if answers is not None:
            _say(request, answers, owner)
            return redirect(f"{reverse('intake:allotment')}?seksi={section.pk}")
    clocks = Clocks()
    context = {
        "sections": sections,
        "section": section,
        "rows": [(case, clock_of(case, clocks, {}), met_with(case)) for case in cases],
        "form": form,
        "all_ticked": request.method != "POST" and request.GET.get("semua") == "ya",
        "ticked": request.POST.getlist("cases"),
    }
    return render(request, "intake/allotment.html", context)


def _chosen(request: HttpRequest, sections: list[Office]) -> Office:
    """The section that the address names, or the first. Raises ``Http404`` for who leads none."""
    asked = request.GET.get("seksi", "")
    named = [section for section in sections if str(section.pk) == asked]
    for section in (*named, *sections):
        return section
    raise Http404


def _say(request: HttpRequest, answers: list[actions.Allotted], owner: object) -> None:
    done = sum(not answer.why_not for answer in answers)
    if done:
        messages.success(request, f"{done} kasus ditunjuk kepada {owner}.")
    left = [f"{a.case.number} ({a.why_not})" for a in answers if a.why_not]
    if left:
        messages.warning(request, f"{len(left)} tidak berubah: {'; '.join(left)}.")
