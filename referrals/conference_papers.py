"""The papers of a case conference: invitation and minutes with a number, the attendance list to be signed.

An invitation leaves the house before anybody has agreed to come, so it names nobody: it has the case's
number and the person's initials. The minutes stay in the file.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone

from intake.custody_papers import day_in_words
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.documents.actions import issue, letterhead
from ppks_service.documents.models import IssuedDocument, LetterKind
from ppks_service.documents.signers import signature_titles, signer_of
from ppks_service.pdf import render_pdf
from referrals.models import (
    CaseConference,
    ConferenceAction,
    ConferenceParticipant,
    ConferenceStatus,
    ParticipantRole,
    Stance,
)

# Empty lines of the list, for who comes without having been asked.
SPARE_LINES = 3


def issue_invitation(
    conference: CaseConference,
    participants: Sequence[ConferenceParticipant],
    *,
    by: User,
    replaces: IssuedDocument | None = None,
) -> IssuedDocument:
    context = _context(conference, participants)
    return issue(
        LetterKind.CONFERENCE_CALL,
        "documents/conference_call.html",
        context,
        title="Undangan pembahasan kasus",
        recipient="Peserta yang diundang",
        subject=conference,
        by=by,
        replaces=replaces,
        case_pk=conference.case_id,
    )


def issue_minutes(
    conference: CaseConference,
    participants: Sequence[ConferenceParticipant],
    acts: Sequence[ConferenceAction],
    *,
    by: User,
) -> IssuedDocument:
    assert conference.began_at is not None
    day = timezone.localdate(conference.began_at)
    context = _context(conference, participants) | {
        "day_in_words": day_in_words(day),
        "acts": acts,
        "person_name": conference.case.listed_name,
        "dissenters": [p for p in participants if p.stance == Stance.DISSENT],
        "agreed": [p.name for p in participants if p.stance == Stance.AGREE],
        "abstained": [p.name for p in participants if p.stance == Stance.ABSTAIN],
        "missing": [p for p in participants if not p.came],
        "clerk": _holder(participants, ParticipantRole.CLERK),
    }
    return issue(
        LetterKind.CONFERENCE_MINUTES,
        "documents/conference_minutes.html",
        context,
        title="Notulen pembahasan kasus",
        subject=conference,
        by=by,
        dated_on=day,
        case_pk=conference.case_id,
    )


def attendance_pdf(conference: CaseConference) -> bytes:
    """The list to be signed at the door, or with who came once it was held. It has no number."""
    participants = list(conference.participants.select_related("user").order_by("pk"))
    is_held = conference.status == ConferenceStatus.HELD
    return render_pdf(
        "documents/conference_attendance.html",
        _context(conference, participants)
        | {
            "is_held": is_held,
            "spare": []
            if is_held
            else range(len(participants) + 1, len(participants) + 1 + SPARE_LINES),
            "letterhead": letterhead(),
            "number": conference.number,
            "dated_on": timezone.localdate(conference.starts_at),
            "settings_demo": settings.DEMO,
        },
    )


def _context(
    conference: CaseConference, participants: Sequence[ConferenceParticipant]
) -> dict[str, Any]:
    chair = next(p for p in participants if p.role == ParticipantRole.CHAIR)
    return {
        "conference": conference,
        "case": conference.case,
        "initials": conference.case.person.initials,
        "participants": participants,
        "guests": [p for p in participants if p.role != ParticipantRole.CHAIR],
        "chair": chair,
        "signer": _signer(conference, chair),
        "copies": [f"Arsip kasus {conference.case.number}"],
    }


def _holder(
    participants: Sequence[ConferenceParticipant], role: str
) -> ConferenceParticipant | None:
    return next((p for p in participants if p.role == role), None)


def _signer(conference: CaseConference, chair: ConferenceParticipant) -> dict[str, Any]:
    """The chair signs: as the head they are, or act for, and else in their own name."""
    assert chair.user is not None
    block = signer_of(chair.user)
    post = chair.user.post_for(Capability.DECIDE, conference.case.section_id)
    if post is None:
        return block
    return block | {"titles": signature_titles(chair.user, post, conference.case.section)}
