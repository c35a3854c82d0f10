"""Where an act came from: the address and the user of the request, for journal and field history."""

from collections.abc import Callable
from contextvars import ContextVar

import pghistory
from django.http import HttpRequest, HttpResponse

_origin: ContextVar[str | None] = ContextVar("origin", default=None)


def current_origin() -> str | None:
    """The network address the present request came from, or None outside a request."""
    return _origin.get()


class OriginMiddleware:
    """Remember who asks and from where for as long as the request lasts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _origin.set(request.META.get("REMOTE_ADDR") or None)
        try:
            if request.method in ("GET", "HEAD"):
                return self.get_response(request)
            with pghistory.context(user=request.user.pk):
                return self.get_response(request)
        finally:
            _origin.reset(token)
