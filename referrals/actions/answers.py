"""What the receiving side answers, and what the clock does."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.workflow import WrongStatus
from referrals import permissions, workflow
from referrals.actions.common import begin, finish_act, free_hold, locked, record_act
from referrals.actions.gates import propose_next
from referrals.actions.replies import Said, reply
from referrals.models import DeclineCode, Referral, ReferralStatus, ReplyKind
from upt_facilities import actions as places
from upt_facilities.models import Place, Stay


@transaction.atomic
def mark_seen(referral: Referral, *, by: User) -> Referral:
    """Write down when the receiving side first opened the packet."""
    current = locked(referral)
    permissions.answer_referral.check(by, current)
    if current.seen_at is None:
        current.seen_at = timezone.now()
        current.save(update_fields=["seen_at"])
        record_act(
            current,
            "see",
            by=by,
            note=f"Rujukan {current.number} dibaca di {current.facility}.",
        )
    return current


@transaction.atomic
def accept(
    referral: Referral,
    *,
    by: User,
    expected_at: dt.datetime | None = None,
    note: str = "",
    said: Said | None = None,
    at: dt.datetime | None = None,
) -> Referral:
    """Take the person, perhaps saying when they are awaited: not later than the place is held."""
    current = begin(workflow.ACCEPT, referral, by=by)
    at = at or timezone.now()
    until = current.hold.period.upper if current.hold else None
    if until is not None and until <= at:
        raise WrongStatus(
            f"Pemesanan tempat lewat batas pada {indonesian.long_moment(until)}, jadi tempat itu "
            "boleh diberikan kepada orang lain. Minta seksi pengaju mengajukan rujukan lagi."
        )
    if expected_at is not None and expected_at < at - dt.timedelta(minutes=5):
        raise ValidationError({"expected_at": "Waktu ini sudah lewat."})
    if expected_at is not None and until is not None and expected_at > until:
        words = indonesian.long_moment(until)
        raise ValidationError(
            {"expected_at": f"Tempat dipesan sampai {words}; pilih waktu sebelumnya."}
        )
    current.seen_at = current.seen_at or at
    current.answered_by, current.answered_at = by, at
    current.expected_at, current.answer_note = expected_at, note.strip()
    reply(current, ReplyKind.ACCEPTED, by=by, text=note.strip(), said=said, at=at)
    awaited = f", ditunggu {indonesian.long_moment(expected_at)}" if expected_at else ""
    return finish_act(
        workflow.ACCEPT,
        current,
        by=by,
        note=f"Rujukan {current.number} diterima {current.facility}{awaited}.",
    )


@transaction.atomic
def decline(
    referral: Referral,
    *,
    by: User,
    code: str,
    note: str = "",
    said: Said | None = None,
    at: dt.datetime | None = None,
) -> Referral:
    """Say that the person cannot be taken, with a code that reports can count.

    The place is free again, and the next best one is proposed at once.
    """
    current = begin(workflow.DECLINE, referral, by=by)
    at, note = at or timezone.now(), note.strip()
    if code not in DeclineCode.values:
        raise ValidationError({"code": "Pilih mengapa orang ini tidak dapat diterima."})
    if code == DeclineCode.OTHER and not note:
        raise ValidationError({"note": "Tulis penjelasan bila alasannya “Lain”."})
    free_hold(current, by=by, reason="rujukan tidak dapat diterima.", at=at)
    current.seen_at = current.seen_at or at
    current.answered_by, current.answered_at = by, at
    current.decline_code, current.answer_note = code, note
    current.ended_at = at
    reply(current, ReplyKind.DECLINED, by=by, text=note, said=said, at=at)
    words = indonesian.in_sentence(current.get_decline_code_display())
    finish_act(
        workflow.DECLINE,
        current,
        by=by,
        note=f"{current.facility} tidak dapat menerima rujukan {current.number}: {words}. {note}".strip(),
        code=code,
    )
    propose_next(current)
    return current


@transaction.atomic
def reserve_place(referral: Referral, *, by: User, place: Place) -> Referral:
    """Choose which place waits for the person: the receiving side knows its wards best."""
    current = locked(referral)
    permissions.answer_referral.check(by, current)
    if current.status not in workflow.WITH_RECEIVER or current.hold is None:
        raise WrongStatus("Rujukan ini tidak menunggu kedatangan dengan tempat yang dipesan.")
    current.hold = places.move_hold(current.hold, place, by=by)
    current.save(update_fields=["hold"])
    record_act(
        current,
        "reserve",
        by=by,
        note=f"{current.facility} menyiapkan {place.ward} nomor {place} untuk rujukan {current.number}.",
    )
    return current


@transaction.atomic
def arrive(
    referral: Referral,
    *,
    by: User,
    stay: Stay,
    place: Place | None = None,
    said: Said | None = None,
) -> Referral:
    """Receive the person as a form filled ``stay``: the held place becomes lived in.

    One whose hold ran out while they were on the way is received all the same, as long as nobody
    took the place; else ``FacilityFull`` says so and another place is chosen.
    """
    current = begin(workflow.ARRIVE, referral, by=by)
    stay.case, stay.facility = current.case, current.facility
    current.stay = places.receive(stay, by=by, hold=current.hold, place=place, at=stay.arrived_at)
    reply(current, ReplyKind.ARRIVED, by=by, said=said)
    return finish_act(
        workflow.ARRIVE,
        current,
        by=by,
        note=f"Tiba di {current.facility} dengan rujukan {current.number}.",
    )


@transaction.atomic
def finish(
    referral: Referral,
    *,
    by: User | None,
    note: str = "",
    said: Said | None = None,
    at: dt.datetime | None = None,
) -> Referral:
    """Say that what was asked for has been given. ``by`` is None where the nightly job closes it."""
    if by is None:
        current = locked(referral)
        if current.status not in workflow.FINISH.sources:
            raise WrongStatus("Rujukan ini sudah tidak berjalan.")
    else:
        current = begin(workflow.FINISH, referral, by=by)
        reply(current, ReplyKind.DONE, by=by, text=note.strip(), said=said, at=at)
    current.ended_at, current.end_note = at or timezone.now(), note.strip()
    return finish_act(
        workflow.FINISH,
        current,
        by=by,
        note=f"Rujukan {current.number} ke {current.facility} selesai. {current.end_note}".strip(),
    )


@transaction.atomic
def lapse(referral: Referral, *, at: dt.datetime | None = None) -> Referral:
    """Write down that a hold ran out before the person came. Raises ``WrongStatus`` where it did not."""
    current, at = locked(referral), at or timezone.now()
    if current.status not in workflow.LAPSE.sources:
        raise WrongStatus("Rujukan ini tidak lagi menunggu kedatangan.")
    if current.hold is None or current.hold.period.upper > at:
        raise WrongStatus("Pemesanan tempat rujukan ini belum lewat batas.")
    current.ended_at = current.hold.period.upper
    current.end_note = "Pemesanan tempat lewat batas sebelum orangnya tiba."
    return finish_act(
        workflow.LAPSE,
        current,
        by=None,
        note=f"Pemesanan untuk rujukan {current.number} di {current.facility} lewat batas.",
    )


def lapse_due() -> str:
    """The nightly job: lapse what ran out, finish what its stay has ended. Returns a line for the log."""
    now = timezone.now()
    stale = Referral.objects.filter(
        status__in=workflow.WITH_RECEIVER, hold__period__endswith__lte=now
    ).order_by("pk")
    left = Referral.objects.filter(
        status=ReferralStatus.ARRIVED, stay__exit_at__isnull=False
    ).select_related("stay")
    lapsed = [lapse(referral, at=now) for referral in stale]
    finished = [
        finish(referral, by=None, note="Masa tinggal berakhir.", at=referral.stay.exit_at)
        for referral in left.order_by("pk")
        if referral.stay is not None
    ]
    return f"{len(lapsed)} pemesanan lewat batas, {len(finished)} rujukan selesai"
