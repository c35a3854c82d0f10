"""People who were met together, on one page: a mother and her children."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from intake import actions
from intake.actions.groups import MemberRefused
from intake.forms import groups as forms
from intake.models import Encounter
from intake.views.encounters import CHILD_NOTE, asked_stop, open_raid_of
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.forms import add_errors, posted
from ppks_service.indonesian import clock_time


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_RAIDS)
def encounter_group(request: StaffRequest, number: str) -> HttpResponse:
    raid = open_raid_of(request, number)
    stop = asked_stop(request, raid)
    begun = {"stop": stop, "place": stop.name if stop else "", "met_at": timezone.now()}
    form = forms.GroupForm(posted(request), raid=raid, initial=begun)
    rows = forms.rows_of(posted(request), request.FILES or None)
    if request.method == "POST" and "baris" not in request.POST:
        valid = [part.is_valid() for part in (form, rows)]  # each shows its own errors
        people = _recorded(form, rows, request) if all(valid) else None
        if people is not None:
            at = clock_time(timezone.localtime(people[0].recorded_at))
            messages.success(request, f"{len(people)} orang tersimpan di server {at}.")
            if any(person.is_child for person in people):
                messages.warning(request, CHILD_NOTE)
            return redirect("intake:raid_show", number)
    context = {"form": form, "rows": rows, "raid": raid, "next": raid.last_ordinal + 1}
    return render(request, "intake/encounter_group.html", context)


def _recorded(form: forms.GroupForm, rows: Any, request: StaffRequest) -> list[Encounter] | None:
    """The people recorded, or None with the refusal written beside what it is about."""
    members = [form.member(row) for row in rows.filled()]
    batch, photos = form.cleaned_data["batch"], rows.photos()
    try:
        return actions.record_group(members, by=request.user, batch=batch, photos=photos)
    except MemberRefused as refused:
        forms.show_refusal(form, rows, refused)
    except ValidationError as error:
        add_errors(form, error)
    return None
