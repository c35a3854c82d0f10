"""Pages of the platform that belong to no app."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import csrf
from django.views.decorators.http import require_POST, require_safe

from ppks_service import __version__
from ppks_service.accounts.guards import asked_by_program, sign_in_again

YEAR = 365 * 24 * 60 * 60


@require_safe
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """200 while the database answers, 503 while it does not; what a supervisor asks."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database away"}, status=503)
    return JsonResponse({"status": "ok"})


@require_safe
@login_not_required
def about(request: HttpRequest) -> HttpResponse:
    """What the program is, whose data it shows, and the licence of the area list."""
    return render(request, "about.html", {"version": __version__})


@require_POST
@login_not_required
def theme_set(request: HttpRequest) -> HttpResponse:
    """Keep light or dark for this browser, and draw the page again that asked for it."""
    back = request.POST.get("kembali", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    response.set_cookie(
        "tema",
        "gelap" if request.POST.get("tema") == "gelap" else "terang",
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form's token is stale. A program gets a fresh one, or hears that nobody is signed in."""
    if not asked_by_program(request):
        return csrf.csrf_failure(request, reason=reason)
    if not request.user.is_authenticated:
        return sign_in_again()
    why = "Tanda pengaman kiriman ini sudah lama. Kirim lagi."
    return JsonResponse({"why": why, "csrf": get_token(request)}, status=403)
