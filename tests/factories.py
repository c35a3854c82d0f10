"""Rows for tests, each with the columns that such a row has. Everybody in them is invented."""

import datetime as dt
import itertools
from typing import Any

from django.utils import timezone

from evaluation.models import Visit, VisitResult
from intake import actions
from intake.actions import Entrusted
from intake.custody import holder_of_encounter
from intake.models import (
    Activity,
    AgeBand,
    Assessment,
    AssessmentStatus,
    BelongingItem,
    BirthPrecision,
    Case,
    CaseStage,
    CaseStatus,
    CaseType,
    Cluster,
    Encounter,
    EntryDoor,
    Handover,
    HolderKind,
    Instrument,
    ItemKind,
    NameKind,
    Need,
    NeedDomain,
    NeedPriority,
    Outcome,
    Person,
    PersonName,
    PPKSType,
    Raid,
    RaidStatus,
    RaidStop,
    Sex,
    SPMGroup,
    Stage,
)
from ppks_service.accounts.models import Mandate, MandateKind, Office, OfficeKind, User
from ppks_service.accounts.roles import FACILITY_ROLES, Role
from ppks_service.areas.models import Area, AreaLevel
from ppks_service.documents.models import IssuedDocument, LetterKind, NumberSeries, SignatureWay
from ppks_service.documents.permissions import BY_APPROVAL
from ppks_service.documents.reference_letters import load_wordings
from ppks_service.documents.signing import Given
from ppks_service.versions import VersionStatus
from ppks_service.worklist.models import Clock, ClockUnit
from referrals import actions as referral_actions
from referrals.models import (
    DECIDED,
    AgreedBy,
    CaseConference,
    ConferenceAction,
    ConferenceParticipant,
    DecisionCode,
    DeclineCode,
    PlanGoal,
    PlanStatus,
    Referral,
    ReferralStatus,
    ServiceGiven,
    ServicePlan,
    SPMNeed,
)
from upt_facilities.models import (
    Facility,
    FacilityKind,
    Occupancy,
    OccupancyKind,
    OverCapacity,
    Place,
    Stay,
    WaitingCause,
    WaitingEntry,
    Ward,
    WardSex,
)

_serial = itertools.count(1)


def serial() -> int:
    return next(_serial)


# --- Offices and people who work there -------------------------------------------------------


def an_office(kind: OfficeKind = OfficeKind.AGENCY, *, parent: Office | None = None) -> Office:
    n = serial()
    return Office.objects.create(
        name=f"Kantor {n}", short_name=f"Kantor {n}", kind=kind, parent=parent
    )


def a_section() -> Office:
    return an_office(OfficeKind.SECTION, parent=an_office(OfficeKind.DIVISION))


def a_user(role: Role = Role.SOCIAL_WORKER, *, office: Office | None = None, **fields: Any) -> User:
    """A user in ``office``, or in an office that suits the role."""
    n = serial()
    if office is None:
        office = an_office(OfficeKind.UPT) if role in FACILITY_ROLES else a_section()
    fields = {"username": f"petugas{n}", "full_name": f"Petugas Contoh {n}"} | fields
    user = User(role=role, office=office, password_changed_at=timezone.now(), **fields)
    user.set_password("kata-sandi-contoh-1")
    user.save()
    return user


def a_mandate(head: User, acting: User, **given: Any) -> Mandate:
    """A mandate of ``acting`` in the post of ``head``, in force today."""
    today = timezone.localdate()
    fields: dict[str, Any] = {
        "kind": MandateKind.PLH,
        "title": "Kepala Seksi Contoh",
        "starts_on": today,
        "ends_on": today + dt.timedelta(days=2),
        "letter_number": "821/0099/CONTOH",
        "letter_on": today,
        "reason": "dinas luar",
    } | given
    recorded_by = fields.pop("recorded_by", None) or a_user(Role.DATA_ADMIN)
    return Mandate.objects.create(
        role=head.role,
        office=head.office,
        stands_in_for=head,
        acting=acting,
        recorded_by=recorded_by,
        **fields,
    )


def an_area(code: str = "12.71", name: str = "Kota Medan", *, parent: Area | None = None) -> Area:
    """An area of that code with the areas it lies in."""
    if found := Area.objects.filter(code=code).first():
        return found
    level = AreaLevel(code.count(".") + 1)
    if parent is None and level > AreaLevel.PROVINCE:
        upper = code.rpartition(".")[0]
        parent = an_area(upper, "Sumatera Utara" if upper == "12" else f"Wilayah {upper}")
    full_name = f"{name}, {parent.full_name}" if parent else name
    return Area.objects.create(
        code=code, level=level, name=name, parent=parent, full_name=full_name
    )


def clocks() -> None:
    """Every clock the office keeps, at two days."""
    Clock.objects.bulk_create(
        [
            Clock(code=code, amount=2, unit=ClockUnit.DAYS, source="Contoh")
            for code, _ in Clock._meta.get_field("code").choices
        ],
        ignore_conflicts=True,
    )


def number_series() -> None:
    """The series that letters take their numbers from, and the words of those that approvals make."""
    load_wordings(*BY_APPROVAL)
    NumberSeries.objects.bulk_create(
        [
            NumberSeries(
                kind=kind,
                name=kind.label,
                classification="400.9",
                unit_code=f"CONTOH-{kind.name}",
            )
            for kind in LetterKind
        ],
        ignore_conflicts=True,
    )


# --- Raids and encounters --------------------------------------------------------------------


def a_raid(
    status: RaidStatus = RaidStatus.RUNNING, *, by: User | None = None, **fields: Any
) -> Raid:
    n = serial()
    by = by or a_user(Role.FIELD_OFFICER)
    fields = {
        "number": f"OP-2026-{n:06d}",
        "name": f"Operasi contoh {n}",
        "starts_at": timezone.now() - dt.timedelta(hours=2),
    } | fields
    if status == RaidStatus.CLOSED:
        fields = {"closed_by": by, "closed_at": timezone.now()} | fields
    return Raid.objects.create(status=status, opened_by=by, led_by=by, **fields)


def a_stop(raid: Raid | None = None, *, counted: int | None = None, **fields: Any) -> RaidStop:
    raid = raid or a_raid()
    order = raid.stops.count() + 1
    fields = {"name": f"Simpang contoh {order}"} | fields
    return RaidStop.objects.create(raid=raid, order=order, counted=counted, **fields)


def an_encounter(
    outcome: Outcome = Outcome.TAKEN,
    *,
    raid: Raid | None = None,
    stop: RaidStop | None = None,
    door: EntryDoor = EntryDoor.RAID,
    by: User | None = None,
    **fields: Any,
) -> Encounter:
    """An encounter with ``outcome``; of a raid unless ``door`` says otherwise."""
    n = serial()
    if door == EntryDoor.RAID:
        raid = raid or (stop.raid if stop else a_raid())
        raid.last_ordinal += 1
        raid.save(update_fields=["last_ordinal"])
        fields = {"raid": raid, "ordinal": raid.last_ordinal, "stop": stop} | fields
    if outcome in (Outcome.NOT_PPKS, Outcome.LET_GO, Outcome.ESCAPED):
        fields = {"outcome_reason": "Alasan contoh"} | fields
    if outcome == Outcome.HANDED_OVER:
        fields = {"handed_to": "Satpol PP contoh"} | fields
    if outcome == Outcome.CASE:
        fields = {"person": fields.pop("person", None) or a_person()} | fields
    if outcome != Outcome.TAKEN:
        fields = {"triaged_by": by or a_user(), "triaged_at": timezone.now()} | fields
    fields = {
        "sex": Sex.MALE,
        "age_band": AgeBand.ADULT,
        "activities": [Activity.BEGGING],
        "met_at": timezone.now() - dt.timedelta(hours=1),
    } | fields
    return Encounter.objects.create(
        number=f"T-2026-{n:06d}",
        door=door,
        outcome=outcome,
        recorded_by=by or (raid.opened_by if raid else a_user(Role.FIELD_OFFICER)),
        **fields,
    )


STROKES = "40,120 90,40 140,130 190,60;230,90 330,90"


def a_signature_given(name: str = "Petugas Jaga", **fields: Any) -> Given:
    """A signature as a form would give it: drawn, unless ``way`` says otherwise."""
    fields = {
        "way": SignatureWay.DRAWN,
        "position": "Regu A, Satpol PP",
        "strokes": STROKES,
    } | fields
    return Given(name=name, **fields)


def a_handover(
    *people: Encounter,
    by: User | None = None,
    to: tuple[str, str] = (HolderKind.VEHICLE, "Dalmas 2"),
    giver: str = "",
    receiver: str = "Sopir Contoh",
    **fields: Any,
) -> Handover:
    """A handover of ``people`` of one raid by the action itself, from whoever holds them now."""
    raid = people[0].raid
    assert raid is not None
    by = by or raid.opened_by
    holder = holder_of_encounter(people[0])
    handover = Handover(
        raid=raid,
        from_kind=holder.kind,
        from_name=holder.name,
        to_kind=to[0],
        to_name=to[1],
        at=fields.pop("at", None) or timezone.now(),
        **fields,
    )
    entrusted = [
        Entrusted(subject=one, seen=holder_of_encounter(one).link, condition="Sehat, tenang")
        for one in people
    ]
    return actions.hand_over(
        handover,
        by=by,
        people=entrusted,
        giver=a_signature_given(giver or holder.person or by.full_name),
        receiver=a_signature_given(receiver),
    )


def an_item(
    encounter: Encounter | None = None,
    kind: ItemKind = ItemKind.BAG,
    *,
    by: User | None = None,
    where: str = "Lemari pos jaga",
    **fields: Any,
) -> BelongingItem:
    """A thing taken from somebody and kept, by the action itself."""
    encounter = encounter or an_encounter()
    fields = {"description": f"Barang contoh {serial()}", "amount": "1 buah"} | fields
    return actions.register_item(
        BelongingItem(encounter=encounter, kind=kind, **fields),
        by=by or encounter.recorded_by,
        at=timezone.now(),
        where=where,
    )


# --- Persons and cases -----------------------------------------------------------------------


def a_person(name: str = "", *, age: int | None = 40, **fields: Any) -> Person:
    """A person of about ``age`` years, with their name as a row of names."""
    n = serial()
    name = name or f"Orang Contoh {n}"
    if age is not None:
        born = timezone.localdate().replace(month=1, day=1)
        born = born.replace(year=born.year - age)
        fields = {"born_on": born, "birth_precision": BirthPrecision.ESTIMATE} | fields
    fields = {"register_number": f"R-2026-{n:06d}", "sex": Sex.MALE} | fields
    person = Person.objects.create(name=name, **fields)
    PersonName.objects.create(person=person, name=name, kind=NameKind.OWN)
    return person


def a_ppks_type(code: str = "11", name: str = "Gelandangan", **fields: Any) -> PPKSType:
    fields = {
        "cluster": Cluster.HOMELESS,
        "spm_group": SPMGroup.HOMELESS,
        "valid_from": dt.date(2012, 1, 1),
    } | fields
    return PPKSType.objects.get_or_create(code=code, defaults={"name": name, **fields})[0]


def a_case(
    *,
    section: Office | None = None,
    owner: User | None = None,
    person: Person | None = None,
    stage: Stage = Stage.DATA,
    **fields: Any,
) -> Case:
    """A running case with a main type, its stages reached up to ``stage``."""
    n = serial()
    section = section or (owner.office if owner else a_section())
    opened_by = fields.pop("opened_by", None) or a_user(Role.REGISTRAR, office=section)
    main_type = fields.pop("main_type", None) or a_ppks_type()
    fields = {
        "opened_at": timezone.now() - dt.timedelta(days=1),
        "door": EntryDoor.WALK_IN,
    } | fields
    if fields.get("status") == CaseStatus.ENDED:
        fields = {
            "ended_at": timezone.now(),
            "ended_by": opened_by,
            "end_reason": "completed",
        } | fields
    if fields.get("status") == CaseStatus.PAUSED:
        fields = {"pause_reason": "Rawat inap"} | fields
    case = Case.objects.create(
        number=f"K-2026-{n:06d}",
        person=person or a_person(),
        section=section,
        owner=owner,
        opened_by=opened_by,
        main_type=main_type,
        stage=stage,
        **fields,
    )
    CaseType.objects.create(
        case=case, ppks_type=main_type, is_main=True, since=case.opened_at, noted_by=opened_by
    )
    for reached in range(1, stage + 1):
        CaseStage.objects.create(
            case=case, stage=reached, reached_at=case.opened_at, act="Contoh tahap"
        )
    return case


def an_instrument(definition: dict[str, Any] | None = None, **fields: Any) -> Instrument:
    """A published instrument; without ``definition`` the one that the house ships."""
    if definition is None:
        from intake.reference import BPSS  # the shipped definition

        definition = BPSS
    fields = {"code": f"alat{serial()}", "version": 1, "title": "Asesmen contoh"} | fields
    return Instrument.objects.create(
        definition=definition,
        status=VersionStatus.PUBLISHED,
        published_at=timezone.now(),
        **fields,
    )


def an_assessment(
    case: Case | None = None,
    *,
    by: User | None = None,
    finished: bool = True,
    instrument: Instrument | None = None,
    **fields: Any,
) -> Assessment:
    case = case or a_case()
    by = by or case.owner or a_user(Role.SOCIAL_WORKER, office=case.section)
    if finished:
        fields = {
            "status": AssessmentStatus.FINISHED,
            "finished_by": by,
            "finished_at": timezone.now(),
        } | fields
    return Assessment.objects.create(
        case=case, instrument=instrument or an_instrument(), assessor=by, **fields
    )


def a_need(case: Case | None = None, *, by: User | None = None, **fields: Any) -> Need:
    case = case or a_case()
    fields = {
        "domain": NeedDomain.SHELTER,
        "description": "Tempat tinggal yang aman",
        "priority": NeedPriority.URGENT,
    } | fields
    return Need.objects.create(
        case=case, judged_by=by or a_user(Role.SOCIAL_WORKER, office=case.section), **fields
    )


# --- Facilities ------------------------------------------------------------------------------


def a_facility(
    *,
    places: int = 0,
    kind: FacilityKind = FacilityKind.UPT,
    office: Office | None = None,
    **fields: Any,
) -> Facility:
    """A facility with its office; with ``places`` it has one ward of that many."""
    n = serial()
    fields = {
        "code": f"tempat-{n}",
        "name": f"UPT Contoh {n}",
        "is_residential": places > 0,
    } | fields
    facility = Facility.objects.create(
        kind=kind, office=office or an_office(OfficeKind.UPT), **fields
    )
    if places:
        a_ward(facility, places=places)
    return facility


def a_ward(facility: Facility | None = None, *, places: int = 1, **fields: Any) -> Ward:
    facility = facility or a_facility(is_residential=True)
    fields = {"name": f"Wisma Contoh {serial()}", "sex": WardSex.ANY} | fields
    ward = Ward.objects.create(facility=facility, **fields)
    for order in range(1, places + 1):
        Place.objects.create(ward=ward, number=str(order), order=order)
    return ward


def a_place(ward: Ward | None = None, **fields: Any) -> Place:
    ward = ward or a_ward(places=0)
    fields = {"number": f"N{serial()}"} | fields
    return Place.objects.create(ward=ward, **fields)


def a_hold(
    place: Place | None = None, case: Case | None = None, *, hours: int = 48, **fields: Any
) -> Occupancy:
    now = timezone.now()
    fields = {"period": (now, now + dt.timedelta(hours=hours)), "made_by": a_user()} | fields
    return Occupancy.objects.create(
        place=place or a_place(), case=case or a_case(), kind=OccupancyKind.HELD, **fields
    )


def a_stay(
    case: Case | None = None,
    facility: Facility | None = None,
    *,
    place: Place | None = None,
    **fields: Any,
) -> Stay:
    """A running stay on a place that it lives in since its arrival."""
    case = case or a_case()
    place = place or a_place(a_ward(facility, places=0) if facility else None)
    facility = place.ward.facility
    by = fields.pop("received_by", None) or a_user(Role.FACILITY_OFFICER, office=facility.office)
    arrived_at = fields.pop("arrived_at", timezone.now() - dt.timedelta(days=1))
    if fields.get("exit_at"):
        fields = {
            "exit_kind": "completed",
            "exit_reason": "Program selesai",
            "exited_by": by,
        } | fields
    occupancy = Occupancy.objects.create(
        place=place,
        case=case,
        kind=OccupancyKind.LIVED_IN,
        period=(arrived_at, fields.get("exit_at")),
        over_capacity=an_over_capacity(case, facility) if place.is_extra else None,
        made_by=by,
    )
    fields = {
        "condition": "Sehat",
        "belongings": "Satu tas",
        "brought_by": "Petugas antar",
        "handed_by": "Petugas contoh",
    } | fields
    return Stay.objects.create(
        case=case,
        facility=facility,
        occupancy=occupancy,
        arrived_at=arrived_at,
        received_by=by,
        **fields,
    )


def an_over_capacity(case: Case, facility: Facility, *, by: User | None = None) -> OverCapacity:
    return OverCapacity.objects.create(
        case=case,
        facility=facility,
        reason="Malam ini tidak ada tempat lain",
        letter_number="460/1/CONTOH/2026",
        signed_by=by or a_user(Role.SECTION_HEAD, office=case.section),
        signed_at=timezone.now(),
    )


def a_waiting_entry(
    ward: Ward | None = None, case: Case | None = None, **fields: Any
) -> WaitingEntry:
    """Somebody who waits at the end of the list of ``ward``."""
    ward, case = ward or a_ward(), case or a_case()
    fields = {"cause": WaitingCause.FULL, "added_at": timezone.now()} | fields
    return WaitingEntry.objects.create(
        ward=ward,
        case=case,
        position=ward.waiting.count() + 1,
        added_by=a_user(Role.SOCIAL_WORKER, office=case.section),
        **fields,
    )


# --- Plans, referrals, services, visits ------------------------------------------------------


def a_document(
    kind: LetterKind = LetterKind.RECOMMENDATION, *, by: User | None = None, **fields: Any
) -> IssuedDocument:
    number_series()
    n = serial()
    fields = {
        "number": f"400.9/{n:03d}/CONTOH/2026",
        "year": 2026,
        "serial": n,
        "title": "Surat contoh",
        "dated_on": timezone.localdate(),
        "html": "<p>Contoh</p>",
        "content_hash": "0" * 64,
        "subject_label": "intake.case",
        "subject_pk": 0,
    } | fields
    series = NumberSeries.objects.get(kind=kind)
    return IssuedDocument.objects.create(
        kind=kind, kind_name=series.name, series=series, issued_by=by or a_user(), **fields
    )


# What every goal of a plan that is to be agreed says.
MEASURED = {
    "measure": "Hari tinggal tanpa kabur",
    "target": "30 hari",
    "by_on": dt.date(2027, 1, 31),
}


def a_plan(
    case: Case | None = None,
    status: PlanStatus = PlanStatus.DRAFT,
    *,
    by: User | None = None,
    **fields: Any,
) -> ServicePlan:
    """A plan with one goal for one need, agreed and approved as ``status`` says."""
    case = case or a_case(stage=Stage.ANALYSIS)
    by = by or case.owner or a_user(Role.SOCIAL_WORKER, office=case.section)
    if status != PlanStatus.DRAFT:
        fields = {
            "agreed_by": AgreedBy.PERSON,
            "agreed_name": "Orangnya sendiri",
            "agreed_at": timezone.now(),
        } | fields
    if status == PlanStatus.APPROVED:
        fields = {
            "approved_by": a_user(Role.SECTION_HEAD, office=case.section),
            "approved_at": timezone.now(),
        } | fields
    version = case.plans.count() + 1
    if version > 1:
        fields = {"revision_reason": "Sesudah kunjungan contoh"} | fields
    plan = ServicePlan.objects.create(
        case=case, version=version, status=status, written_by=by, **fields
    )
    PlanGoal.objects.create(
        plan=plan, need=a_need(case, by=by), goal="Tinggal aman sebelum akhir bulan", **MEASURED
    )
    return plan


def a_called_conference(
    case: Case | None = None,
    *,
    by: User | None = None,
    guest: str = "dr. Contoh",
    email: str = "",
    **fields: Any,
) -> CaseConference:
    """A conference called by the action itself: the head of the section leads, one guest is asked."""
    case = case or a_case(stage=Stage.PLANNING)
    by = by or case.owner or a_user(Role.SOCIAL_WORKER, office=case.section)
    head = User.objects.filter(role=Role.SECTION_HEAD, office=case.section).first() or a_user(
        Role.SECTION_HEAD, office=case.section
    )
    fields = {
        "starts_at": timezone.now() + dt.timedelta(days=2),
        "place": "Ruang rapat contoh",
        "question": "Ke mana sesudah rumah sakit?",
    } | fields
    people = [
        ConferenceParticipant(role="chair", user=head, name=head.full_name, agency="Kepala seksi"),
        ConferenceParticipant(role="clerk", user=by, name=by.full_name, agency="Pekerja sosial"),
        ConferenceParticipant(role="member", name=guest, agency="RSJ contoh", email=email),
    ]
    return referral_actions.call_conference(CaseConference(case=case, **fields), people, by=by)


def a_held_conference(case: Case | None = None, *, acts: int = 1, **given: Any) -> CaseConference:
    """One that was held yesterday by the action itself, the guest dissenting."""
    conference = a_called_conference(case, **given)
    clerk = conference.called_by
    CaseConference.objects.filter(pk=conference.pk).update(
        starts_at=timezone.now() - dt.timedelta(days=1)
    )
    came = [
        referral_actions.Came(
            participant=one.pk,
            attendance="present",
            stance="agree" if one.user else "dissent",
            dissent="" if one.user else "Dua kali pindah membebani.",
        )
        for one in conference.participants.order_by("pk")
    ]
    return referral_actions.hold_conference(
        conference,
        by=clerk,
        began_at=timezone.now() - dt.timedelta(hours=25),
        ended_at=timezone.now() - dt.timedelta(hours=24),
        minutes="Tiga pilihan dibahas.",
        decision="Rujuk ke UPT contoh",
        reasons="Keluarga belum ditemukan.",
        came=came,
        acts=[
            ConferenceAction(
                what=f"Tindakan contoh {n}",
                owner=clerk,
                due_on=timezone.localdate() + dt.timedelta(days=3),
            )
            for n in range(acts)
        ],
    )


def a_referral(
    status: ReferralStatus = ReferralStatus.DRAFT,
    *,
    case: Case | None = None,
    facility: Facility | None = None,
    submitted_by: User | None = None,
    **fields: Any,
) -> Referral:
    """A referral in ``status``, with the columns that such a referral has."""
    case = case or a_case(stage=Stage.PLANNING)
    facility = facility or a_facility(places=2)
    writer = submitted_by or case.owner or a_user(Role.SOCIAL_WORKER, office=case.section)
    now = timezone.now()
    values: dict[str, Any] = {
        "reason": "Tidak ada keluarga yang merawat.",
        "written_by": writer,
        "last_edited_by": writer,
    }
    if status not in (ReferralStatus.DRAFT, ReferralStatus.CANCELLED):
        values |= {"submitted_by": writer, "submitted_at": now}
    if status == ReferralStatus.ENDORSED:
        values |= {
            "needs_second": True,
            "endorsed_by": a_user(Role.SECTION_HEAD, office=case.section),
            "endorsed_at": now,
        }
    if status in DECIDED:
        values |= {
            "decided_by": a_user(Role.SECTION_HEAD, office=case.section),
            "decided_at": now,
        }
    if status in (ReferralStatus.RETURNED, ReferralStatus.REFUSED):
        values |= {"decision_code": DecisionCode.PAPERS, "decision_note": "Lengkapi surat."}
    elif status in DECIDED:
        values |= {
            "decided_hash": "0" * 64,
            "letter": a_document(by=values["decided_by"], case_pk=case.pk),
        }
    if status in (ReferralStatus.APPROVED, ReferralStatus.ACCEPTED) and facility.is_residential:
        place = (
            Place.objects.filter(ward__facility=facility)
            .free_during(now, now + dt.timedelta(hours=48))
            .first()
        )
        if place:
            values["hold"] = a_hold(place, case, made_by=values["decided_by"])
    if status in (
        ReferralStatus.ACCEPTED,
        ReferralStatus.DECLINED,
        ReferralStatus.ARRIVED,
        ReferralStatus.DONE,
    ):
        values |= {
            "answered_by": a_user(Role.FACILITY_OFFICER, office=facility.office),
            "answered_at": now,
        }
    if status == ReferralStatus.DECLINED:
        values["decline_code"] = DeclineCode.FULL
    return Referral.objects.create(
        number=f"RJK-2026-{serial():06d}",
        case=case,
        facility=facility,
        status=status,
        **(values | fields),
    )


def a_service(
    case: Case | None = None, need: SPMNeed = SPMNeed.FOOD, **fields: Any
) -> ServiceGiven:
    case = case or a_case(stage=Stage.ACTION)
    fields = {
        "given_on": timezone.localdate(),
        "given_by": a_user(Role.SOCIAL_WORKER, office=case.section),
        "evidence": "Daftar hadir",
    } | fields
    return ServiceGiven.objects.create(case=case, need=need, **fields)


def a_visit(case: Case | None = None, *, held: bool = False, **fields: Any) -> Visit:
    case = case or a_case(stage=Stage.ACTION)
    worker = (
        fields.pop("assigned_to", None)
        or case.owner
        or a_user(Role.SOCIAL_WORKER, office=case.section)
    )
    fields = {"planned_on": timezone.localdate()} | fields
    if held:
        fields = {"held_at": timezone.now(), "held_by": worker, "result": VisitResult.MET} | fields
    return Visit.objects.create(case=case, assigned_to=worker, planned_by=worker, **fields)
