"""The page that asks why, and what a request meets that wants a sealed file."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from intake.actions.unseal import unseal
from intake.forms.unseal import PREFIX, UnsealForm
from intake.models import Case
from intake.seal import is_sealed
from ppks_service.accounts.guards import StaffRequest, asked_by_program, requires
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted
from ppks_service.http import next_address
from ppks_service.journal.openings import Sealed

PAGE = "intake/unseal.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_CASES)
def case_unseal(request: StaffRequest, number: str) -> HttpResponse:
    case = _case(request, number)
    onward = next_address(request, reverse("intake:case_show", args=[number]))
    if not is_sealed(request.user, case):
        return redirect(onward)
    form = UnsealForm(posted(request))
    if _opened(request, form, case):
        return redirect(onward)
    return render(request, PAGE, _context(case, form) | {"next": onward})


def interrupted(request: StaffRequest, sealed: Sealed) -> HttpResponse:
    """The answer to a request for a sealed file: on to the question, and back to what was wanted.

    An act that was posted while the opening ran out is not lost: the question stands over what was
    typed, and once it is answered the act itself goes on.
    """
    if asked_by_program(request):
        return JsonResponse({"why": str(sealed)}, status=403)
    if request.htmx or request.method in ("GET", "HEAD"):
        wanted = request.htmx.current_url_abs_path if request.htmx else request.get_full_path()
        query = urlencode({"next": wanted or "/"})
        address = f"{reverse('intake:case_unseal', args=[sealed.number])}?{query}"
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    return _over_an_act(request, sealed)


def _over_an_act(request: StaffRequest, sealed: Sealed) -> HttpResponse:
    case = _case(request, sealed.number)
    answered = f"{PREFIX}-reason" in request.POST
    form = UnsealForm(request.POST if answered else None)
    if answered and _opened(request, form, case) and request.resolver_match is not None:
        view, args, kwargs = request.resolver_match
        try:
            answer: HttpResponse = view(request, *args, **kwargs)
        except Sealed as another:
            answer = interrupted(request, another)
        return answer
    own = (PREFIX, "csrfmiddlewaretoken")
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if not name.startswith(own)
        for value in values
    ]
    context = {"typed": typed, "has_files": bool(request.FILES), "is_act": True}
    return render(request, PAGE, _context(case, form) | context, status=403)


def _opened(request: StaffRequest, form: UnsealForm, case: Case) -> bool:
    if not form.is_valid():
        return False
    entry = attempt(form, unseal, case, by=request.user, **form.cleaned_data)
    if entry is not None:
        messages.success(
            request, f"Berkas {case.number} terbuka bagi Anda selama {settings.UNSEAL_HOURS} jam."
        )
    return entry is not None


def _case(request: StaffRequest, number: str) -> Case:
    cases = Case.objects.reachable_by(request.user).select_related("person", "section", "owner")
    return get_object_or_404(cases, number=number)


def _context(case: Case, form: UnsealForm) -> dict[str, Any]:
    return {"case": case, "form": form, "hours": settings.UNSEAL_HOURS}
