"""The guard above every view."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve
from django_htmx.middleware import HtmxDetails

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability, roles_with


class StaffRequest(HttpRequest):
    """A request whose user has signed in."""

    user: User
    htmx: HtmxDetails


View = Callable[..., HttpResponse]


def requires(*capabilities: Capability) -> Callable[[View], View]:
    """Let in whoever has one of ``capabilities``; others read who may."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(request.user.has(capability) for capability in capabilities):
                raise PermissionDenied(refusal_sentence(capabilities[0]))
            return view(request, *args, **kwargs)

        guarded.guarded_by = capabilities  # type: ignore[attr-defined]
        return guarded

    return decorate


def open_to_staff(view: View) -> View:
    """Mark a view as open to everyone who has signed in: their own account, their own work."""
    view.guarded_by = ()  # type: ignore[attr-defined]
    return view


def answers_json(view: View) -> View:
    """Mark a view that a program asks: it never redirects, and refuses by status and sentence."""

    @wraps(view)
    def answering(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as refusal:
            return JsonResponse({"why": str(refusal)}, status=403)

    answering.answers_json = True  # type: ignore[attr-defined]
    return answering


def asked_by_program(request: HttpRequest) -> bool:
    """Whether the address of ``request`` answers in JSON; also before its view is chosen."""
    try:
        view = (request.resolver_match or resolve(request.path_info)).func
    except Resolver404:
        return False
    return getattr(view, "answers_json", False)


def sign_in_again() -> JsonResponse:
    """What a program is told when nobody is signed in any more."""
    return JsonResponse(
        {"why": "Anda belum masuk, atau masuknya sudah habis. Masuk lagi."}, status=401
    )


def refusal_sentence(capability: Capability) -> str:
    """Who may, for a user who may not."""
    who = ", ".join(role.label for role in roles_with(capability))
    return f"Peran Anda tidak dapat {capability}. Yang dapat: {who}."
