"""What is written about a raid, from the order letter to the closed count and its minutes."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from intake import permissions_raids as permissions
from intake.custody_papers import custody_sums
from intake.minutes import minutes_context, valid_minutes
from intake.models import Raid, RaidAgency, RaidStop
from intake.tally import findings, standing_totals, tally_of
from intake.workflow_raids import CLOSE
from ppks_service.accounts.models import User
from ppks_service.documents.actions import issue
from ppks_service.documents.models import IssuedDocument, LetterKind
from ppks_service.documents.numbers import register_number
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus

EDITABLE = (
    "name",
    "order_number",
    "order_date",
    "basis",
    "assembly_point",
    "starts_at",
    "ends_at",
    "led_by",
    "events",
    "obstacles",
    "suggestions",
)
STOP_PLACE = ("name", "area", "from_at", "to_at")
STOP_COUNT = ("counted", "counted_is_approximate")
STOP_PARTS = ("counted_men", "counted_women", "counted_boys", "counted_girls")


class RaidDoesNotAddUp(Exception):
    """Counted and written down differ, and nobody explained why. The text is for the user."""


@transaction.atomic
def open_raid(
    raid: Raid, *, by: User, agencies: Iterable[RaidAgency] = (), stops: Iterable[RaidStop] = ()
) -> Raid:
    """Open a raid with the agencies and stops known so far. Raises ``ValidationError``."""
    permissions.open_raid.check(by, raid)
    raid.opened_by = by
    raid.number = register_number("OP", timezone.localdate(raid.starts_at).year)
    raid.full_clean()
    raid.save(force_insert=True)
    for agency in agencies:
        _save_agency(agency, raid)
    for order, stop in enumerate(stops, start=1):
        stop.order = order
        _save_stop(stop, raid)
    record(actor=by, action="raid.open", subject=raid, note=f"Razia {raid.number} dibuka.")
    return raid


@transaction.atomic
def edit_raid(raid: Raid, *, by: User) -> Raid:
    """Write what a form changed of the order, the times, the leader and the words on the raid."""
    _running(raid, by=by)
    raid.full_clean(exclude={f.name for f in Raid._meta.fields} - set(EDITABLE))
    raid.save(update_fields=EDITABLE)
    record(actor=by, action="raid.edit", subject=raid, note="Keterangan razia diubah.")
    return raid


@transaction.atomic
def add_agency(agency: RaidAgency, *, by: User) -> RaidAgency:
    """Add one agency that takes part. Raises ``ValidationError`` when it is there already."""
    raid = _running(agency.raid, by=by)
    _save_agency(agency, raid)
    record(actor=by, action="raid.add_agency", subject=raid, note=f"{agency.name} ikut serta.")
    return agency


@transaction.atomic
def set_agencies(
    raid: Raid, *, by: User, changed: Iterable[RaidAgency], removed: Iterable[RaidAgency] = ()
) -> Raid:
    """Write the agencies as a form left them: those taken off, those new or changed."""
    raid = _running(raid, by=by)
    gone = RaidAgency.objects.filter(raid=raid, pk__in=[agency.pk for agency in removed])
    names = list(gone.order_by("pk").values_list("name", flat=True))
    gone.delete()
    for agency in changed:
        _save_agency(agency, raid)
    note = "Daftar instansi diubah."
    if names:
        note += f" Dihapus: {', '.join(names)}."
    record(actor=by, action="raid.set_agencies", subject=raid, note=note)
    return raid


@transaction.atomic
def add_stop(stop: RaidStop, *, by: User) -> RaidStop:
    """Add a point to the route, behind the others."""
    raid = _running(stop.raid, by=by)
    last = RaidStop.objects.filter(raid=raid).aggregate(last=Max("order"))["last"] or 0
    stop.order = last + 1
    _save_stop(stop, raid)
    record(actor=by, action="raid.add_stop", subject=raid, note=f"Titik {stop} ditambahkan.")
    return stop


@transaction.atomic
def edit_stop(stop: RaidStop, *, by: User) -> RaidStop:
    """Write what a form changed of a stop: its name, area and times, and the officers' count."""
    raid = _running(stop.raid, by=by)
    before = RaidStop.objects.select_for_update(no_key=True).get(pk=stop.pk, raid=raid)
    stop.full_clean(exclude=["raid", "order"])
    stop.save(update_fields=[*STOP_PLACE, *STOP_COUNT, *STOP_PARTS])
    if (before.counted, before.counted_is_approximate) != (
        stop.counted,
        stop.counted_is_approximate,
    ):
        _record_count(stop, raid, before, by=by)
    if any(
        getattr(before, name) != getattr(stop, name)
        for name in ("name", "area_id", "from_at", "to_at")
    ):
        record(actor=by, action="raid.edit_stop", subject=raid, note=f"Titik {stop} diubah.")
    return stop


@transaction.atomic
def count_stop(
    stop: RaidStop, *, by: User, counted: int | None, approximate: bool = False
) -> RaidStop:
    """Write down how many people the officers counted at a stop; a guess stays marked as one."""
    raid = _running(stop.raid, by=by)
    current = RaidStop.objects.select_for_update(no_key=True).get(pk=stop.pk, raid=raid)
    before = RaidStop(
        counted=current.counted, counted_is_approximate=current.counted_is_approximate
    )
    current.counted, current.counted_is_approximate = counted, approximate
    current.full_clean(exclude=["raid", "order"])
    current.save(update_fields=STOP_COUNT)
    _record_count(current, raid, before, by=by)
    return current


@transaction.atomic
def close_raid(raid: Raid, *, by: User, explanation: str = "") -> Raid:
    """Close the count of a raid, for good.

    Raises ``RaidDoesNotAddUp`` when counted and written down differ and ``explanation`` is empty,
    ``WrongStatus`` when it is closed already.
    """
    current = _locked(raid)
    CLOSE.check(by, current)
    tally, explanation = tally_of(current), explanation.strip()
    open_points = findings(tally, standing_totals(current))
    if open_points and not explanation:
        raise RaidDoesNotAddUp(
            f"Hitungan belum cocok: {'; '.join(open_points)}. Catat yang kurang, betulkan "
            "hitungan, atau tutup dengan penjelasan."
        )
    current.status = CLOSE.target
    current.closing_explanation = explanation if open_points else ""
    current.closed_by, current.closed_at = by, timezone.now()
    current.save(update_fields=["status", "closing_explanation", "closed_by", "closed_at"])
    how = "dengan penjelasan selisih" if open_points else "hitungan cocok"
    record(
        actor=by,
        action="raid.close",
        subject=current,
        note=f"Razia {current.number} ditutup, {how}.",
        counted=tally.total.counted,
        accounted=tally.total.accounted,
    )
    return current


@transaction.atomic
def issue_raid_minutes(raid: Raid, *, by: User) -> IssuedDocument:
    """Issue the minutes (berita acara hasil razia) of a closed raid; they name nobody who was met.

    Raises ``WrongStatus`` while the raid runs, and when minutes that still count exist.
    """
    current = _locked(raid)
    permissions.answer_for_raid.check(by, current)
    if current.is_running:
        raise WrongStatus("Berita acara terbit sesudah razia ditutup. Tutup razia dahulu.")
    if earlier := valid_minutes(current):
        raise WrongStatus(
            f"Berita acara razia ini sudah terbit dengan nomor {earlier.number}. Tarik yang lama "
            "lewat Surat dan dokumen sebelum menerbitkan yang baru."
        )
    document = issue(
        LetterKind.RAID_MINUTES,
        "documents/raid_minutes.html",
        minutes_context(current, by=by) | {"custody": custody_sums(current)},
        title=f"Berita acara hasil razia {current.number}",
        subject=current,
        by=by,
    )
    record(
        actor=by,
        action="raid.issue_minutes",
        subject=current,
        note=f"Berita acara nomor {document.number} diterbitkan.",
    )
    return document


def _locked(raid: Raid) -> Raid:
    return Raid.objects.locked().get(pk=raid.pk)


def _running(raid: Raid, *, by: User) -> Raid:
    """Lock the stored raid and let ``by`` write in it, or raise ``PermissionDenied``."""
    current = _locked(raid)
    permissions.write_raid.check(by, current)
    return current


def _save_agency(agency: RaidAgency, raid: Raid) -> None:
    agency.raid = raid
    agency.full_clean()
    agency.save()


def _save_stop(stop: RaidStop, raid: Raid) -> None:
    stop.raid = raid
    stop.full_clean()
    stop.save(force_insert=True)


def _record_count(stop: RaidStop, raid: Raid, before: RaidStop, *, by: User) -> None:
    now = _count_words(stop)
    was = "" if before.counted is None else f", tadinya {_count_words(before)}"
    record(
        actor=by,
        action="raid.count",
        subject=raid,
        note=f"Hitungan titik {stop.order}: {now}{was}.",
        stop=stop.pk,
        counted=stop.counted,
        approximate=stop.counted_is_approximate,
    )


def _count_words(stop: RaidStop) -> str:
    if stop.counted is None:
        return "belum dihitung"
    return f"kira-kira {stop.counted}" if stop.counted_is_approximate else str(stop.counted)
