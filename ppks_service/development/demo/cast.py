"""Who acts in the story, and whom they have met so far."""

import datetime as dt
import random
from dataclasses import dataclass, field

from django.utils import timezone

from intake.models import Case, Instrument, Person, PPKSType
from ppks_service.accounts.models import User
from ppks_service.areas.models import Area
from ppks_service.development.demo.people import Somebody, somebody
from ppks_service.versions import VersionStatus
from upt_facilities.models import Facility

# A few are drawn before those before them are registered, so the story ends near 300.
PEOPLE = 300
# The share of intakes who were met before, once there is somebody to meet again.
REPEAT_SHARE = 0.22
ORIGINS = ("12.71", "12.07", "12.75", "12.05", "12.09", "12.18", "12.06", "12.77", "13.71", "14.71")


@dataclass
class Cast:
    """The office's people, its reference data, and everybody met."""

    users: dict[str, User]
    chance: random.Random
    known: dict[int, Somebody] = field(default_factory=dict)  # by the person's key
    people_met: int = 0
    waiting_since: dt.datetime | None = None  # from then on, work is left waiting now and then
    expected: set[int] = field(default_factory=set)  # met again, not registered yet
    _drawn: int = 0

    def __post_init__(self) -> None:
        self.types = {t.code: t for t in PPKSType.objects.all()}
        self.facilities = {f.code: f for f in Facility.objects.select_related("office")}
        self.instrument = Instrument.objects.get(code="bpss", status=VersionStatus.PUBLISHED)
        self.areas = list(Area.objects.filter(pk__in=ORIGINS).order_by("pk"))
        self.hosts = {u.office_id: u for u in self.users.values()}

    def __getattr__(self, username: str) -> User:
        """``cast.kasi`` is the account of that name."""
        try:
            return self.__dict__["users"][username]
        except KeyError as missing:
            raise AttributeError(username) from missing

    def stranger(self) -> Somebody:
        """Somebody nobody of the office has met."""
        self._drawn += 1
        return somebody(self.chance, self._drawn)

    def next_intake(self) -> tuple[Somebody, Person | None]:
        """Who is registered next: somebody new, or somebody whose earlier case has ended."""
        if self.people_met >= PEOPLE or self.chance.random() < REPEAT_SHARE:
            again = self._whom_again()
            if again is not None:
                self.expected.add(again.pk)
                return self.known[again.pk], again
        return self.stranger(), None

    def met(self, person: Person, who: Somebody) -> None:
        if person.pk not in self.known:
            self.people_met += 1
        self.known[person.pk] = who
        self.expected.discard(person.pk)

    def _whom_again(self) -> Person | None:
        gone = (
            Person.objects.filter(pk__in=self.known)
            .exclude(cases__in=Case.objects.open().values("pk"))
            .exclude(cases__end_reason="died")
            .exclude(pk__in=self.expected)
        )
        keys = list(gone.order_by("pk").values_list("pk", flat=True).distinct())
        return Person.objects.get(pk=self.chance.choice(keys)) if keys else None

    def leaves_it(self) -> bool:
        """Whether the next step is still to be done when the story ends: so every work list has lines."""
        is_recent = self.waiting_since is not None and timezone.now() > self.waiting_since
        return is_recent and self.chance.random() < 0.2

    def worker(self) -> User:
        return self.chance.choice([self.users["peksos"], self.users["peksos2"]])

    def host(self, facility: Facility) -> User | None:
        """The account that answers for a facility, where the demo has one."""
        return self.hosts.get(facility.office_id or 0)

    def days(self, low: int, high: int) -> dt.timedelta:
        """A chance stretch of working time."""
        return dt.timedelta(
            days=self.chance.randint(low, high), minutes=self.chance.randint(0, 400)
        )
