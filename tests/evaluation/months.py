"""A month that can be counted by hand: October 2022, with what came before and after it."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from evaluation.models import Visit
from evaluation.months import Month
from intake.models import (
    BirthPrecision,
    Case,
    CaseStatus,
    EndReason,
    EntryDoor,
    Outcome,
    Person,
    Sex,
    SPMGroup,
)
from ppks_service.accounts.models import Office
from referrals.models import DeclineCode, ReferralStatus, SPMNeed
from tests.factories import (
    a_case,
    a_document,
    a_facility,
    a_person,
    a_ppks_type,
    a_raid,
    a_referral,
    a_section,
    a_service,
    a_stay,
    a_visit,
    an_area,
    an_encounter,
    number_series,
)
from upt_facilities.models import Facility

OCTOBER = Month(2022, 10)
WIB = ZoneInfo("Asia/Jakarta")


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """A moment of 2022, WIB."""
    return dt.datetime(2022, month, day, hour, minute, tzinfo=WIB)


def born(year: int, sex: Sex = Sex.MALE, **fields: object) -> Person:
    return a_person(
        age=None,
        born_on=dt.date(year, 1, 1),
        birth_precision=BirthPrecision.YEAR,
        sex=sex,
        **fields,
    )


@dataclass
class Story:
    """The rows of the month by their names in the tests."""

    section: Office
    upt: Facility
    silent: Facility
    adult: Case
    girl: Case
    elder: Case
    visit: Visit


def october() -> Story:
    """Two people came in, one of them again; one left and was visited; one referral was declined."""
    number_series()
    section = a_section()
    upt = a_facility(places=5, code="upt", name="=1+1 UPT")
    silent = a_facility(places=2, code="sunyi", name="UPT Sunyi")
    homeless = a_ppks_type("11", "Gelandangan")
    street = a_ppks_type("04", "Anak Jalanan", spm_group=SPMGroup.CHILD)
    old = a_ppks_type("08", "Lanjut Usia Telantar", spm_group=SPMGroup.ELDERLY)
    medan = an_area("12.71", "Kota Medan")
    an_area("11", "Aceh")
    places = list(upt.wards.get().places.order_by("order"))

    # Came in September, lived in the UPT, left in October and was visited.
    elder = a_case(
        section=section,
        person=born(1950),
        main_type=old,
        opened_at=at(9, 1),
        status=CaseStatus.ENDED,
        ended_at=at(10, 16),
        end_reason=EndReason.REUNITED,
    )
    a_stay(elder, place=places[0], arrived_at=at(9, 5), exit_at=at(10, 15), exit_kind="reunited")
    visit = a_visit(
        elder,
        held=True,
        planned_on=dt.date(2022, 10, 30),
        held_at=at(10, 30),
        signals=["attendance"],
        quality={"timely": 4, "humane": 5},
        before={"skill": 2},
        after={"skill": 3},
    )
    # Came in October, to the UPT, and got what everybody gets.
    adult = a_case(
        section=section,
        person=born(1990, claimed_origin=medan),
        main_type=homeless,
        opened_at=at(10, 3),
    )
    a_stay(adult, place=places[1], arrived_at=at(10, 5))
    for need in (SPMNeed.FOOD, SPMNeed.CLOTHES, SPMNeed.HEALTH, SPMNeed.GUIDANCE_SOCIAL):
        a_service(adult, need, given_on=dt.date(2022, 10, 6))
    # Met in a raid, for the second time; her referral was declined.
    raid = a_raid(number="OP-2022-000001", name="Operasi Oktober", starts_at=at(10, 10, 20))
    met = an_encounter(
        Outcome.CASE, raid=raid, met_at=at(10, 10, 21), activities=["begging", "busking"]
    )
    raid.status, raid.closed_at, raid.closed_by = "closed", at(10, 11), raid.opened_by
    raid.save()
    girl = a_case(
        section=section,
        person=born(2014, Sex.FEMALE),
        main_type=street,
        opened_at=at(10, 10, 23, 30),
        door=EntryDoor.RAID,
        encounter=met,
        repeat_count=1,
        flags=["child"],
    )
    a_referral(
        ReferralStatus.DECLINED,
        case=girl,
        facility=upt,
        submitted_at=at(10, 11),
        decided_at=at(10, 12),
        answered_at=at(10, 13, 21),
        ended_at=at(10, 13, 21),
        decline_code=DeclineCode.AGE,
        letter=a_document(dated_on=dt.date(2022, 10, 12)),
    )
    return Story(section, upt, silent, adult, girl, elder, visit)
