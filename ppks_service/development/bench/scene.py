"""An office, a house and those who wait for a place in it: made by few inserts, to be measured alone."""

import datetime as dt

from django.utils import timezone

from intake.models import Case, EntryDoor, Person, Stage
from ppks_service.accounts.models import Office, OfficeKind, User
from ppks_service.accounts.roles import Role
from referrals.models import Referral, ReferralStatus
from upt_facilities.models import Facility, FacilityKind, Place, Ward


class Scene:
    """A section with its head and a writer, and what is made for them."""

    def __init__(self, section: Office | None = None) -> None:
        sections = Office.objects.filter(kind=OfficeKind.SECTION).order_by("pk")
        self.section = section or sections[0]
        self.head = self._user("ukur-kasi", Role.SECTION_HEAD)
        self.writer = self._user("ukur-peksos", Role.SOCIAL_WORKER)
        self.made = 0

    def _user(self, name: str, role: Role) -> User:
        return User.objects.filter(username=name).first() or User.objects.create_user(
            name, full_name=f"Petugas {name}", role=role, office=self.section
        )

    def house(self, name: str, places: int) -> Ward:
        facility = Facility.objects.create(
            code=f"ukur-{name}-{timezone.now():%H%M%S%f}",
            name=f"UPT Ukur {name} {timezone.now():%H%M%S%f}",
            kind=FacilityKind.UPT,
            is_residential=True,
        )
        ward = Ward.objects.create(facility=facility, name="Wisma ukur")
        add_places(ward, places)
        return ward

    def referrals(self, facility: Facility, number: int, *, days: int = 0) -> list[int]:
        """The keys of ``number`` referrals of as many people to ``facility``, submitted ``days`` ago."""
        now, first = timezone.now(), self.made
        self.made += number
        stamp = f"{now:%H%M%S%f}"
        people = Person.objects.bulk_create(
            Person(register_number=f"R-{stamp}-{n}", name=f"Orang Ukur {n}", sex="L")
            for n in range(first, self.made)
        )
        cases = Case.objects.bulk_create(
            Case(
                number=f"K-{stamp}-{n}"[:20],
                person=person,
                section=self.section,
                owner=self.writer,
                door=EntryDoor.WALK_IN,
                opened_at=now - dt.timedelta(days=days + 1),
                opened_by=self.writer,
                stage=Stage.PLANNING,
            )
            for n, person in enumerate(people, first)
        )
        made = Referral.objects.bulk_create(
            Referral(
                number=f"J{stamp}{n:04}"[:20],
                case=case,
                facility=facility,
                reason="Ukur",
                status=ReferralStatus.SUBMITTED,
                written_by=self.writer,
                last_edited_by=self.writer,
                submitted_by=self.writer,
                submitted_at=now - dt.timedelta(days=days),
            )
            for n, case in enumerate(cases, first)
        )
        return [referral.pk for referral in made]


def add_places(ward: Ward, number: int) -> None:
    there = ward.places.count()
    Place.objects.bulk_create(
        Place(ward=ward, number=str(n), order=n % 30_000) for n in range(there, there + number)
    )
