"""What a request meets that wants the file of a protected person without a reason."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ppks_service.journal.openings import Sealed


class SealMiddleware:
    """Lead whoever must say why they open a file to the page that asks; one place for every address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        from intake.views.unseal import interrupted  # the middleware loads before the apps' views

        return interrupted(request, exception) if isinstance(exception, Sealed) else None  # type: ignore[arg-type]
