"""The buttons of data in versions: one view for all of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from ppks_service.accounts.guards import StaffRequest, View, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import press

DONE = {
    "version": "Versi baru dimulai sebagai draf; yang lama tetap berlaku sampai draf diterbitkan.",
    "publish": "{} berlaku mulai sekarang.",
    "retire": "{} tidak ditawarkan lagi.",
    "discard": "Draf dibuang.",
}


def version_view(
    model: type[models.Model],
    *,
    shown: str,
    drafted: str = "",
    listed: str = "",
    **acts: Callable[..., Any],
) -> View:
    """A view that does what the pressed button says: one of ``acts``, by the names of ``DONE``.

    It leads back to ``shown``, the address of the same thing; to ``drafted`` with a new draft and to
    ``listed`` from one that is gone, where these are pages of their own.
    """

    @require_POST
    @requires(Capability.MAINTAIN_REFERENCE)
    def version_move(request: StaffRequest, **key: Any) -> HttpResponse:
        found = get_object_or_404(model, **key)
        act = request.POST.get("act", "")
        if act not in acts:
            raise Http404("Tindakan ini tidak ada.")
        result = press(request, acts[act], found, by=request.user)
        if result is not None:
            messages.success(request, DONE[act].format(result))
            if act == "version" and drafted:
                return redirect(drafted, result.pk)
            if act == "discard" and listed:
                return redirect(listed)
        return redirect(shown, **key)

    return version_move
