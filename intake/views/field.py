"""What phones fetch and send. Nothing here redirects: a program reads the answers."""

import base64
import json
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.datastructures import MultiValueDictKeyError
from django.views.decorators.http import require_POST, require_safe

from intake import field_pages
from intake.actions import field
from ppks_service.accounts.guards import StaffRequest, answers_json, requires
from ppks_service.accounts.roles import Capability
from ppks_service.crypto import derived_key, keyed_hash

POST_AT_MOST = 16 * 1024 * 1024
RECEIPTS_AT_MOST = 200
MALFORMED = "Kiriman tidak terbaca oleh server. Perbarui aplikasi, lalu kirim lagi."


@require_safe
@answers_json
@requires(Capability.WRITE_RAIDS)
def field_key(request: StaffRequest) -> HttpResponse:
    """Who is signed in, and the key that opens this user's queue on the phone and nobody else's."""
    key = derived_key(f"field-queue:{request.user.pk}")
    return _answer(
        {
            "user": keyed_hash(f"field-user:{request.user.pk}")[:32],
            "name": request.user.full_name,
            "key": base64.b64encode(key).decode(),
            "csrf": get_token(request),
            "server_time": timezone.localtime().isoformat(),
        }
    )


@require_safe
@answers_json
@requires(Capability.WRITE_RAIDS)
def field_provisions(request: StaffRequest) -> HttpResponse:
    return _answer(field_pages.provisions(request.user))


@require_POST
@answers_json
@requires(Capability.WRITE_RAIDS)
def field_send(request: StaffRequest) -> HttpResponse:
    """Take in what a phone queued; see ``docs/field-sync.md``."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > POST_AT_MOST:
        return _answer({"why": "Kiriman terlalu besar. Kirim sebagian dahulu."}, status=413)
    try:
        items, bad = _items(request)
    except (ValueError, MultiValueDictKeyError, SuspiciousOperation):
        return _answer({"why": MALFORMED}, status=400)
    try:
        receipts = field.receive(items, by=request.user)
    except field.Busy:
        response = _answer({"why": "Server sedang sibuk. Kiriman dicoba lagi nanti."}, status=503)
        response["Retry-After"] = "10"
        return response
    return _answer({"server_time": timezone.localtime().isoformat(), "items": receipts + bad})


@require_POST
@answers_json
@requires(Capability.WRITE_RAIDS)
def field_receipts(request: StaffRequest) -> HttpResponse:
    try:
        uuids = [field.known_uuid(value) for value in json.loads(request.body)["uuids"]]
    except (ValueError, KeyError, TypeError):
        return _answer({"why": MALFORMED}, status=400)
    known = [value for value in uuids if value is not None][:RECEIPTS_AT_MOST]
    return _answer({"items": field.receipts_for(known, by=request.user)})


def _items(request: StaffRequest) -> tuple[list[field.Item], list[dict[str, Any]]]:
    """The items of a post, and receipts for those that are none. Raises ``ValueError``."""
    raw = json.loads(request.POST["items"])
    if not isinstance(raw, list) or not 1 <= len(raw) <= field.AT_MOST:
        raise ValueError("items")
    items, bad = [], []
    for one in raw:
        item_uuid = field.known_uuid(one.get("uuid")) if isinstance(one, dict) else None
        if item_uuid is None:
            raise ValueError("uuid")
        try:
            items.append(field.parse_item(one, request.FILES.get(f"photo-{item_uuid}")))
        except field.BadItem:
            bad.append(field.refusal_of(item_uuid, MALFORMED))
    return items, bad


def _answer(content: dict[str, Any], *, status: int = 200) -> JsonResponse:
    response = JsonResponse(content, status=status)
    response["Cache-Control"] = "no-store"
    return response
