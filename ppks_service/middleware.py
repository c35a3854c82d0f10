"""What every answer carries."""

from collections.abc import Callable

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

PERMISSIONS_POLICY = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"


class ProxyAddressMiddleware:
    """Behind our proxy, take the caller's address from it: for the journal and the lock on sign-in.

    The last address of X-Forwarded-For is what our own proxy saw; those before it anybody can write.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.BEHIND_PROXY:
            seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
            if seen:
                request.META["REMOTE_ADDR"] = seen
        return self.get_response(request)


class CompressedTextMiddleware(GZipMiddleware):
    """Send pages and JSON by gzip: a list of fifty rows is then 8 kB instead of 45. Files go as they are.

    Django adds a random length to each answer and masks the token anew, so that what an attacker makes
    a page repeat tells nothing of the rest by its size (BREACH).
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.get("Content-Type", "")
        if kind.startswith("text/") or "json" in kind or "javascript" in kind:
            return super().process_response(request, response)
        return response


class PrivateResponsesMiddleware:
    """Keep what a signed-in user saw out of every cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: WSGIRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response


class SentAddressMiddleware:
    """Explain an address that only takes what a form sends, instead of Django's blank page.

    A browser comes to one when a refused form is still open and its address is opened again: by Enter,
    from a bookmark, or with the tabs of yesterday.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content or request.method != "GET":
            return response
        explained = render(request, "405.html", status=405)
        explained["Allow"] = response["Allow"]
        return explained
