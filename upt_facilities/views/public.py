"""The public directory: open to everybody, names nobody."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from upt_facilities.directory import listings, nearest_first, search
from upt_facilities.forms import DirectoryFilter
from upt_facilities.models import Facility


@require_safe
@login_not_required
def directory(request: HttpRequest) -> HttpResponse:
    form = DirectoryFilter(request.GET)
    audience, regency = form.chosen()
    shown = nearest_first(listings(search(audience, regency)), regency)
    return render(
        request,
        "facilities/directory.html",
        {"form": form, "listings": shown, "is_filtered": bool(audience or regency)},
    )


@require_safe
@login_not_required
def service(request: HttpRequest, code: str) -> HttpResponse:
    facility = get_object_or_404(Facility.objects.published(), code=code)
    (listing,) = listings(Facility.objects.filter(pk=facility.pk))
    return render(request, "facilities/service.html", {"facility": facility, "listing": listing})
