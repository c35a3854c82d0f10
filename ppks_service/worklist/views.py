"""What waits for whom, and the clocks by which it is due."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ppks_service.accounts.guards import StaffRequest, open_to_staff, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted
from ppks_service.worklist import actions, queries
from ppks_service.worklist.days_off import years
from ppks_service.worklist.forms import ClockForm
from ppks_service.worklist.models import Clock
from ppks_service.worklist.registry import work_of


@require_safe
@open_to_staff
def home(request: StaffRequest) -> HttpResponse:
    now, key = timezone.now(), request.GET.get("hanya", "")
    items = work_of(request.user)
    shown = queries.only(items, key, now)
    context = {
        "items": shown,
        "next": next((item for item in items if not item.paused), None),
        "together": queries.together_of(shown),
        "counts": queries.counts_of(items, key, now),
        "key": key,
        "last_acts": queries.last_acts(request.user),
        "now": now,
    }
    return render(request, "worklist/home.html", context)


@require_safe
@open_to_staff
def menu(request: StaffRequest) -> HttpResponse:
    """All places that the role can open, as a page."""
    return render(request, "worklist/menu.html")


@require_safe
@requires(Capability.MAINTAIN_REFERENCE)
def clock_list(request: StaffRequest) -> HttpResponse:
    return render(request, "worklist/clock_list.html", {"clocks": Clock.objects.order_by("code")})


@require_safe
@open_to_staff
def day_off_list(request: StaffRequest) -> HttpResponse:
    return render(request, "worklist/day_off_list.html", {"years": years()})


@require_http_methods(["GET", "POST"])
@requires(Capability.MAINTAIN_REFERENCE)
def clock_edit(request: StaffRequest, code: str) -> HttpResponse:
    clock = get_object_or_404(Clock, code=code)
    form = ClockForm(posted(request), instance=clock)
    if form.is_valid() and attempt(form, actions.set_clock, form.instance, by=request.user):
        messages.success(request, f"Jam “{clock.get_code_display()}” tersimpan.")
        return redirect("worklist:clocks")
    return render(request, "worklist/clock_form.html", {"form": form, "clock": clock})
