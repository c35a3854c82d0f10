"""Rules for every request of somebody who has signed in."""

import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from ppks_service.accounts.guards import asked_by_program, sign_in_again

LAST_SEEN = "last_seen"
# In the session of whoever gave the right password and still owes the code.
NEEDS_CODE = "needs_code"
# A session row need not change with every page: being seen is written once a minute.
GRAIN = 60


class SignInMiddleware(LoginRequiredMiddleware):
    """Lead whoever has not signed in to the sign-in page; tell a program so instead."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        if getattr(view_func, "answers_json", False):
            return sign_in_again()
        if request.method == "POST":
            return _to_sign_in(request)
        return super().handle_no_permission(request, view_func)


class IdleTimeoutMiddleware:
    """Sign out whoever did nothing for ``IDLE_TIMEOUT_MINUTES``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            last = request.session.get(LAST_SEEN, now)
            if now - last > settings.IDLE_TIMEOUT_MINUTES * 60:
                logout(request)
                if asked_by_program(request):
                    return sign_in_again()
                return _to_sign_in(request, habis=1)
            if now - last >= GRAIN or LAST_SEEN not in request.session:
                request.session[LAST_SEEN] = now
        return self.get_response(request)


def _to_sign_in(request: HttpRequest, **said: int) -> HttpResponse:
    """The sign-in page, which owns up to it where something was sent and is lost.

    What was sent cannot be gone back to, and its address may know no other way: the page that it was
    sent from is opened again.
    """
    where = request.path
    if request.method == "POST":
        where = urlsplit(request.headers.get("referer", "")).path or where
        if request.path != reverse("accounts:sign_out"):
            said["kirim"] = 1
    query = urlencode({"next": where, **said})
    return redirect(f"{reverse(settings.LOGIN_URL)}?{query}")


class SecondFactorMiddleware:
    """Ask for the code of whoever has set one up, and for a new password where one is due.

    Without the code nothing opens but the page that asks for it and the way out: not even the
    change of the password, which may be all that a thief has.
    """

    WITHOUT_CODE = frozenset({"accounts:code", "accounts:sign_out"})
    WITHOUT_NEW_PASSWORD = frozenset({"accounts:password", "accounts:sign_out"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        is_public = not getattr(view, "login_required", True)
        if is_public or not request.user.is_authenticated or request.resolver_match is None:
            return None
        name = request.resolver_match.view_name
        if request.session.get(NEEDS_CODE):
            if name in self.WITHOUT_CODE:
                return None
            if asked_by_program(request):
                return sign_in_again()
            query = urlencode({"next": request.path})
            return redirect(f"{reverse('accounts:code')}?{query}")
        if request.user.must_change_password and name not in self.WITHOUT_NEW_PASSWORD:
            if asked_by_program(request):
                return JsonResponse({"why": "Ganti kata sandi dahulu sebelum bekerja."}, status=403)
            messages.warning(request, "Ganti kata sandi dahulu sebelum bekerja.")
            return redirect("accounts:password")
        return None
