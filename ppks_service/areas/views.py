"""Finding an area: suggestions for a field, and a page to walk down the list."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ppks_service.accounts.guards import StaffRequest, open_to_staff
from ppks_service.areas.models import Area
from ppks_service.text import folded

SHOWN = 20
# A word of fewer letters than a trigram has would read the whole table.
ENOUGH = 3


@require_safe
@open_to_staff
def area_search(request: StaffRequest) -> HttpResponse:
    """The suggestions for what has been typed so far: a part of a page, at most twenty."""
    words = request.GET.get("q", "")[:100]
    enough = _is_enough(words)
    found = list(Area.objects.matching(words)[:SHOWN]) if enough else []
    return render(request, "areas/_options.html", {"areas": found, "enough": enough})


@require_safe
@open_to_staff
def area_browse(request: StaffRequest) -> HttpResponse:
    """The list to walk through, from the provinces down; or what a search finds in it."""
    words, code = request.GET.get("q", "")[:100], request.GET.get("di", "")
    inside = get_object_or_404(Area, pk=code) if code else None
    enough = _is_enough(words)
    if words:
        areas = Area.objects.matching(words)[: SHOWN * 5] if enough else Area.objects.none()
    else:
        areas = Area.objects.filter(parent=inside).order_by("code")
    context = {
        "areas": areas,
        "inside": inside,
        "above": _above(inside),
        "words": words,
        "enough": enough,
    }
    return render(request, "areas/browse.html", context)


def _is_enough(words: str) -> bool:
    return any(len(word) >= ENOUGH for word in folded(words).split())


def _above(area: Area | None) -> list[Area]:
    """The areas that ``area`` lies in, the widest first, and itself."""
    if area is None:
        return []
    parts = area.pk.split(".")
    codes = [".".join(parts[: i + 1]) for i in range(len(parts))]
    return list(Area.objects.filter(pk__in=codes).order_by("level"))
