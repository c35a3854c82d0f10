"""What of other people's things waits for whom."""

from collections.abc import Iterator

from django.db.models import Count, Min, Q
from django.urls import reverse

from intake.models import BelongingItem, Case, CaseStatus
from intake.models.belongings import FOR_THE_POLICE
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.worklist.clocks import Clocks
from ppks_service.worklist.models import ClockCode
from ppks_service.worklist.registry import LIMIT, WorkItem


def work(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """Weapons of one's own raids that are not with the police; things kept though the case has ended."""
    if not user.has(Capability.WRITE_RAIDS):
        return
    yield from _for_the_police(user, clocks)
    if user.has(Capability.ASSESS):
        yield from _kept_after_the_end(user, clocks)


def _for_the_police(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    mine = Q(encounter__raid__led_by=user) | Q(encounter__raid__opened_by=user)
    items = BelongingItem.objects.open().filter(mine, kind__in=FOR_THE_POLICE).order_by()
    rows = items.values("encounter__raid__number", "encounter__raid__name")
    counted = rows.annotate(n=Count("pk"), first=Min("encounter__met_at"))
    for row in counted.order_by("first", "encounter__raid__number")[:LIMIT]:
        number = row["encounter__raid__number"]
        yield WorkItem(
            kind="barang-polisi",
            kind_label="senjata atau narkotika belum ke polisi",
            who=row["encounter__raid__name"],
            what=f"Serahkan {row['n']} senjata atau narkotika ke polisi",
            code=number,
            url=reverse("intake:raid_belongings", args=[number]),
            act="Buka register barang",
            due_at=clocks.due(ClockCode.RAID_CLOSING, row["first"]),
            since=row["first"],
        )


def _kept_after_the_end(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    items = BelongingItem.objects.open()
    things = Q(encounter__in=items.values("encounter")) | Q(pk__in=items.values("case"))
    cases = Case.objects.filter(things, owner=user, status=CaseStatus.ENDED)
    for case in cases.select_related("person").order_by("ended_at", "pk")[:LIMIT]:
        assert case.ended_at is not None
        yield WorkItem(
            kind="barang-tertinggal",
            kind_label="barang belum dikembalikan",
            who=case.listed_name,
            what="Kembalikan barang yang masih disimpan; kasusnya sudah selesai",
            code=case.number,
            url=reverse("intake:case_custody", args=[case.number]),
            act="Buka barang",
            due_at=clocks.due(ClockCode.ANSWER, case.ended_at),
            since=case.ended_at,
            is_child=case.is_child,
            is_protected=case.is_protected,
        )
