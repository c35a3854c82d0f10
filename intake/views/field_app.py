"""The field app as the browser fetches it: the page, its worker, its manifest."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from intake import field_app
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability


@require_safe
@requires(Capability.WRITE_RAIDS)
def field(request: StaffRequest) -> HttpResponse:
    """The same page for every officer: it holds no name and no token."""
    return HttpResponse(field_app.shell())


@require_safe
@login_not_required
@never_cache
def field_worker(request: HttpRequest) -> HttpResponse:
    return HttpResponse(field_app.worker(), content_type="text/javascript; charset=utf-8")


@require_safe
@login_not_required
def field_manifest(request: HttpRequest) -> HttpResponse:
    return JsonResponse(field_app.manifest(), content_type="application/manifest+json")
