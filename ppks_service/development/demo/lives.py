"""The lives that make up the story: a raid, a case, a month to close. Each yields when it goes on."""

import datetime as dt

from django.utils import timezone

from evaluation.closing import close_month
from evaluation.months import Month
from intake import actions as intake
from intake.models import (
    Companionship,
    Encounter,
    EntryDoor,
    Outcome,
    Person,
    Raid,
    RaidAgency,
    RaidStop,
)
from ppks_service.development.demo.cast import Cast
from ppks_service.development.demo.clock import Life, Story, wib
from ppks_service.development.demo.custody import bring_to_shelter, bring_to_vehicle
from ppks_service.development.demo.people import AGENCIES, BELONGINGS, STREETS, Somebody, band_of
from ppks_service.development.demo.service import case_life

DOORS = (
    EntryDoor.REPORT,
    EntryDoor.WALK_IN,
    EntryDoor.POLICE,
    EntryDoor.HOSPITAL,
    EntryDoor.OTHER_OFFICE,
    EntryDoor.FAMILY,
    EntryDoor.VIRAL,
)


def raid_life(
    cast: Cast, story: Story, start: dt.datetime, *, people: int, with_chain: bool = False
) -> Life:
    """One operation: opened at the assembly, people recorded at three stops, counted and closed."""
    day = timezone.localdate(start)
    chance = cast.chance
    streets = chance.sample(STREETS, 3)
    raid = intake.open_raid(
        Raid(
            name=f"Operasi {streets[0]}–{streets[-1]}",
            order_number=f"300.1/{chance.randint(100, 899)}/CONTOH/{day.year}",
            order_date=day - dt.timedelta(days=2),
            basis="Perda Kota Medan Nomor 6 Tahun 2003",
            assembly_point="Halaman Dinas Sosial Provinsi",
            starts_at=start,
            led_by=cast.lapangan,
        ),
        by=cast.lapangan,
    )
    for name, role, officers in AGENCIES:
        intake.add_agency(
            RaidAgency(raid=raid, name=name, role=role, people=officers), by=cast.lapangan
        )
    stops = []
    for n, street in enumerate(streets):
        begun = start + dt.timedelta(minutes=20 + 50 * n)
        stop = RaidStop(
            raid=raid, name=street, from_at=begun, to_at=begun + dt.timedelta(minutes=45)
        )
        stops.append(intake.add_stop(stop, by=cast.lapangan))
    taken: list[tuple[Encounter, Somebody, Person | None]] = []
    last: Encounter | None = None
    for n in range(people):
        stop = stops[n * len(stops) // people]
        assert stop.from_at is not None
        yield stop.from_at + dt.timedelta(minutes=3 * (n % 16))
        who, person = cast.next_intake()
        fate = chance.random()
        encounter = intake.record_encounter(
            _encounter(cast, who, raid=raid, stop=stop, last=last), by=cast.lapangan
        )
        last = encounter
        if fate < 0.1:
            reason = chance.choice(("Pedagang yang punya tempat tetap", "Pelajar pulang sekolah"))
            intake.triage(
                encounter,
                by=cast.lapangan,
                outcome=Outcome.NOT_PPKS,
                reason=reason,
                handed_to="Satpol PP Kota Medan",
            )
        elif fate < 0.16:
            intake.triage(
                encounter,
                by=cast.lapangan,
                outcome=Outcome.LET_GO,
                reason="Dijemput keluarga di tempat, sudah diberi nasihat",
            )
        elif fate < 0.2:
            intake.triage(
                encounter,
                by=cast.lapangan,
                outcome=Outcome.HANDED_OVER,
                handed_to="Dinas Sosial Kota Medan",
            )
        else:
            taken.append((encounter, who, person))
    brought = [encounter for encounter, _, _ in taken]
    if with_chain and brought:
        yield start + dt.timedelta(hours=2, minutes=50)
        bring_to_vehicle(cast, raid, brought)
        yield start + dt.timedelta(hours=3, minutes=40)
        bring_to_shelter(cast, raid, brought[:-1])  # one is still in the truck when the raid closes
    yield start + dt.timedelta(hours=4)
    for stop in stops:
        intake.count_stop(
            stop, by=cast.lapangan, counted=stop.encounters.count(), approximate=False
        )
    for encounter, who, person in taken:
        begins = wib(day + dt.timedelta(days=1), 8) + dt.timedelta(minutes=chance.randint(10, 500))
        story.begin(case_life(cast, who, person, encounter=encounter), begins)
    yield wib(day + dt.timedelta(days=1), 9)
    intake.close_raid(raid, by=cast.lapangan)
    yield wib(day + dt.timedelta(days=1), 10)
    intake.issue_raid_minutes(raid, by=cast.lapangan)


def other_door_life(cast: Cast, story: Story, day: dt.date) -> Life:
    """Somebody who came by another door than a raid."""
    who, person = cast.next_intake()
    door = cast.chance.choice(DOORS)
    encounter = _encounter(cast, who, raid=None, stop=None, last=None)
    encounter.door = door
    encounter.met_at = wib(day, 8, 30)
    encounter.place = cast.chance.choice(STREETS)
    if door == EntryDoor.REPORT:
        encounter.reporter = "Warga, tidak mau disebut"
    if door == EntryDoor.VIRAL:
        encounter.source_link = "https://berita.contoh.id/orang-telantar"
    encounter = intake.record_encounter(encounter, by=cast.registrasi)
    yield wib(day, 9) + dt.timedelta(minutes=cast.chance.randint(5, 300))
    story.begin(case_life(cast, who, person, encounter=encounter), timezone.now())


def month_life(cast: Cast, first: dt.date) -> Life:
    """The month is closed, and its report issued."""
    close_month(
        Month.of(first),
        by=cast.laporan,
        notes="Tempat di UPT terbatas; koordinasi dengan kabupaten asal dilanjutkan.",
    )
    return
    yield


def _encounter(
    cast: Cast, who: Somebody, *, raid: Raid | None, stop: RaidStop | None, last: Encounter | None
) -> Encounter:
    chance, profile = cast.chance, who.profile
    with_last = profile.key in ("child", "toddler") and last is not None and last.raid_id
    return Encounter(
        raid=raid,
        stop=stop,
        door=EntryDoor.RAID,
        met_at=timezone.now(),
        sex=who.sex,
        age_band=band_of(who.age),
        age_years=who.age if chance.random() < 0.4 else None,
        name=who.name.split()[0] if who.knows_name and chance.random() < 0.6 else "",
        activities=[chance.choice(profile.activities)],
        conditions=[chance.choice(profile.conditions)],
        belongings=[chance.choice(BELONGINGS)],
        companionship=Companionship.WITH if with_last else Companionship.ALONE,
        met_with=last if with_last else None,
    )
