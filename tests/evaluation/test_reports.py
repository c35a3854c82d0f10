"""Numbers first: a month counted by hand, and every figure against its rows."""

import datetime as dt
import itertools

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.months import Month
from evaluation.reports import UnknownFigure, monthly_report, rows_for
from evaluation.reports.figures import (
    SPM,
    BandLine,
    ChangeLine,
    ClockLine,
    Count,
    Documents,
    DoorLine,
    Flow,
    Intake,
    Monitoring,
    MonthlyReport,
    Outcomes,
    People,
    Population,
    QualityLine,
    ReferralLine,
    Referrals,
    Split,
    SplitLine,
    SPMLine,
    TypeLine,
    fingerprint,
    flat,
    from_json,
    is_count,
    to_json,
)
from evaluation.reports.rounding import mean_days, rounded, share
from intake.models import Case, PersonLink
from tests.evaluation.months import OCTOBER, at, born, october
from tests.factories import a_case, a_facility, a_stay, a_user, clocks
from upt_facilities.models import Stay

pytestmark = pytest.mark.django_db

MAN = Split(total=1, male=1, age_18_59=1)
GIRL = Split(total=1, female=1, age_6_17=1)
ELDER = Split(total=1, male=1, age_60=1)
BOTH = Split(total=2, male=1, female=1, age_6_17=1, age_18_59=1)


def flow(code: str, label: str) -> Flow:
    return Flow(
        code=code,
        label=label,
        opening=ELDER,
        entered=MAN,
        left=ELDER,
        closing=MAN,
        left_by=(Count("reunited", "Reunifikasi keluarga", 1),),
        mean_days=40.0,
        longest_days=40,
    )


def referrals(code: str, label: str) -> ReferralLine:
    return ReferralLine(code=code, label=label, submitted=1, approved=1, declined=1, mean_days=2.5)


EXPECTED = MonthlyReport(
    month="2022-10",
    population=Population(
        facilities=(flow("upt", "=1+1 UPT"), Flow("sunyi", "UPT Sunyi")), total=flow("total", "")
    ),
    intake=Intake(
        people=BOTH,
        door=(DoorLine("raid", "Razia", 1, 1), DoorLine("walk_in", "Datang sendiri", 1, 0)),
        raid=(Count("OP-2022-000001", "Operasi Oktober", 1),),
        type=(
            TypeLine("04", "Anak Jalanan", GIRL, (BandLine("6-17", "6–17 tahun", female=1),)),
            TypeLine("11", "Gelandangan", MAN, (BandLine("18-59", "18–59 tahun", male=1),)),
        ),
        age=(
            BandLine("6-17", "6–17 tahun", female=1),
            BandLine("18-59", "18–59 tahun", male=1),
        ),
        activity=(
            Count("begging", "Mengemis", 1),
            Count("busking", "Mengamen", 1),
            Count("unrecorded", "Tidak dicatat", 1),
        ),
        origin=(Count("12-71", "Kota Medan", 1), Count("unknown", "Tidak diketahui", 1)),
        inside=1,
        unknown=1,
    ),
    people=People(episodes=2, persons=2, new=1, repeat=1, first=1, second=1),
    spm=SPM(
        group=(
            SPMLine("disability", "Penyandang disabilitas telantar"),
            SPMLine("child", "Anak telantar"),
            SPMLine("elderly", "Lanjut usia telantar", met=0, needing=1),
            SPMLine("homeless", "Gelandangan dan pengemis", met=1, needing=1),
        ),
        met=1,
        needing=2,
        given=(
            Count("DP02", "Permakanan", 1),
            Count("DP03", "Sandang", 1),
            Count("DP05", "Perbekalan kesehatan", 1),
            Count("DP06S", "Bimbingan sosial", 1),
        ),
    ),
    referrals=Referrals(
        destination=(referrals("upt", "=1+1 UPT"),),
        total=referrals("total", ""),
        declined_by=(Count("age", "Di luar usia", 1),),
    ),
    documents=Documents(
        unidentified=2, letter=(Count("recommendation", "Surat rekomendasi masuk UPT", 1),)
    ),
    outcomes=Outcomes(
        ended=ELDER,
        achieved=1,
        reason=(SplitLine("reunited", "Reunifikasi keluarga", ELDER),),
        running=2,
    ),
    monitoring=Monitoring(
        planned=1,
        held=1,
        result=(Count("met", "Ditemui", 1),),
        signal=(
            Count("attendance", "Kehadiran", 1),
            Count("drop_out", "Pemutusan dini", 0),
            Count("repeat_request", "Permintaan ulang", 0),
            Count("referred_by_client", "Rujukan dari klien terdahulu", 0),
        ),
        quality=(
            QualityLine("timely", "Tepat waktu", 4.0, 1),
            QualityLine("by_the_rules", "Taat azas"),
            QualityLine("accessible", "Dapat diakses"),
            QualityLine("humane", "Manusiawi", 5.0, 1),
            QualityLine("technically_fit", "Kelayakan teknis"),
        ),
        change=(
            ChangeLine("behaviour", "Perilaku"),
            ChangeLine("knowledge", "Pengetahuan"),
            ChangeLine("attitude", "Sikap"),
            ChangeLine("skill", "Keterampilan", better=1),
            ChangeLine("status", "Status sosial"),
            ChangeLine("environment", "Lingkungan"),
        ),
    ),
    clocks=(ClockLine("visit", "Kunjungan", "hari yang direncanakan", 1, 1),),
)


def test_month_counted_by_hand():
    october()

    assert monthly_report(OCTOBER) == EXPECTED


def test_same_month_makes_the_same_fingerprint_and_survives_json():
    october()
    report = monthly_report(OCTOBER)

    assert from_json(MonthlyReport, to_json(report)) == report
    assert fingerprint(to_json(report)) == fingerprint(to_json(monthly_report(OCTOBER)))
    assert fingerprint(to_json(report)) != fingerprint(to_json(monthly_report(OCTOBER.previous)))


@pytest.mark.parametrize("month", [OCTOBER.previous, OCTOBER, OCTOBER.next])
def test_every_figure_is_the_number_of_its_rows(month):
    clocks()
    october()

    wrong = {
        key: (figure.value, rows)
        for key, figure in flat(monthly_report(month)).items()
        if is_count(key) and figure.value is not None
        if (rows := rows_for(month, key).count()) != figure.value
    }

    assert wrong == {}


def test_measures_lead_to_the_rows_they_are_made_of():
    october()

    for key, rows in {
        "population.total.mean_days": 1,
        "population.facilities.upt.longest_days": 1,
        "referrals.total.mean_days": 1,
        "monitoring.quality.timely.mean": 1,
    }.items():
        assert rows_for(OCTOBER, key).count() == rows


@pytest.mark.parametrize(
    "key",
    ["", "intake.nothing", "population", "people.x", "spm.group", "clocks.decision", "raids.all", "monitoring.quality.x.mean"],
)  # fmt: skip
def test_unknown_key_names_no_rows(key):
    with pytest.raises(UnknownFigure):
        rows_for(OCTOBER, key).count()


def test_key_of_a_type_is_stable():
    october()

    assert rows_for(OCTOBER, "intake.type.11").get().main_type.code == "11"
    assert flat(monthly_report(OCTOBER))["intake.type.04.age.6-17.female"].value == 1


def test_facility_that_has_not_reported_is_blank_and_one_that_emptied_is_zero():
    story = october()

    january = flat(monthly_report(Month(2022, 1)))
    assert january["population.facilities.sunyi.opening"].value is None
    later = a_facility(places=1, code="kemudian")
    a_stay(
        a_case(person=born(1980), opened_at=at(9, 1)), later, arrived_at=at(9, 2), exit_at=at(9, 3)
    )
    figures = flat(monthly_report(OCTOBER))
    assert figures["population.facilities.kemudian.opening"].value == 0
    assert figures[f"population.facilities.{story.silent.code}.opening"].value is None


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (at(9, 30, 23, 59), OCTOBER.previous),
        (at(10, 1, 0, 0), OCTOBER),
        (at(10, 31, 23, 59), OCTOBER),
        (at(11, 1, 0, 0), OCTOBER.next),
    ],
)
def test_a_month_turns_at_midnight_in_medan(moment, month):
    assert Month.of(moment.astimezone(dt.UTC)) == month
    a_case(person=born(1990), opened_at=moment)

    counted = {
        m: flat(monthly_report(m))["intake"].value
        for m in (OCTOBER.previous, OCTOBER, OCTOBER.next)
    }

    assert counted == {m: int(m == month) for m in counted}


def test_person_who_came_twice_is_one_person_and_two_episodes():
    person = born(1990)
    a_case(person=person, opened_at=at(10, 1), status="ended", ended_at=at(10, 5))
    a_case(person=person, opened_at=at(10, 20), repeat_count=1)

    people = monthly_report(OCTOBER).people

    assert people == People(
        episodes=2, persons=1, new=1, repeat=0, first=1, second=1, returned_90=1
    )


def test_two_numbers_of_one_person_are_one_person_and_two_episodes(db):
    one, other = born(1990), born(1990)
    a_case(person=one, opened_at=at(10, 1), status="ended", ended_at=at(10, 5))
    a_case(person=other, opened_at=at(10, 20))
    apart = monthly_report(OCTOBER)
    PersonLink.objects.create(
        person=other, head=one, root=one, ground="photo", linked_at=at(10, 21), linked_by=a_user()
    )

    together = monthly_report(OCTOBER)

    assert (apart.people.persons, apart.people.repeat, apart.people.second) == (2, 0, 0)
    assert together.people == People(
        episodes=2, persons=1, new=1, repeat=0, first=1, second=1, returned_90=1
    )
    assert sum(line.repeat for line in together.intake.door) == 1
    assert rows_for(OCTOBER, "people.persons").count() == 1


def test_age_falls_back_on_what_the_officer_saw():
    from intake.models import Outcome
    from tests.factories import a_person, an_encounter

    for band in ("60+", "13-17"):
        met = an_encounter(Outcome.CASE, met_at=at(10, 2), age_band=band)
        a_case(person=a_person(age=None), opened_at=at(10, 2), door="raid", encounter=met)
    a_case(person=a_person(age=None), opened_at=at(10, 2))

    assert monthly_report(OCTOBER).intake.people == Split(
        total=3, male=3, age_6_17=1, age_60=1, age_unknown=1
    )


def test_waiting_referrals_are_those_of_the_months_end():
    from referrals.models import ReferralStatus
    from tests.factories import a_referral

    case = a_case(person=born(1990), opened_at=at(10, 1))
    a_referral(ReferralStatus.SUBMITTED, case=case, submitted_at=at(10, 30))
    a_referral(
        ReferralStatus.ACCEPTED,
        case=a_case(person=born(1990), opened_at=at(10, 1)),
        submitted_at=at(10, 29),
        decided_at=at(10, 30),
        answered_at=at(11, 2),
    )

    october, november = (monthly_report(m).referrals.total for m in (OCTOBER, OCTOBER.next))

    assert (october.waiting, october.accepted) == (2, 0)
    assert (november.waiting, november.accepted, november.mean_days) == (1, 1, 4.0)


def test_clock_in_working_days_is_kept_until_four_in_the_afternoon():
    from ppks_service.worklist.models import Clock, ClockUnit
    from referrals.models import ReferralStatus
    from tests.factories import a_referral

    Clock.objects.create(code="decision", amount=1, unit=ClockUnit.WORKING_DAYS, source="Contoh")
    for decided in (at(10, 10, 15, 59), at(10, 10, 16, 1)):  # Friday asked, Monday due
        a_referral(
            ReferralStatus.APPROVED,
            case=a_case(person=born(1990), opened_at=at(10, 1)),
            submitted_at=at(10, 7, 20),
            decided_at=decided,
        )

    line = next(line for line in monthly_report(OCTOBER).clocks if line.code == "decision")

    assert (line.kept, line.acts, line.limit) == (1, 2, "1 hari kerja")


@pytest.mark.parametrize("people", [1, 3])
def test_month_costs_the_same_for_one_row_and_three(people):
    clocks()
    for _ in range(people):
        case = a_case(person=born(1990), opened_at=at(10, 3))
        a_stay(case, arrived_at=at(10, 5))

    with CaptureQueriesContext(connection) as queries:
        monthly_report(OCTOBER)

    assert len(queries) == 32


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.integers(-60 * 24, 90 * 24),  # hours from 1 October to arrival
            st.none() | st.integers(0, 90 * 24),  # hours from arrival to exit
            st.sampled_from("LPU"),
            st.none() | st.integers(1930, 2022),
            st.booleans(),
        ),
        max_size=8,
    )
)
def test_opening_plus_in_minus_out_is_closing_whatever_the_stays(db, stays):
    with transaction.atomic():
        facilities = [a_facility(is_residential=True), a_facility(is_residential=True)]
        by = a_user()
        for arrived, stayed, sex, year, first in stays:
            person = born(year or 1990, sex)
            if year is None:
                person.born_on, person.birth_precision = None, "unknown"
                person.save()
            arrived_at = OCTOBER.start + dt.timedelta(hours=arrived)
            left = {}
            if stayed is not None:
                left = {
                    "exit_at": arrived_at + dt.timedelta(hours=stayed),
                    "exit_kind": "completed",
                    "exit_reason": "Selesai",
                    "exited_by": by,
                }
            Stay.objects.create(
                case=a_case(person=person, opened_at=arrived_at),
                facility=facilities[first],
                arrived_at=arrived_at,
                condition="Sehat",
                belongings="-",
                brought_by="-",
                handed_by="-",
                received_by=by,
                **left,
            )
        months = [monthly_report(OCTOBER.back(n)).population for n in (1, 0, -1)]
        transaction.set_rollback(True)

    for population in months:
        for line in (*population.facilities, population.total):
            if line.opening is None:
                continue
            for name in vars(line.opening):
                a, b, c, d = (
                    getattr(split, name)
                    for split in (line.opening, line.entered, line.left, line.closing)
                )
                assert a + b - c == d
    for earlier, later in itertools.pairwise(months):
        assert earlier.total.closing == later.total.opening


def test_rounding_is_half_away_from_zero_and_of_nothing_is_nothing():
    assert (rounded(0.25), rounded(0.05), rounded(None)) == (0.3, 0.1, None)
    assert (share(1, 8), share(1, 2000), share(0, 0)) == (0.125, 0.001, None)
    assert mean_days([(dt.timedelta(days=1), 1), (dt.timedelta(days=4), 1)]) == 2.5
    assert mean_days([(None, 0)]) is None


def test_rows_are_of_the_right_kind():
    october()

    assert rows_for(OCTOBER, "intake").model is Case
    assert rows_for(OCTOBER, "population.total.closing").model is Stay
