"""What is written about paper bands: printed, set aside for an officer, worn, lost."""

import re
import secrets
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake import permissions_raids as permissions
from intake.models import Band, Encounter, Raid
from intake.models.bands import check_digit
from ppks_service.accounts.models import User
from ppks_service.documents.numbers import next_serial
from ppks_service.journal.actions import record

SHEET_AT_MOST = 250
SHARE_AT_MOST = 100
# No letter or digit that one takes for another; 20 of them are a hundred bits.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PREFIX = "GLG"
CODE = re.compile(rf"^{PREFIX}[{LETTERS}]{{20}}$")
NUMBER = re.compile(r"^G?\d{4,9}$")
NOT_A_BAND = "Bukan nomor gelang: ada angka yang keliru. Baca sekali lagi dari gelangnya."


@transaction.atomic
def print_bands(raid: Raid, *, by: User, number: int) -> list[Band]:
    """Make ``number`` bands of a running raid, as one sheet to be printed."""
    if not 1 <= number <= SHEET_AT_MOST:
        raise ValidationError({"number": f"Isi jumlah dari 1 sampai {SHEET_AT_MOST}."})
    raid = Raid.objects.locked().get(pk=raid.pk)
    permissions.record_in_raid.check(by, raid)
    sheet, now = uuid.uuid4(), timezone.now()
    bands = [
        Band(
            raid=raid,
            sheet=sheet,
            number=_next_number(),
            code=PREFIX + "".join(secrets.choice(LETTERS) for _ in range(20)),
            printed_by=by,
            printed_at=now,
        )
        for _ in range(number)
    ]
    Band.objects.bulk_create(bands)
    record(
        actor=by,
        action="band.print",
        subject=raid,
        note=f"{number} gelang disiapkan, {bands[0].words} sampai {bands[-1].words}.",
        sheet=str(sheet),
    )
    return bands


@transaction.atomic
def reserve_bands(raid: Raid, *, by: User, number: int) -> list[Band]:
    """Set the next ``number`` bands of a raid aside for ``by``, so that a phone has them offline."""
    if not 1 <= number <= SHARE_AT_MOST:
        raise ValidationError({"number": f"Isi jumlah dari 1 sampai {SHARE_AT_MOST}."})
    permissions.record_in_raid.check(by, raid)
    free = Band.objects.filter(raid=raid, reserved_by__isnull=True).free().order_by("number")
    bands = list(free.select_for_update(skip_locked=True)[:number])
    if not bands:
        raise ValidationError(
            {"number": "Tidak ada gelang yang belum dijatahkan. Kantor menyiapkannya dahulu."}
        )
    Band.objects.filter(pk__in=[band.pk for band in bands]).update(
        reserved_by=by, reserved_at=timezone.now()
    )
    record(
        actor=by,
        action="band.reserve",
        subject=raid,
        note=f"{len(bands)} gelang dijatahkan, {bands[0].words} sampai {bands[-1].words}.",
    )
    return bands


@transaction.atomic
def attach_band(encounter: Encounter, said: str, *, by: User, reason: str = "") -> Band:
    """Put the band that ``said`` (its number or its code) names on a person.

    One that the person wears already is put aside with ``reason``. The same one again changes nothing.
    Raises ``ValidationError`` under ``band`` (or ``reason``).
    """
    band = _named(said)
    encounter = Encounter.objects.locked().select_related("raid").get(pk=encounter.pk)
    permissions.band_encounter.check(by, encounter)
    worn = Band.objects.filter(encounter=encounter).worn().locked().first()
    if worn is not None and worn.pk == band.pk:
        return worn
    if encounter.raid_id is not None and band.raid_id != encounter.raid_id:
        raise ValidationError({"band": f"Gelang {band.words} milik razia lain."})
    if band.encounter_id is not None:
        raise ValidationError({"band": f"Gelang {band.words} sudah dipakai orang lain."})
    if band.voided_at is not None:
        raise ValidationError({"band": f"Gelang {band.words} tidak dipakai lagi."})
    if worn is not None:
        if not reason.strip():
            raise ValidationError(
                {"reason": f"Orang ini memakai gelang {worn.words}. Tulis mengapa diganti."}
            )
        _set_aside(worn, by=by, reason=reason)
    band.encounter, band.attached_by, band.attached_at = encounter, by, timezone.now()
    band.validate_constraints()
    band.save(update_fields=["encounter", "attached_by", "attached_at"])
    instead = f", menggantikan {worn.words}: {reason.strip()}" if worn else ""
    record(
        actor=by,
        action="band.attach",
        subject=encounter,
        note=f"Gelang {band.words} dipakaikan{instead}.",
    )
    return band


@transaction.atomic
def lose_band(band: Band, *, by: User, reason: str) -> Band:
    """Note that a band was lost or spoilt; its number is never given again."""
    current = Band.objects.locked().select_related("encounter", "raid").get(pk=band.pk)
    permissions.band_encounter.check(by, current.encounter)
    if current.voided_at is not None:
        return current
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa gelang ini tidak dipakai lagi."})
    _set_aside(current, by=by, reason=reason)
    record(
        actor=by,
        action="band.lose",
        subject=current.encounter or current.raid,
        note=f"Gelang {current.words} tidak dipakai lagi: {reason.strip()}.",
    )
    return current


def band_named(said: str) -> Band | None:
    """The band that a scanner or a person means, by code or number; None for words that are neither."""
    words = re.sub(r"[\s.-]", "", said).upper()
    if CODE.match(words):
        return Band.objects.filter(code=words).first()
    if NUMBER.match(words):
        number = int(words.removeprefix("G"))
        return Band.objects.filter(number=number).first()
    return None


def is_band(said: str) -> bool:
    """Whether ``said`` can be meant for a band: a code, or a number with its G."""
    words = re.sub(r"[\s.-]", "", said).upper()
    return bool(CODE.match(words)) or (words.startswith("G") and bool(NUMBER.match(words)))


def _named(said: str) -> Band:
    band = band_named(said)
    if band is None:
        digits = re.sub(r"\D", "", said)
        right = digits and check_digit(int(digits[:-1] or "0")) == int(digits[-1])
        wrong = "Gelang ini tidak terdaftar." if right or not digits else NOT_A_BAND
        raise ValidationError({"band": wrong})
    return Band.objects.locked().get(pk=band.pk)


def _next_number() -> int:
    serial = next_serial("band") + 1000  # four digits and the check: a number that looks like one
    return serial * 10 + check_digit(serial)


def _set_aside(band: Band, *, by: User, reason: str) -> None:
    band.void_reason, band.voided_by, band.voided_at = reason.strip()[:200], by, timezone.now()
    band.save(update_fields=["void_reason", "voided_by", "voided_at"])
