"""Answers that many views give."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme


def render_page_or_part(
    request: HttpRequest, template: str, part: str, context: dict[str, Any]
) -> HttpResponse:
    """Render ``template``, or only its ``{% partialdef part %}`` when htmx asks for that."""
    htmx = getattr(request, "htmx", None)
    wants_part = htmx is not None and bool(htmx) and not htmx.history_restore_request
    response = render(request, f"{template}#{part}" if wants_part else template, context)
    # One address has two bodies: without this, going back may show the part as a page.
    patch_vary_headers(response, ["HX-Request"])
    return response


def next_address(request: HttpRequest, otherwise: str = "/") -> str:
    """Where to go on, if that lies in this house."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    inside = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if inside else otherwise


def file_response(
    content: bytes, *, filename: str, content_type: str, inline: bool = True
) -> HttpResponse:
    """Send a file that lies in the database. ``filename`` is ASCII and names no person."""
    response = HttpResponse(content, content_type=content_type)
    disposition = "inline" if inline else "attachment"
    response["Content-Disposition"] = f'{disposition}; filename="{filename}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
