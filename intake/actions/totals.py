"""What sources say how many people a raid met, and which of them is official."""

from django.core.exceptions import ValidationError
from django.db import transaction

from intake import permissions_raids as permissions
from intake.models import Raid, RaidTotal
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record


@transaction.atomic
def add_total(total: RaidTotal, *, by: User) -> RaidTotal:
    """Keep what a source says of a running raid. Raises ``ValidationError``."""
    raid = _running(total, by=by)
    total.recorded_by = by
    total.full_clean()
    total.save(force_insert=True)
    record(actor=by, action="raid.add_total", subject=raid, note=f"Angka sumber lain: {total}.")
    return total


@transaction.atomic
def make_official(total: RaidTotal, *, by: User, reason: str) -> RaidTotal:
    """Let one source's number count as the official one; another that was so before is so no longer."""
    raid = _running(total, by=by)
    current = RaidTotal.objects.select_for_update(no_key=True).get(pk=total.pk)
    if not reason.strip():
        raise ValidationError({"reason": "Tulis alasan angka ini dipakai sebagai angka resmi."})
    raid.totals.filter(is_official=True).exclude(pk=current.pk).update(is_official=False)
    current.is_official, current.official_reason = True, reason.strip()
    current.full_clean()
    current.save(update_fields=["is_official", "official_reason"])
    note = f"Angka resmi: {current}. Alasan: {current.official_reason}"
    record(actor=by, action="raid.official_total", subject=raid, note=note)
    return current


@transaction.atomic
def withdraw_total(total: RaidTotal, *, by: User, reason: str) -> RaidTotal:
    """Set a number aside that was written down wrongly; it stays readable with the reason."""
    raid = _running(total, by=by)
    current = RaidTotal.objects.select_for_update(no_key=True).get(pk=total.pk)
    if not reason.strip():
        raise ValidationError({"reason": "Tulis alasan angka ini dicabut."})
    current.withdrawn_reason = reason.strip()
    current.full_clean()
    current.save(update_fields=["withdrawn_reason"])
    note = f"Angka dicabut: {current}. Alasan: {current.withdrawn_reason}"
    record(actor=by, action="raid.withdraw_total", subject=raid, note=note)
    return current


def _running(total: RaidTotal, *, by: User) -> Raid:
    raid = Raid.objects.locked().get(pk=total.raid_id)
    permissions.write_raid.check(by, raid)
    return raid
