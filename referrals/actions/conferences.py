"""What is written about a case conference: the call, what came of it, what is added later."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.actions import reach_stage
from intake.models import Case, Stage
from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.documents.actions import supersede, void
from ppks_service.documents.numbers import register_number
from ppks_service.documents.subjects import person_of
from ppks_service.journal.actions import record
from ppks_service.workflow import Transition, WrongStatus
from referrals import conference_papers, mail, workflow_conferences
from referrals import permissions_conferences as permissions
from referrals.actions.plan_steps import settle
from referrals.models import (
    CaseConference,
    ConferenceAction,
    ConferenceParticipant,
    ConferenceStatus,
    ConferenceSupplement,
    ParticipantRole,
)
from referrals.people import may_follow

AT_LEAST = 2


@dataclass(frozen=True, kw_only=True)
class Came:
    """Who came, how they stood to the decision, and what they said against it."""

    participant: int
    attendance: str
    stance: str = ""
    dissent: str = ""


@transaction.atomic
def call_conference(
    conference: CaseConference, participants: Sequence[ConferenceParticipant], *, by: User
) -> CaseConference:
    """Call people to a conference about a case, and number the invitation.

    Raises ``ValidationError`` without a chair of the office, with fewer than two people, or where one
    of the office may not open the file.
    """
    case = _locked(conference.case_id)
    permissions.call_conference.check(by, case)
    now = timezone.now()
    _refuse_call(conference, "place", "agenda")
    _refuse_participants(participants, case)
    conference.case = case
    conference.number = register_number("CC", timezone.localtime(now).year)
    conference.called_by, conference.called_at = by, now
    conference.full_clean()
    conference.save(force_insert=True)
    for participant in participants:
        participant.conference = conference
        participant.full_clean()
        participant.save(force_insert=True)
    conference.invitation = conference_papers.issue_invitation(conference, participants, by=by)
    conference.save(update_fields=["invitation"])
    when = indonesian.long_moment(conference.starts_at)
    _record(
        conference,
        "conference.call",
        by=by,
        note=f"Pembahasan kasus {conference.number} dipanggil: {when}, {conference.place}.",
        participants=len(participants),
    )
    _tell_guests(conference, mail.CALLED, by=by)
    return conference


@transaction.atomic
def move_conference(
    conference: CaseConference, *, by: User, starts_at: dt.datetime, place: str
) -> CaseConference:
    """Call for another time or place: a new invitation takes the place of the one that was sent."""
    current = _begin(workflow_conferences.MOVE_CONFERENCE, conference, by=by)
    if (starts_at, place.strip()) == (current.starts_at, current.place):
        raise ValidationError("Waktu dan tempatnya masih sama.")
    before = f"{indonesian.long_moment(current.starts_at)}, {current.place}"
    current.starts_at, current.place = starts_at, place.strip()
    current.full_clean()
    _refuse_call(current, "place")
    former = current.invitation
    if former is not None:
        supersede(former, by=by, reason="Waktu atau tempat pembahasan berubah.")
    participants = list(current.participants.select_related("user").order_by("pk"))
    current.invitation = conference_papers.issue_invitation(
        current, participants, by=by, replaces=former
    )
    current.save(update_fields=["starts_at", "place", "invitation"])
    when = indonesian.long_moment(current.starts_at)
    note = f"Pembahasan kasus {current.number} dipindah: {when}, {current.place}. Semula {before}."
    _record(current, "conference.move", by=by, note=note)
    _tell_guests(current, mail.MOVED, by=by)
    return current


@transaction.atomic
def hold_conference(
    conference: CaseConference,
    *,
    by: User,
    began_at: dt.datetime,
    ended_at: dt.datetime,
    minutes: str,
    decision: str,
    reasons: str,
    came: Iterable[Came],
    acts: Sequence[ConferenceAction] = (),
) -> CaseConference:
    """Write down what came of it: who was there, the decision with its reasons, dissent by name, actions.

    From then on nothing of it changes; stage 4 is reached, and the minutes are numbered.
    """
    current = _begin(workflow_conferences.HOLD, conference, by=by)
    if ended_at > timezone.now():
        raise ValidationError({"ended_at": "Selesainya masih di depan. Catat sesudah pembahasan."})
    participants = _attend(current, came)
    for action in acts:
        action.conference = current
        _refuse_stranger(action.owner, current.case)
        action.full_clean()
        action.save(force_insert=True)
    current.began_at, current.ended_at = began_at, ended_at
    current.minutes, current.decision = minutes.strip(), decision.strip()
    current.reasons = reasons.strip()
    current.recorded_by, current.recorded_at = by, timezone.now()
    current.status = workflow_conferences.HOLD.target
    current.full_clean()
    current.minutes_paper = conference_papers.issue_minutes(current, participants, acts, by=by)
    current.save()
    reach_stage(current.case, Stage.PLANNING, at=ended_at, act="Pembahasan kasus memutuskan")
    against = [p.name for p in participants if p.dissent]
    dissent = f" Tidak sependapat: {', '.join(against)}." if against else ""
    _record(
        current,
        "conference.hold",
        by=by,
        note=f"Pembahasan kasus {current.number} memutuskan: {current.decision}.{dissent}",
        acts=len(acts),
        dissent=len(against),
    )
    return current


@transaction.atomic
def cancel_conference(conference: CaseConference, *, by: User, reason: str) -> CaseConference:
    """Call it off with a reason; the invitation is withdrawn and keeps its number."""
    current = _begin(workflow_conferences.CANCEL_CONFERENCE, conference, by=by)
    current.cancel_reason = reason.strip()
    current.status = workflow_conferences.CANCEL_CONFERENCE.target
    current.full_clean()
    current.save()
    if current.invitation is not None:
        void(current.invitation, by=by, reason=f"Pembahasan batal: {current.cancel_reason}")
    _record(
        current,
        "conference.cancel",
        by=by,
        note=f"Pembahasan kasus {current.number} batal: {current.cancel_reason}",
    )
    _tell_guests(current, mail.CANCELLED, by=by)
    return current


@transaction.atomic
def supplement_conference(
    conference: CaseConference, *, by: User, text: str
) -> ConferenceSupplement:
    """Add to a conference that was held; what stands there stays."""
    current = _stored(conference)
    permissions.supplement_conference.check(by, current)
    if current.status != ConferenceStatus.HELD:
        raise WrongStatus("Tambahan ditulis sesudah pembahasan dilaksanakan.")
    added = ConferenceSupplement(conference=current, text=text.strip(), written_by=by)
    added.full_clean()
    added.save(force_insert=True)
    _record(
        current,
        "conference.supplement",
        by=by,
        note=f"Tambahan pada pembahasan kasus {current.number}: {added.text}",
    )
    return added


@transaction.atomic
def settle_conference_action(
    action: ConferenceAction, *, by: User, status: str, note: str = ""
) -> ConferenceAction:
    """Say how an action of a conference stands: done with its result, cancelled with a reason."""
    conference = _stored(action.conference)
    current = ConferenceAction.objects.select_for_update(of=("self",), no_key=True).get(
        pk=action.pk
    )
    current.conference = conference
    permissions.settle_conference_action.check(by, current)
    settle(current, status, note, by=by)
    words = indonesian.in_sentence(current.get_status_display())
    note = f"Tindakan pembahasan {conference.number}, “{current.what}”: {words}."
    _record(conference, "conference.move_action", by=by, note=note, status=status)
    return current


def _refuse_call(conference: CaseConference, *printed: str) -> None:
    """Refuse a time that is past, and who it is about in the columns that leave the house."""
    if conference.starts_at < timezone.now():
        raise ValidationError({"starts_at": "Waktunya sudah lewat. Pilih waktu yang akan datang."})
    person = person_of(conference.case_id)
    for column in printed:
        text = getattr(conference, column)
        if name := person.named_in(text):
            raise ValidationError(
                {column: f"“{name}” adalah nama orangnya, dan undangan tidak memuat nama."}
            )
        if re.search(r"\d{16}", text):
            raise ValidationError({column: "Undangan tidak memuat NIK atau nomor kartu keluarga."})


def _tell_guests(conference: CaseConference, news: tuple[str, str], *, by: User) -> None:
    if told := mail.tell_guests(conference, news):
        note = f"{news[0]} {conference.invitation}: pos-el kepada {len(told)} peserta dari luar."
        keys = [guest.pk for guest in told]
        _record(conference, "conference.mail", by=by, note=note, participants=keys)


def _refuse_participants(participants: Sequence[ConferenceParticipant], case: Case) -> None:
    chairs = [p for p in participants if p.role == ParticipantRole.CHAIR]
    if len(chairs) != 1 or chairs[0].user is None:
        raise ValidationError({"chair": "Pilih satu pemimpin pembahasan dari kantor ini."})
    if len(participants) < AT_LEAST:
        raise ValidationError("Undang paling sedikit satu peserta di samping pemimpin.")
    for participant in participants:
        _refuse_stranger(participant.user, case)


def _refuse_stranger(user: User | None, case: Case) -> None:
    if user is not None and not may_follow(user, case):
        raise ValidationError(
            f"{user} tidak dapat membuka berkas ini. Tulis sebagai peserta dari luar."
        )


def _attend(conference: CaseConference, came: Iterable[Came]) -> list[ConferenceParticipant]:
    """Write down who came; everybody who was asked has an answer, and the chair was there."""
    answers = {one.participant: one for one in came}
    participants = list(conference.participants.select_related("user").order_by("pk"))
    for participant in participants:
        answer = answers.get(participant.pk)
        if answer is None or not answer.attendance:
            raise ValidationError(f"Isi kehadiran {participant.name}.")
        participant.attendance, participant.stance = answer.attendance, answer.stance
        participant.dissent = answer.dissent.strip()
        if participant.came and not participant.stance:
            raise ValidationError(f"Isi sikap {participant.name} terhadap keputusan.")
        participant.full_clean()
        participant.save(update_fields=["attendance", "stance", "dissent"])
        if participant.role == ParticipantRole.CHAIR and not participant.came:
            raise ValidationError("Pemimpin tidak hadir: batalkan, lalu panggil pembahasan lain.")
    if sum(participant.came for participant in participants) < AT_LEAST:
        raise ValidationError("Pembahasan memerlukan paling sedikit dua orang yang hadir.")
    return participants


def _locked(case_pk: int) -> Case:
    return (
        Case.objects.locked().select_related("section__parent", "person", "owner").get(pk=case_pk)
    )


def _stored(conference: CaseConference) -> CaseConference:
    """The stored conference: its case's row locked first, then its own."""
    case = _locked(conference.case_id)
    current = CaseConference.objects.locked().select_related("invitation").get(pk=conference.pk)
    current.case = case
    return current


def _begin(transition: Transition, conference: CaseConference, *, by: User) -> CaseConference:
    current = _stored(conference)
    transition.check(by, current)
    return current


def _record(conference: CaseConference, action: str, *, by: User, note: str, **data: Any) -> None:
    record(
        actor=by,
        action=action,
        subject=conference,
        person_pk=conference.case.person_id,
        note=note,
        **data,
    )
