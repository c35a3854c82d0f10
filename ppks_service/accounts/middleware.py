"""Rules for every request of somebody who has signed in."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

LAST_SEEN = "last_seen"
# Addresses that stay reachable for who must first change a password or give a code.
ALWAYS = frozenset({"accounts:sign_out", "accounts:password", "accounts:code", "health"})


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
                return redirect(f"{reverse(settings.LOGIN_URL)}?next={request.path}&habis=1")
            # Written at most once a minute: a session row need not change with every page.
            if now - last >= 60 or LAST_SEEN not in request.session:
                request.session[LAST_SEEN] = now
        return self.get_response(request)


class SecondFactorMiddleware:
    """Ask for the code of whoever has set one up, and for a new password where one is due."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponse | None:
        if not request.user.is_authenticated or self._is_always_open(request):
            return None
        if request.session.get("needs_code"):
            return redirect("accounts:code")
        if request.user.must_change_password:
            messages.warning(request, "Ganti kata sandi dahulu sebelum bekerja.")
            return redirect("accounts:password")
        return None

    @staticmethod
    def _is_always_open(request: HttpRequest) -> bool:
        match = request.resolver_match
        return match is not None and match.view_name in ALWAYS
