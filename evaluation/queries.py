"""What pages of stage 6 read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from evaluation import permissions
from evaluation.charts import first_month
from evaluation.closing import frozen
from evaluation.forms import VisitForm
from evaluation.models import Aspect, IssuedReport, Quality, Signal, Visit
from evaluation.months import Month
from evaluation.reports.figures import MonthlyReport, flat
from evaluation.reports.layout import Cell
from ppks_service.accounts.models import User
from ppks_service.worklist.clocks import end_of_work
from referrals import permissions as referral_permissions
from upt_facilities.models import Facility
from upt_facilities.rooms import rooms_on
from upt_facilities.shelf import shelf_now


@dataclass(frozen=True)
class VisitList:
    """One of the lists of visits: what it is called, and the column it is ordered by."""

    key: str
    label: str
    by: str
    oldest_first: bool = False

    @property
    def order(self) -> tuple[str, str]:
        way = "" if self.oldest_first else "-"
        return f"{way}{self.by}", f"{way}pk"


VISIT_LISTS = (
    VisitList("menunggu", "Menunggu", "planned_on", oldest_first=True),
    VisitList("lewat", "Lewat waktu", "planned_on", oldest_first=True),
    VisitList("dilakukan", "Sudah dilakukan", "held_at"),
    VisitList("batal", "Dibatalkan", "cancelled_at"),
)
# A score at or below this asks for a decision.
LOW = 2
FULLEST = 8


def visit_list_of(key: str) -> VisitList:
    """The list that an address asks for; what it does not know is what waits."""
    return next((one for one in VISIT_LISTS if one.key == key), VISIT_LISTS[0])


def listed_visits(user: User, chosen: VisitList) -> QuerySet[Visit]:
    """The visits of that list of the cases that ``user`` may open, in no order."""
    visits = Visit.objects.visible_to(user).for_list()
    match chosen.key:
        case "lewat":
            return visits.awaiting().filter(planned_on__lt=timezone.localdate())
        case "dilakukan":
            return visits.filter(held_at__isnull=False)
        case "batal":
            return visits.filter(cancelled_at__isnull=False)
    return visits.awaiting()


def earlier_scores(visit: Visit) -> dict[str, int]:
    """How the visit before this one found the six aspects: what "before" begins with."""
    before = (
        Visit.objects.filter(case=visit.case_id, held_at__isnull=False)
        .exclude(pk=visit.pk)
        .order_by("-held_at")
        .first()
    )
    return before.after if before else {}


def visit_page(user: User, visit: Visit, form: VisitForm) -> dict[str, Any]:
    """The page of one visit: the form while it waits, what was found once it was held."""
    stored = Visit.objects.for_list().get(pk=visit.pk)
    return {
        "visit": stored,
        "case": stored.case,
        "form": form,
        "refusal": permissions.hold_visit.refusal(user, stored),
        "due_at": end_of_work(stored.planned_on),
        "signals": [str(Signal(code).label) for code in stored.signals],
        "quality": [(str(q.label), stored.quality.get(q.value)) for q in Quality],
        "changes": [
            (str(a.label), stored.before.get(a.value), stored.after.get(a.value)) for a in Aspect
        ],
        "warnings": warnings(stored),
        "may_revise": stored.held_at is not None
        and referral_permissions.write_for_case.allows(user, stored.case),
    }


def warnings(visit: Visit) -> list[str]:
    """What of a held visit asks for a decision."""
    said = [
        f"{q.label} {visit.quality[q.value]} dari 5"
        for q in Quality
        if visit.quality.get(q.value, 5) <= LOW
    ]
    said += [
        f"{a.label} turun"
        for a in Aspect
        if visit.before.get(a.value, 0) > visit.after.get(a.value, 5)
    ]
    return said


@dataclass(frozen=True)
class Fullness:
    """How full one house is now. Extra places count as lived in or held, not as room."""

    facility: Facility
    lived_in: int
    held: int
    capacity: int


def fullest() -> list[Fullness]:
    """The houses that are the fullest at this moment, those first."""
    shelf = shelf_now()
    rooms = rooms_on(shelf)
    found = [
        Fullness(
            facility,
            lived_in=room.lived_in + room.extra - room.extra_held,
            held=room.held + room.extra_held,
            capacity=room.total,
        )
        for facility in shelf.facilities
        if facility.is_residential and (room := rooms.of(facility)).total
    ]
    found.sort(key=lambda f: (-f.lived_in / f.capacity, f.facility.name, f.facility.pk))
    return found[:FULLEST]


@dataclass(frozen=True)
class MonthLine:
    """One month of the list; its figures only once they are frozen, for an open month reports nothing."""

    month: Month
    issued: IssuedReport | None
    opened: str = ""
    ended: str = ""
    residents: str = ""


def months() -> list[Month]:
    """Every month since the first case or the first closing, the latest first."""
    starts = [start] if (start := first_month()) else []
    first_closed = IssuedReport.objects.order_by("month").values_list("month", flat=True).first()
    if first_closed:
        starts.append(Month.of(first_closed))
    found, at = [], Month.current()
    first = min(starts, default=at)
    while at >= first:
        found.append(at)
        at = at.previous
    return found


def month_lines(shown: Iterable[Month]) -> list[MonthLine]:
    """The lines of one page. One query."""
    wanted = list(shown)
    closed = {
        Month.of(issued.month): issued
        for issued in IssuedReport.objects.filter(month__in=[month.first for month in wanted])
    }
    return [_line(month, closed.get(month)) for month in wanted]


def _line(month: Month, issued: IssuedReport | None) -> MonthLine:
    if issued is None:
        return MonthLine(month, None)
    figures = flat(frozen(issued))
    opened, ended, residents = (
        Cell(figures[key].value).text
        for key in ("intake", "outcomes.ended", "population.total.closing")
    )
    return MonthLine(month, issued, opened, ended, residents)


def waiting_table(report: MonthlyReport) -> list[tuple[str, int, str]]:
    """Where the referrals of the running month stand: name, how many, key."""
    total = report.referrals.total
    return [
        (label, getattr(total, name), f"referrals.total.{name}")
        for name, label in (
            ("submitted", "Diajukan"),
            ("approved", "Disetujui"),
            ("accepted", "Diterima"),
            ("declined", "Tidak dapat diterima"),
            ("waiting", "Menunggu"),
        )
    ]
