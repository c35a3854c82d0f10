"""What of raids and encounters waits for whom."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from intake.held_pages import LONG, conflicts
from intake.models import Encounter, PaperSheet, Raid, RaidStatus, SyncItem, SyncState
from intake.models.encounters import IS_CHILD
from intake.models.field import BRINGS_PEOPLE
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.documents.models import LetterKind
from ppks_service.indonesian import in_sentence
from ppks_service.worklist.clocks import Clocks
from ppks_service.worklist.models import ClockCode
from ppks_service.worklist.registry import LIMIT, WorkItem


def work(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """Raids to close and bare rows to complete, for who made them; triage, for who registers."""
    if not user.has(Capability.WRITE_RAIDS):
        return
    yield from _raids_to_close(user, clocks)
    yield from _rows_to_complete(user, clocks)
    yield from _conflicts(user)
    yield from _sheets(user, clocks)
    if user.has(Capability.REGISTER):
        yield from _held(clocks)
        yield from _raids_to_triage(user, clocks)
        yield from _others_to_triage(user, clocks)


def visible_minutes(user: User) -> Q | None:
    """The minutes of the raids that ``user`` sees, for the list of papers."""
    if not user.has(Capability.READ_RAIDS):
        return None
    raid = Raid.objects.visible_to(user).filter(pk=OuterRef("subject_pk"))
    return Q(Exists(raid), kind=LetterKind.RAID_MINUTES, subject_label="intake.raid")


def _raids_to_close(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    mine = Raid.objects.filter(Q(led_by=user) | Q(opened_by=user), status=RaidStatus.RUNNING)
    for raid in mine.order_by("starts_at", "pk")[:LIMIT]:
        start = raid.ends_at or raid.starts_at
        yield WorkItem(
            kind="tutup-razia",
            kind_label="razia belum ditutup",
            who=raid.name,
            what="Cocokkan hitungan, lalu tutup razia",
            code=raid.number,
            url=reverse("intake:raid_show", args=[raid.number]),
            act="Buka razia",
            due_at=clocks.due(ClockCode.RAID_CLOSING, start),
            since=start,
        )


def _rows_to_complete(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    bare = Encounter.objects.filter(is_bare=True, recorded_by=user)
    for row in _by_raid(bare):
        yield WorkItem(
            kind="lengkapi-temuan",
            kind_label="catatan belum lengkap",
            who=row["raid__name"],
            what=f"Lengkapi {row['n']} catatan tanpa nama",
            code=row["raid__number"],
            url=f"{reverse('intake:raid_show', args=[row['raid__number']])}?saring=lengkapi#temuan",
            act="Lengkapi catatan",
            due_at=clocks.due(ClockCode.RAID_CLOSING, row["first"]),
            since=row["first"],
        )


def _raids_to_triage(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    waiting = Encounter.objects.visible_to(user).awaiting_triage().filter(raid__isnull=False)
    for row in _by_raid(waiting):
        children = f"{row['children']} anak di antaranya" if row["children"] else ""
        yield WorkItem(
            kind="triase",
            kind_label="temuan menunggu triase",
            who=row["raid__name"],
            what=f"Triase {row['n']} orang dari razia",
            detail=children,
            code=row["raid__number"],
            url=f"{reverse('intake:raid_show', args=[row['raid__number']])}?saring=triase#temuan",
            act="Triase temuan",
            due_at=clocks.due(ClockCode.TRIAGE, row["first"]),
            since=row["first"],
            is_child=bool(row["children"]),
        )


def _others_to_triage(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    waiting = Encounter.objects.visible_to(user).awaiting_triage().filter(raid__isnull=True)
    for encounter in waiting.order_by("met_at", "pk")[:LIMIT]:
        yield WorkItem(
            kind="triase",
            kind_label="temuan menunggu triase",
            who=encounter.listed_name,
            what=f"Triase temuan: {in_sentence(encounter.get_door_display())}",
            code=encounter.number,
            detail=encounter.place,
            url=reverse("intake:encounter_triage", args=[encounter.number]),
            act="Triase temuan",
            due_at=clocks.due(ClockCode.TRIAGE, encounter.met_at),
            since=encounter.met_at,
            is_child=encounter.is_child,
        )


def _conflicts(user: User) -> Iterator[WorkItem]:
    """Two versions of one answer wait for a choice: the sender's, after a day anybody's of the office."""
    mine = Q(sent_by=user)
    if user.has(Capability.REGISTER):
        mine |= Q(received_at__lt=timezone.now() - LONG)
    for item in conflicts(SyncItem.objects.filter(mine))[:LIMIT]:
        yield WorkItem(
            kind="bentrok",
            kind_label="tulisan berbeda menunggu pilihan",
            who="Dua petugas menulis isi yang berbeda",
            what="Pilih isi yang benar",
            code=str(item.uuid)[:8],
            url=reverse("intake:field_conflict", args=[item.uuid]),
            act="Pilih isi",
            due_at=item.received_at + LONG,
            since=item.received_at,
        )


def _held(clocks: Clocks) -> Iterator[WorkItem]:
    """The people whom no raid took: one line for all who came too late or wait for long.

    Photos and edits follow their person by themselves and are nobody's work.
    """
    long_ago = timezone.now() - LONG
    waiting = SyncItem.objects.filter(
        Q(waits_for_office=True) | Q(received_at__lt=long_ago),
        state=SyncState.PARKED,
        kind__in=BRINGS_PEOPLE,
    )
    found = waiting.aggregate(n=Count("pk"), first=Min("received_at"))
    if found["n"]:
        yield WorkItem(
            kind="kiriman-tertahan",
            kind_label="kiriman ponsel tertahan",
            who="Kiriman ponsel dari razia",
            what=f"Catat {found['n']} kiriman yang tertahan",
            code="Lapangan",
            url=reverse("intake:field_held"),
            act="Buka kiriman tertahan",
            due_at=clocks.due(ClockCode.TRIAGE, found["first"]),
            since=found["first"],
        )


def _sheets(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """Photographed paper: a line for each raid whose sheets wait to be keyed in, one for those of no raid yet."""
    waiting = PaperSheet.objects.visible_to(user).waiting().order_by()
    rows = waiting.values("raid__name", "raid__number").annotate(
        n=Count("pk"), first=Min("uploaded_at")
    )
    address = reverse("intake:sheet_list")
    for row in rows.order_by("first", "raid__number")[:LIMIT]:
        number = row["raid__number"]
        yield WorkItem(
            kind="salin-lembar" if number else "lembar-tanpa-razia",
            kind_label="lembar kertas menunggu",
            who=row["raid__name"] or "Foto formulir kertas",
            what=f"Salin {row['n']} lembar kertas"
            if number
            else f"Pilih razia untuk {row['n']} lembar kertas",
            code=number or "Lapangan",
            url=f"{address}?razia={number}" if number else address,
            act="Salin lembar" if number else "Pilih razia",
            due_at=clocks.due(ClockCode.TRIAGE, row["first"]),
            since=row["first"],
        )


def _by_raid(encounters: QuerySet[Encounter]) -> list[dict[str, Any]]:
    """One row a raid: how many, how many of them children, and since when, the oldest first."""
    rows = encounters.order_by().values("raid__name", "raid__number")
    counted = rows.annotate(
        n=Count("pk"), children=Count("pk", filter=IS_CHILD), first=Min("met_at")
    )
    return [dict(row) for row in counted.order_by("first", "raid__number")[:LIMIT]]
