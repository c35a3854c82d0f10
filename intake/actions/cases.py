"""What is written about a case, from its registration to its outcome."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from intake import permissions, permissions_health, workflow
from intake.actions.changed import case_changed
from intake.actions.family import lock_for_suspicion, refuse_while_locked
from intake.actions.persons import relate_met_together
from intake.models import (
    GUARDED_FLAGS,
    Case,
    CaseStage,
    CaseType,
    Consent,
    Encounter,
    EndReason,
    EntryDoor,
    Flag,
    Outcome,
    Paper,
    Person,
    PPKSType,
    Stage,
)
from intake.same import cases_of
from ppks_service.accounts.models import OfficeKind, User
from ppks_service.documents.files import PAPERS, store_upload
from ppks_service.documents.numbers import register_number
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.panels import registered
from ppks_service.workflow import Refused, Transition, WrongStatus

ADULT = 18
# What these types say about a person is data that the law protects (UU 27/2022; domain.md §7.3).
FLAG_OF_TYPE = {"16": Flag.HIV, "17": Flag.DRUGS, "18": Flag.TRAFFICKING}


class CaseStillRuns(Refused):
    """A case cannot end while somewhere something of it is open. The text is for the user."""


@transaction.atomic
def open_case(
    case: Case,
    *,
    by: User,
    encounter: Encounter | None = None,
    types: Sequence[PPKSType] = (),
    consent: Consent | None = None,
) -> Case:
    """Register one episode of service to ``case.person``: number, types (the main one first), flags.

    Stage 1 is dated by ``encounter``, which thereby gets its outcome; stage 2 by the registration. A child
    is protected from the first minute, and so is who has a type that says too much. Raises
    ``ValidationError``, or ``WrongStatus`` when the encounter has its outcome already.
    """
    permissions.register.check(by, case)
    case.opened_by = by
    case.opened_at = case.opened_at or timezone.now()
    if case.section_id is None:
        if by.office.kind != OfficeKind.SECTION:
            raise ValidationError("Pilih seksi yang menangani kasus ini; kantor Anda bukan seksi.")
        case.section = by.office
    if encounter is not None:
        encounter = untriaged(encounter)
        case.encounter, case.door = encounter, encounter.door
    case.number = register_number("K", timezone.localtime(case.opened_at).year)
    case.main_type = types[0] if types else None
    by_age = _flags_by_age(case.person, case.opened_at, encounter)
    case.flags = sorted({*case.flags, *by_age, *_flags_by_type(types)})
    case.repeat_count = cases_of(case.person_id).count()
    case.full_clean()
    case.save(force_insert=True)
    _start_types(case, types, by=by, at=case.opened_at, reason="")
    met_at = encounter.met_at if encounter else case.opened_at
    act = "Temuan razia" if case.door == EntryDoor.RAID else EntryDoor(case.door).label
    reach_stage(case, Stage.OUTREACH, at=min(met_at, case.opened_at), act=act)
    reach_stage(case, Stage.DATA, at=case.opened_at, act="Kasus didaftarkan")
    if consent is not None:
        consent.case, consent.noted_by = case, by
        consent.answered_at = consent.answered_at or case.opened_at
        consent.full_clean()
        consent.save(force_insert=True)
    if encounter is not None:
        settle(encounter, case, by=by)
    _heed_suspicion(case, (), by=by)
    answered = "" if consent is None else f", {consent}"
    record(
        actor=by,
        action="case.open",
        subject=case,
        note=f"Kasus {case.number} didaftarkan{answered}.",
    )
    return case


def untriaged(encounter: Encounter) -> Encounter:
    """Lock the encounter and make sure that nobody has decided what became of it."""
    current = Encounter.objects.locked().get(pk=encounter.pk)
    if current.outcome != Outcome.TAKEN:
        raise WrongStatus(
            f"Temuan {current.number} sudah diputus: {in_sentence(current.get_outcome_display())}."
        )
    return current


def settle(encounter: Encounter, case: Case, *, by: User) -> None:
    """Tie the encounter to its person and case, and the person to whom they were met with."""
    encounter.person, encounter.outcome = case.person, Outcome.CASE
    encounter.triaged_by, encounter.triaged_at = by, timezone.now()
    encounter.save(update_fields=["person", "outcome", "triaged_by", "triaged_at"])
    group = encounter.met_with_id or encounter.pk
    companions = Person.objects.filter(
        encounters__in=Encounter.objects.filter(met_with=group).values("pk")
    ) | Person.objects.filter(encounters=group)
    relate_met_together(companions.distinct().order_by("pk"), case.person, by=by)
    if encounter.photo_id and not case.person.photo_id:
        case.person.photo_id = encounter.photo_id
        case.person.save(update_fields=["photo"])


def _heed_suspicion(case: Case, before: Iterable[str], *, by: User) -> None:
    """Lock the return to the family once a case is newly marked as perhaps trafficked."""
    if Flag.TRAFFICKING in case.flags and Flag.TRAFFICKING not in before:
        lock_for_suspicion(case, by=by, reason="indikasi TPPO / eksploitasi ditandai pada kasus.")


def _flags_by_age(person: Person, at: dt.datetime, encounter: Encounter | None) -> set[str]:
    age = person.age_on(timezone.localdate(at))
    if age is None:
        return {Flag.CHILD} if encounter is not None and encounter.is_child else set()
    return {Flag.CHILD} if age < ADULT else set()


def _flags_by_type(types: Iterable[PPKSType]) -> set[str]:
    return {FLAG_OF_TYPE[t.code] for t in types if t.code in FLAG_OF_TYPE}


def reach_stage(case: Case, stage: Stage, *, at: dt.datetime, act: str) -> None:
    """Say that ``act`` brought the case to ``stage``; the first act counts, a later one changes nothing.

    Call it inside the transaction of the act. Stages between may stay unreached: none is forced.
    """
    first = CaseStage(case=case, stage=stage, reached_at=at, act=act[:80])
    CaseStage.objects.bulk_create([first], ignore_conflicts=True)
    Case.objects.filter(pk=case.pk, stage__lt=stage).update(stage=stage)
    case.stage = max(Stage(case.stage), stage)


@transaction.atomic
def edit_case(case: Case, *, by: User) -> Case:
    """Save what a form changed of condition, belongings and story."""
    _begin_writing(case, by=by)
    case.full_clean()
    case.save(update_fields=["condition", "belongings", "story"])
    record(actor=by, action="case.edit", subject=case, note="Keadaan dan cerita diubah.")
    return case


@transaction.atomic
def set_types(case: Case, *, by: User, types: Sequence[PPKSType], reason: str = "") -> Case:
    """Give the case these PPKS types, the main one first. What is corrected stays in the history."""
    current = _begin_writing(case, by=by)
    permissions_health.set_types.check(by, current)
    if not types:
        raise ValidationError({"main_type": "Pilih jenis PPKS utama."})
    if current.types.filter(until=None).exists() and not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa jenis PPKS berubah."})
    now = timezone.now()
    running = {row.ppks_type_id: row for row in current.types.filter(until=None)}
    wanted = {ppks_type.pk: ppks_type for ppks_type in types}
    for pk, row in running.items():
        if pk not in wanted or row.is_main != (pk == types[0].pk):
            row.until = now
            row.save(update_fields=["until"])
        else:
            del wanted[pk]
    _start_types(current, list(wanted.values()), by=by, at=now, reason=reason, main=types[0])
    before = current.flags
    current.main_type = types[0]
    current.flags = sorted({*before, *_flags_by_type(types)})
    current.save(update_fields=["main_type", "flags"])
    _heed_suspicion(current, before, by=by)
    record(
        actor=by,
        action="case.set_types",
        subject=current,
        note=f"Jenis PPKS: {', '.join(map(str, types))}. {reason}".strip(),
    )
    case_changed(current.pk, by=by)
    return current


def _start_types(
    case: Case,
    types: Iterable[PPKSType],
    *,
    by: User,
    at: dt.datetime,
    reason: str,
    main: PPKSType | None = None,
) -> None:
    main = main or case.main_type
    for ppks_type in types:
        row = CaseType(
            case=case, ppks_type=ppks_type, is_main=ppks_type == main, since=at, reason=reason
        )
        row.noted_by = by
        row.full_clean()
        row.save(force_insert=True)


@transaction.atomic
def set_flags(case: Case, *, by: User, flags: Iterable[str]) -> Case:
    """Protect the case for these reasons. A child stays protected as a child, health by its facts.

    A suspicion of trafficking also locks the return to the family, until a head clears it.
    """
    current = _begin_writing(case, by=by)
    by_age = _flags_by_age(current.person, timezone.now(), current.encounter)
    before = current.flags
    guarded = [flag for flag in before if flag in GUARDED_FLAGS]
    current.flags = sorted({*(f for f in flags if f not in GUARDED_FLAGS), *guarded, *by_age})
    current.full_clean()
    current.save(update_fields=["flags"])
    _heed_suspicion(current, before, by=by)
    record(
        actor=by,
        action="case.set_flags",
        subject=current,
        note="Perlindungan kasus diubah.",
        flags=[flag for flag in current.flags if flag not in GUARDED_FLAGS],
    )
    case_changed(current.pk, by=by)
    return current


@transaction.atomic
def pause(case: Case, *, by: User, reason: str) -> Case:
    """Stop the case's clocks while something outside holds it up, as a hospital stay."""
    current = _begin_transition(workflow.PAUSE, case, by=by)
    current.pause_reason = reason.strip()
    if not current.pause_reason:
        raise ValidationError({"reason": "Tulis alasan kasus ditangguhkan."})
    return _finish(workflow.PAUSE, current, by=by, note=f"Ditangguhkan: {current.pause_reason}")


@transaction.atomic
def resume(case: Case, *, by: User) -> Case:
    """Let the case and its clocks run again."""
    current = _begin_transition(workflow.RESUME, case, by=by)
    current.pause_reason = ""
    return _finish(workflow.RESUME, current, by=by, note="Kasus dilanjutkan.")


@transaction.atomic
def end_case(case: Case, *, by: User, at: dt.datetime, reason: str, note: str) -> Case:
    """End the case with its outcome, which is also its evaluation (stage 6).

    Raises ``CaseStillRuns`` with a sentence for each thing that is still open somewhere above, as
    the functions registered at "case.open_ends" (``fn(case) -> list[str]``) tell.
    """
    current = _begin_transition(workflow.END, case, by=by)
    if open_ends := [
        sentence for ends in registered("case.open_ends") for sentence in ends(current)
    ]:
        raise CaseStillRuns(" ".join(open_ends))
    refuse_while_locked(current, reason)
    if at > timezone.now():
        raise ValidationError({"at": "Waktu selesai belum tiba."})
    if not note.strip():
        raise ValidationError({"note": "Tulis keterangan hasil: apa buktinya dan apa sesudahnya."})
    current.ended_at, current.ended_by = at, by
    current.end_reason, current.end_note = reason, note.strip()
    current.pause_reason = ""
    current.status = workflow.END.target
    current.full_clean()
    reach_stage(current, Stage.EVALUATION, at=at, act="Kasus diakhiri")
    return _finish(
        workflow.END,
        current,
        by=by,
        note=f"Kasus selesai: {EndReason(reason).label}. {current.end_note}",
    )


@transaction.atomic
def add_consent(consent: Consent, *, by: User) -> Consent:
    """Write down an answer of the person or guardian; the latest counts, earlier ones stay."""
    _begin_writing(consent.case, by=by)
    consent.noted_by = by
    consent.answered_at = consent.answered_at or timezone.now()
    consent.full_clean()
    consent.save(force_insert=True)
    record(
        actor=by,
        action="case.consent",
        subject=consent,
        note=f"Persetujuan layanan: {consent}, oleh {consent.by_whom.lower()}.",
    )
    return consent


@transaction.atomic
def add_paper(paper: Paper, *, by: User, upload: UploadedFile | None = None) -> Paper:
    """Put a paper into the file; without ``upload`` it lies in the office on paper."""
    _begin_writing(paper.case, by=by)
    paper.added_by = by
    if upload is not None:
        try:
            paper.file = store_upload(upload, by=by, allow=PAPERS)
        except ValidationError as refused:
            raise ValidationError({"upload": refused.messages}) from refused
    paper.full_clean()
    paper.save(force_insert=True)
    record(
        actor=by,
        action="case.add_paper",
        subject=paper,
        note=f"Berkas masuk: {paper}.",
        kind=paper.kind,
    )
    return paper


def _begin(case: Case) -> Case:
    """Lock the stored case, with what its rules read."""
    return Case.objects.locked().select_related("section", "person", "encounter").get(pk=case.pk)


def _begin_writing(case: Case, *, by: User) -> Case:
    current = _begin(case)
    permissions.write_file.check(by, current)
    return current


def _begin_transition(transition: Transition, case: Case, *, by: User) -> Case:
    current = _begin(case)
    transition.check(by, current)
    return current


def _finish(transition: Transition, case: Case, *, by: User, note: str) -> Case:
    case.status = transition.target
    case.save()
    record(actor=by, action=f"case.{transition.name}", subject=case, note=note)
    return case
