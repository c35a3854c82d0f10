"""What the office does for one person, from registration to the last visit."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from evaluation import actions as evaluation
from evaluation.models import Aspect, Quality, Signal, Visit, VisitResult, VisitWay
from intake import actions as intake
from intake import instruments
from intake.models import (
    BirthPrecision,
    Case,
    Consent,
    Encounter,
    EndReason,
    Need,
    NeedDomain,
    NeedPriority,
    Person,
)
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.development.demo.cast import Cast
from ppks_service.development.demo.clock import Life
from ppks_service.development.demo.identity import look_for_family
from ppks_service.development.demo.people import Somebody
from ppks_service.development.demo.placement import refer
from ppks_service.development.demo.planning import confer, write_plan
from referrals import actions as referrals
from referrals.models import (
    Referral,
    SPMNeed,
)
from upt_facilities import actions as facilities
from upt_facilities.models import Stay

HOUR = dt.timedelta(hours=1)


def case_life(cast: Cast, who: Somebody, person: Person | None, *, encounter: Encounter) -> Life:
    """One case: registered, assessed, planned, served and ended, each a few days after the other."""
    chance = cast.chance
    case = _register(cast, who, person, encounter)
    worker = cast.worker()
    if cast.leaves_it():
        return
    yield timezone.now() + HOUR
    intake.assign(case, by=cast.kasi, owner=worker)
    if chance.random() < 0.04:
        yield timezone.now() + cast.days(0, 1)
        _end(case, by=worker, reason=EndReason.NOT_TARGET, note="Ternyata bukan sasaran Dinas.")
        return
    if cast.leaves_it():
        if chance.random() < 0.3:
            intake.pause(case, by=worker, reason="Rawat inap di rumah sakit")
        return
    yield timezone.now() + cast.days(0, 2)
    needs = yield from _assess(cast, case, who, worker)
    if needs is None or cast.leaves_it():
        return
    yield timezone.now() + cast.days(0, 2)
    look_for_family(cast, case, who, worker)
    yield timezone.now() + cast.days(1, 2)
    plan = write_plan(cast, case, needs, worker)
    if plan is None or cast.leaves_it():
        return
    yield timezone.now() + cast.days(0, 1)
    referrals.approve_plan(plan, by=cast.kasi)
    if chance.random() < 0.12:
        yield from confer(cast, case, worker)
    if who.profile.destination:
        stay = yield from refer(cast, case, who, worker)
        if stay is not None:
            yield from _stay(cast, case, stay, worker)
    yield timezone.now() + cast.days(2, 9)
    case.refresh_from_db()
    if case.is_open and not case.stays.filter(exit_at=None).exists():
        yield from _wind_up(cast, case, who, worker)


def _register(cast: Cast, who: Somebody, person: Person | None, encounter: Encounter) -> Case:
    by, chance = cast.registrasi, cast.chance
    if person is None:
        born = dt.date(
            timezone.localdate().year - who.age, 1 + who.serial % 12, 1 + who.serial % 28
        )
        sure = bool(who.nik) and who.serial % 2 == 0
        area = chance.choice(cast.areas) if cast.areas else None
        person = Person(
            sex=who.sex,
            born_on=born if sure else born.replace(month=1, day=1),
            birth_precision=BirthPrecision.DAY if sure else BirthPrecision.ESTIMATE,
            age_said_by="kartu" if sure else "perkiraan petugas",
            claimed_origin=area,
            marks=chance.choice(("", "", "Bekas luka di alis kiri", "Tato di lengan kanan")),
        )
    codes = [code for code in who.profile.types if code in cast.types]
    if who.profile.key == "homeless" and chance.random() < 0.5:
        codes = codes[:1]
    agrees = chance.random() < 0.92
    case = intake.register_arrival(
        Case(condition="Lemah, perlu makan dan mandi" if who.age > 60 else "Cukup baik"),
        by=by,
        person=person,
        name=who.name if who.knows_name and not person.pk else "",
        nik=who.nik if not person.pk and chance.random() < 0.8 else "",
        accept_warnings=True,
        encounter=encounter,
        types=[cast.types[code] for code in codes],
        consent=Consent(
            given=agrees,
            by_whom="Sendiri" if who.age >= 18 else "Orang tua, lewat telepon",
            note="" if agrees else "Menolak dahulu; dijelaskan lagi besok",
        ),
    )
    cast.met(case.person, who)
    return case


def _assess(cast: Cast, case: Case, who: Somebody, worker: User) -> Any:
    assessment = intake.start_assessment(case, cast.instrument, by=worker)
    definition = instruments.parse(cast.instrument.definition)
    answers = _answers(cast, who, definition)
    half = dict(list(answers.items())[: len(answers) // 2])
    intake.save_answers(assessment, by=worker, answers=half)
    if cast.leaves_it():
        return None
    yield timezone.now() + cast.days(0, 1)
    intake.save_answers(
        assessment,
        by=worker,
        answers=answers,
        summary="Keadaan dan keterangan cocok dengan pengamatan petugas.",
        recommendation="Layanan sesuai kebutuhan di bawah.",
    )
    needs = [
        Need(domain=rule.domain, description=rule.description, priority=rule.priority)
        for rule in definition.suggested_needs(answers)
    ][:4]
    if not needs:
        needs = [
            Need(
                domain=NeedDomain.FAMILY,
                description="Kembali ke keluarga dengan aman",
                priority=NeedPriority.NORMAL,
            )
        ]
    intake.finish_assessment(
        assessment,
        by=worker,
        needs=needs,
        next_review_on=timezone.localdate() + dt.timedelta(days=90),
    )
    return list(case.needs.order_by("pk"))


def _answers(cast: Cast, who: Somebody, definition: instruments.Definition) -> dict[str, Any]:
    """An answer to every item that fits the person; facts of the profile go first."""
    answers: dict[str, Any] = {}
    for section in definition.sections:
        if not section.is_for(who.age):
            continue
        for item in section.items:
            wanted = who.profile.answers.get(item.fact or "") or who.profile.answers.get(item.key)
            if wanted is not None:
                answers[item.key] = wanted
            elif item.options:
                known = [option.value for option in item.options if not option.is_unknown]
                rated = item.key.startswith("adl_")
                value = (
                    known[-1 if who.profile.independence == 2 else len(known) // 2]
                    if rated
                    else ("no" if "no" in known else cast.chance.choice(known))
                )
                answers[item.key] = [value] if item.kind == "several" else value
    return answers


def _stay(cast: Cast, case: Case, stay: Stay, worker: User) -> Life:
    """Services while somebody lives there, visits, and for most the way out."""
    chance = cast.chance
    host = cast.host(stay.facility)
    assert host is not None
    for n, needs in enumerate(
        (
            (SPMNeed.DORM, SPMNeed.FOOD, SPMNeed.CLOTHES),
            (SPMNeed.HEALTH, SPMNeed.FOOD),
            (SPMNeed.GUIDANCE_SOCIAL, SPMNeed.GUIDANCE_MENTAL),
            (SPMNeed.LIFE_SKILLS, SPMNeed.FOOD),
            (SPMNeed.DOCUMENTS, SPMNeed.FAMILY_TRACING),
        )
    ):
        yield timezone.now() + dt.timedelta(hours=5 + 12 * n)
        for need in needs:
            _serve_resident(case, stay, need, host=host, worker=worker)
    visit = evaluation.plan_visit(
        Visit(
            case=case,
            planned_on=timezone.localdate() + dt.timedelta(days=chance.randint(10, 25)),
            assigned_to=worker,
            purpose="Bulan pertama di tempat layanan",
        ),
        by=worker,
    )
    yield timezone.now() + (visit.planned_on - timezone.localdate()) + cast.days(0, 3)
    if chance.random() < 0.85:
        _hold(cast, visit, worker)
    if chance.random() < 0.35:
        return  # lives there on
    yield timezone.now() + cast.days(10, 50)
    kind = chance.choices(
        (
            EndReason.REUNITED,
            EndReason.RETURNED,
            EndReason.INDEPENDENT,
            EndReason.COMPLETED,
            EndReason.ABSCONDED,
            EndReason.DIED,
        ),
        (30, 20, 15, 25, 7, 3),
    )[0]
    facilities.exit_stay(
        stay,
        by=host,
        at=timezone.now(),
        kind=kind,
        reason=kind.label,
        evidence="Berita acara dan keterangan petugas jaga",
    )
    referral = Referral.objects.filter(stay=stay).first()
    yield timezone.now() + HOUR
    if referral is not None:
        referrals.finish(referral, by=host)
    yield timezone.now() + cast.days(0, 2)
    _end(case, by=worker, reason=kind, note="Keluar dari tempat layanan.")
    if kind in (EndReason.REUNITED, EndReason.RETURNED, EndReason.INDEPENDENT):
        yield from _follow_up(cast, case, worker)


def _serve_resident(case: Case, stay: Stay, need: SPMNeed, *, host: User, worker: User) -> None:
    """One need met where somebody lives: by the staff there, or by the worker in a hospital."""
    if host.has(Capability.RECORD_SERVICES) and stay.occupancy is not None:
        referrals.give_ward_service(
            stay.occupancy.place.ward,
            need,
            timezone.localdate(),
            by=host,
            cases=[case.pk],
            evidence="Daftar layanan harian",
        )
    else:
        _serve(case, need, by=worker, evidence="Catatan ruangan")


def _serve(case: Case, need: SPMNeed, *, by: User, evidence: str) -> None:
    referrals.give_services(case, [need], timezone.localdate(), by=by, evidence=evidence)


def _wind_up(cast: Cast, case: Case, who: Somebody, worker: User) -> Life:
    """No place needed, or none found: back to family or origin, with a promise and a visit."""
    chance = cast.chance
    for need in (SPMNeed.FOOD, SPMNeed.CLOTHES, SPMNeed.FAMILY_TRACING):
        _serve(case, need, by=worker, evidence="Tanda terima")
    if chance.random() < 0.08:
        return
    yield timezone.now() + cast.days(1, 8)
    reason = (
        EndReason.REUNITED if who.profile.answers.get("has_family") == "yes" else EndReason.RETURNED
    )
    _end(case, by=worker, reason=reason, note="Diserahkan dengan pernyataan keluarga.")
    yield from _follow_up(cast, case, worker)


def _follow_up(cast: Cast, case: Case, worker: User) -> Life:
    if cast.chance.random() < 0.5:
        return
    yield timezone.now() + cast.days(1, 2)
    visit = evaluation.plan_visit(
        Visit(
            case=case,
            planned_on=timezone.localdate() + dt.timedelta(days=30),
            assigned_to=worker,
            purpose="Bimbingan lanjut bulan ke-1",
        ),
        by=worker,
    )
    yield timezone.now() + dt.timedelta(days=30) + cast.days(0, 4)
    if cast.chance.random() < 0.8:
        _hold(cast, visit, worker)


def _hold(cast: Cast, visit: Visit, worker: User) -> None:
    chance = cast.chance
    visit.result = chance.choices(list(VisitResult)[:4], (75, 12, 5, 8))[0]
    visit.way = chance.choice(list(VisitWay))
    visit.place = "Rumah keluarga atau wisma"
    if visit.result == VisitResult.MET:
        visit.signals = [s for s in Signal if chance.random() < 0.3]
        visit.quality = {q: chance.randint(2, 5) for q in Quality}
        visit.before = {a: chance.randint(1, 3) for a in Aspect}
        visit.after = {a: chance.randint(2, 5) for a in Aspect}
        visit.own_words = "Petugasnya baik; saya sudah bisa tidur nyenyak."
    visit.findings = "Keadaan terpantau."
    evaluation.hold_visit(visit, by=worker, at=timezone.now())


def _end(case: Case, *, by: User, reason: EndReason, note: str) -> None:
    """End the case, or let it run where something of it is still open."""
    try:
        intake.end_case(case, by=by, at=timezone.now(), reason=reason, note=note)
    except (intake.CaseStillRuns, ValidationError):
        return
