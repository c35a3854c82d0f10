"""The public directory: what is given, where, to whom, and whether there is room. Nobody is named."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ppks_service.areas.models import Area, AreaLevel
from upt_facilities.models import Facility, Severity
from upt_facilities.rooms import rooms_now

PROVINCE = "12"
ROOM_WORDS = {
    "free": ("ok", "bed-flat", "Ada tempat"),
    "nearly": ("soon", "bed", "Hampir penuh"),
    "full": ("late", "bed-off", "Penuh"),
}


@dataclass(frozen=True)
class Listing:
    """One facility as the public reads it: texts and a word about room, never a number of people."""

    facility: Facility
    tone: str = ""
    icon: str = ""
    room: str = ""

    @property
    def services(self) -> list[str]:
        return lines(self.facility.services)

    @property
    def requirements(self) -> list[str]:
        return lines(self.facility.requirements)

    @property
    def steps(self) -> list[str]:
        return lines(self.facility.procedure)

    @property
    def must_papers(self) -> list[str]:
        return self._papers(Severity.MUST, Severity.EXCEPTABLE)

    @property
    def papers_if_any(self) -> list[str]:
        return self._papers(Severity.WARNING)

    def _papers(self, *severities: Severity) -> list[str]:
        papers = sorted(self.facility.required_papers.all(), key=lambda p: p.pk)
        return [p.get_kind_display() for p in papers if p.severity in severities]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def listings(facilities: QuerySet[Facility]) -> list[Listing]:
    """``facilities`` in their order with a word about room, in a fixed number of queries."""
    found = list(facilities.select_related("area").prefetch_related("required_papers"))
    rooms = rooms_now()
    shown = []
    for facility in found:
        if not facility.is_residential:
            shown.append(Listing(facility))
            continue
        room = rooms.of(facility)
        tone, icon, words = ROOM_WORDS[room.status]
        shown.append(Listing(facility, tone, icon, words))
    return shown


def search(audience: str = "", regency: str = "") -> QuerySet[Facility]:
    """Public facilities for ``audience``; local ones only where they serve ``regency``."""
    found = Facility.objects.published()
    if audience:
        found = found.filter(audiences__contains=[audience])
    if regency:
        found = found.filter(Q(is_local=False) | Q(area__code__startswith=regency))
    return found


def nearest_first(shown: list[Listing], regency: str) -> list[Listing]:
    """Those in the chosen regency before the others; beds before offices."""

    def key(listing: Listing) -> tuple[bool, bool, bool, str]:
        facility = listing.facility
        is_here = bool(regency) and (facility.area_id or "").startswith(regency)
        return (not is_here, not facility.is_residential, listing.room == "Penuh", facility.name)

    return sorted(shown, key=key)


def regencies() -> QuerySet[Area]:
    """The regencies and cities of the province."""
    return Area.objects.filter(level=AreaLevel.REGENCY, code__startswith=f"{PROVINCE}.").order_by(
        "name", "code"
    )
