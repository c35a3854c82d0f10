"""An item as a phone sends it: read, hashed, and nothing believed yet."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from intake.models import SyncItem, SyncKind
from ppks_service.accounts.models import User
from ppks_service.documents.actions import IMAGES, checked_upload

AT_MOST = 25
# One item is a form of a page, not a file.
BODY_AT_MOST = 64 * 1024
SEQ_AT_MOST = 2**53


class BadItem(Exception):
    """What a phone sent is no item of the protocol. The text is for whoever mends the program."""


@dataclass(frozen=True)
class Item:
    """One item of a post, well formed; whether it may be done is asked later."""

    uuid: UUID
    kind: SyncKind
    subject: UUID
    raid: UUID | None
    device: UUID
    made_at: dt.datetime
    seq: int
    body: dict[str, Any]
    photo: UploadedFile | None = None

    @cached_property
    def content_hash(self) -> str:
        """Equal for what says the same; when and in which order it was sent is no content."""
        content = {
            "kind": self.kind.value,
            "subject": str(self.subject),
            "raid": str(self.raid),
            "body": self.body,
            "photo": _sha256(self.photo),
        }
        text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def picture(self) -> bytes | None:
        """The photo drawn anew: once, for it takes longest. Raises ``ValidationError``."""
        return checked_upload(self.photo, IMAGES)[0] if self.photo else None

    def row(self, *, by: User) -> SyncItem:
        """What is kept of it, not stored yet, and without its photo."""
        return SyncItem(
            uuid=self.uuid,
            kind=self.kind,
            subject=self.subject,
            raid=self.raid,
            device=self.device,
            made_at=self.made_at,
            seq=self.seq,
            sent_by=by,
            content_hash=self.content_hash,
            payload=self.body,
            received_at=timezone.now(),
        )


def parse_item(raw: object, photo: UploadedFile | None = None) -> Item:
    """Read one item. Raises ``BadItem``."""
    if not isinstance(raw, dict):
        raise BadItem("an item is an object")
    try:
        kind = SyncKind(str(raw.get("kind")))
    except ValueError as unknown:
        raise BadItem("unknown kind") from unknown
    body, seq, made_at = raw.get("body"), raw.get("seq"), moment(raw.get("made_at"))
    if not isinstance(body, dict) or len(json.dumps(body)) > BODY_AT_MOST:
        raise BadItem("body")
    if type(seq) is not int or not 0 <= seq <= SEQ_AT_MOST:
        raise BadItem("seq")
    if made_at is None:
        raise BadItem("made_at")
    return Item(
        uuid=_uuid(raw, "uuid"),
        kind=kind,
        subject=_uuid(raw, "subject"),
        raid=_uuid(raw, "raid") if raw.get("raid") else None,
        device=_uuid(raw, "device"),
        made_at=made_at,
        seq=seq,
        body=_without_nul(body),
        photo=photo,
    )


def moment(value: object) -> dt.datetime | None:
    """A moment as ISO text with its zone, or None when it is none."""
    if not isinstance(value, str):
        return None
    try:
        found = parse_datetime(value)
    except ValueError:
        return None
    if found is None:
        return None
    found = found if timezone.is_aware(found) else timezone.make_aware(found)
    return found.astimezone(dt.UTC) if 2000 < found.year < 2200 else None


def known_uuid(value: object) -> UUID | None:
    """``value`` as a UUID, or None when it is none."""
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def sentences(error: ValidationError) -> list[dict[str, str]]:
    """The refusals of a form, field by field."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return [
        {"field": "" if field == "__all__" else field, "sentence": sentence}
        for field, found in by_field.items()
        for sentence in found
    ]


def _uuid(raw: dict[str, Any], name: str) -> UUID:
    found = known_uuid(raw.get(name))
    if found is None:
        raise BadItem(name)
    return found


def _without_nul(value: Any) -> Any:
    """PostgreSQL keeps no NUL; a keyboard makes none."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, list):
        return [_without_nul(part) for part in value]
    if isinstance(value, dict):
        return {str(key).replace("\x00", ""): _without_nul(part) for key, part in value.items()}
    return value


def _sha256(photo: UploadedFile | None) -> str:
    if photo is None:
        return ""
    photo.seek(0)
    return hashlib.sha256(photo.read()).hexdigest()
