"""The link by which a partner without an account answers: given, opened by its PIN, taken back."""

import datetime as dt
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from ppks_service.accounts.actions import speaking_account
from ppks_service.accounts.models import User
from ppks_service.documents.actions import pdf_of
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus
from ppks_service.worklist.clocks import Clocks
from ppks_service.worklist.models import ClockCode
from referrals import mail, permissions
from referrals.actions.answers import mark_seen
from referrals.actions.common import locked
from referrals.actions.replies import Said
from referrals.models import MOST_WRONG_PINS, SENT, PartnerLink, Referral
from referrals.models.links import token_hash

# Where the office keeps no clock for it.
VALID_FALLBACK = dt.timedelta(days=30)
REPLACED = "Digantikan tautan baru."
ACTS = {
    "open": "Rujukan {number} dibuka lewat tautan oleh {name}.",
    "name_read": "Nama lengkap pada rujukan {number} dibuka lewat tautan oleh {name}.",
    "letter_print": "Surat rujukan {number} dibuka lewat tautan oleh {name}.",
    "answer": "Tindakan berikutnya pada rujukan {number} dilakukan lewat tautan oleh {name}.",
    "leave": "Tautan rujukan {number} ditutup oleh {name}.",
}


class LinkClosed(Exception):
    """The link opens nothing any more: revoked, locked, run out, or its referral is closed."""


@dataclass(frozen=True)
class SentLink:
    """A link as it is shown once, to the officer who gives it; only hashes of it are kept."""

    link: PartnerLink
    token: str
    pin: str


@transaction.atomic
def send_link(
    link: PartnerLink, *, referral: Referral, by: User, at: dt.datetime | None = None
) -> SentLink:
    """Give the partner of ``referral`` a link as a form filled it; an earlier one stops at once."""
    # Links first, as whoever comes through one locks them: case and referral come after.
    list(PartnerLink.objects.standing().locked().filter(referral=referral).values_list("pk"))
    current = locked(referral)
    permissions.send_link.check(by, current)
    if current.status not in SENT:
        raise WrongStatus("Tautan dikirim sesudah rujukan disetujui dan selama belum selesai.")
    office = current.facility.office
    assert office is not None  # the rule saw to it
    at = at or timezone.now()
    for earlier in PartnerLink.objects.standing().locked().filter(referral=current):
        _revoke(earlier, by=by, reason=REPLACED, at=at)
    token, pin = secrets.token_urlsafe(32), f"{secrets.randbelow(1_000_000):06d}"
    link.referral, link.account = current, speaking_account(office, by=by)
    link.token_hash, link.pin_hash = token_hash(token), make_password(pin)
    link.issued_by, link.issued_at = by, at
    link.expires_at = Clocks().due(ClockCode.PARTNER_LINK, at) or at + VALID_FALLBACK
    link.full_clean()
    link.save(force_insert=True)
    _record(link, "send", by=by, note=f"Tautan rujukan {current.number} dibuat.")
    if link.email:
        mail.send_link(link, token)
    return SentLink(link, token, pin)


@transaction.atomic
def revoke_link(
    link: PartnerLink, *, by: User, reason: str, at: dt.datetime | None = None
) -> PartnerLink:
    """Take a link back: from this moment it shows nothing, also to who has it open."""
    current = _locked_link(link)
    permissions.send_link.check(by, current.referral)
    if current.revoked_at is not None:
        raise WrongStatus("Tautan ini sudah dicabut.")
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa tautan dicabut."})
    return _revoke(current, by=by, reason=reason.strip(), at=at or timezone.now())


@transaction.atomic
def enter(
    link: PartnerLink, *, pin: str, name: str, at: dt.datetime | None = None
) -> PartnerLink | None:
    """Open the link with its PIN; None where the PIN is wrong, counted. Raises ``LinkClosed``.

    The row is locked while the PIN is compared, so that tries sent at once are counted one by one.
    """
    at = at or timezone.now()
    current = _usable(link, at)
    if not check_password(pin, current.pin_hash):
        current.wrong_pins += 1
        if current.wrong_pins >= MOST_WRONG_PINS:
            current.locked_at = at
        current.save(update_fields=["wrong_pins", "locked_at"])
        is_locked = current.locked_at is not None
        note = "PIN salah; tautan terkunci." if is_locked else "PIN salah."
        _record(current, "lock" if is_locked else "refuse", by=None, note=f"Tautan mitra: {note}")
        return None
    current.wrong_pins, current.last_used_at = 0, at
    current.save(update_fields=["wrong_pins", "last_used_at"])
    mark_seen(current.referral, by=current.account)
    _write_down(current, "open", name)
    return current


@transaction.atomic
def use(link: PartnerLink, what: str, *, name: str) -> PartnerLink:
    """Write down that who came through the link reads something. Raises ``LinkClosed``."""
    current = _usable(link, timezone.now())
    _write_down(current, what, name)
    return current


def open_letter(link: PartnerLink, *, name: str) -> bytes | None:
    """The letter of the referral as a PDF, written down as read; None where it has none."""
    letter = use(link, "letter_print", name=name).referral.letter
    return pdf_of(letter) if letter else None


@transaction.atomic
def answer_by_link(
    link: PartnerLink,
    act: Callable[..., Referral],
    *,
    name: str,
    files: Sequence[UploadedFile] = (),
    **facts: Any,
) -> Referral:
    """Do ``act``, as an account would, on the referral of ``link`` and on no other.

    Raises ``LinkClosed``, and whatever the act raises.
    """
    now = timezone.now()
    current = _usable(link, now)
    _write_down(current, "answer", name, act=act.__name__)
    current.last_used_at = now
    current.save(update_fields=["last_used_at"])
    said = Said(name=name, link=current, files=files)
    return act(current.referral, by=current.account, said=said, **facts)


@transaction.atomic
def ask_again(link: PartnerLink, *, at: dt.datetime | None = None) -> PartnerLink:
    """Tell the section that the holder of a closed link would like a new one; once is enough."""
    current = _locked_link(link)
    if current.asked_again_at is None and not current.is_usable():
        current.asked_again_at = at or timezone.now()
        current.save(update_fields=["asked_again_at"])
        note = f"Mitra meminta tautan baru untuk rujukan {current.referral.number}."
        _record(current, "ask_again", by=None, note=note)
    return current


def _usable(link: PartnerLink, now: dt.datetime) -> PartnerLink:
    current = _locked_link(link)
    if not current.is_usable(now):
        raise LinkClosed
    return current


def _locked_link(link: PartnerLink) -> PartnerLink:
    rows = PartnerLink.objects.locked().select_related(
        "referral__case__person",
        "referral__case__section",
        "referral__facility",
        "referral__letter",
        "account",
    )
    return rows.get(pk=link.pk)


def _revoke(link: PartnerLink, *, by: User, reason: str, at: dt.datetime) -> PartnerLink:
    link.revoked_by, link.revoked_at, link.revoke_reason = by, at, reason
    link.save(update_fields=["revoked_by", "revoked_at", "revoke_reason"])
    _record(link, "revoke", by=by, note=f"Tautan mitra dicabut: {reason}")
    return link


def _write_down(link: PartnerLink, what: str, name: str, **data: Any) -> None:
    note = ACTS[what].format(number=link.referral.number, name=name)
    _record(link, what, by=link.account, note=note, **data)


def _record(link: PartnerLink, what: str, *, by: User | None, note: str, **data: Any) -> None:
    record(
        actor=by,
        action=f"partner_link.{what}",
        subject=link,
        case_pk=link.referral.case_id,
        person_pk=link.referral.case.person_id,
        note=note,
        referral=link.referral.number,
        **data,
    )
