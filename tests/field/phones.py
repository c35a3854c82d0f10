"""A phone as the server sees it: items with identities of their own, posted as the phone posts them."""

import io
import itertools
import json
import uuid
from collections.abc import Callable
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from intake.actions.field import Item, parse_item
from intake.models import Raid, RaidStop

_colours = itertools.count(1)


def a_jpeg(seed: int | None = None) -> bytes:
    """A small picture, another one each time unless ``seed`` says which."""
    n = next(_colours) if seed is None else seed
    out = io.BytesIO()
    Image.new("RGB", (48, 36), (n * 37 % 256, n * 91 % 256, 90)).save(out, "JPEG")
    return out.getvalue()


class Phone:
    """Makes items in order, each with an identity that ``identity`` gives; its clock may be set back."""

    def __init__(
        self, raid: Raid | None = None, *, identity: Callable[[], uuid.UUID] = uuid.uuid4
    ) -> None:
        self.identity = identity
        self.device = str(identity())
        self.seq = 0
        self.raid = raid

    def item(
        self, kind: str, subject: object = None, *, raid: object = ..., **body: Any
    ) -> dict[str, Any]:
        self.seq += 1
        in_raid = (self.raid.client_uuid if self.raid else None) if raid is ... else raid
        return {
            "uuid": str(self.identity()),
            "kind": kind,
            "subject": str(subject or self.identity()),
            "raid": str(in_raid) if in_raid else None,
            "made_at": timezone.now().isoformat(),
            "seq": self.seq,
            "device": self.device,
            "body": body,
        }

    def person(self, subject: object = None, **said: Any) -> dict[str, Any]:
        stop = said.pop("stop", None)
        raid = said.pop("raid", ...)
        body = {
            "met_at": timezone.now().isoformat(),
            "sex": "L",
            "age_band": "25-44",
            "activities": ["begging"],
            "stop": str(stop.client_uuid) if isinstance(stop, RaidStop) else stop,
        } | said
        return self.item("encounter.record", subject, raid=raid, **body)


def read(raw: dict[str, Any], photo: bytes | None = None) -> Item:
    return parse_item(raw, ContentFile(photo, name="foto.jpg") if photo else None)


def post(
    client: Client, *items: dict[str, Any], photos: dict[str, bytes] | None = None
) -> dict[str, dict[str, Any]]:
    """Send items as the phone does and return the receipts by UUID."""
    data: dict[str, Any] = {"items": json.dumps(items)}
    for item_uuid, photo in (photos or {}).items():
        data[f"photo-{item_uuid}"] = ContentFile(photo, name="foto.jpg")
    response = client.post(reverse("intake:field_send"), data)
    assert response.status_code == 200, response.content
    return {receipt["uuid"]: receipt for receipt in response.json()["items"]}
