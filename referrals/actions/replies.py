"""What the receiving side says beside its answer, and what the section makes of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.documents.files import PAPERS, store_upload
from ppks_service.documents.models import StoredFile
from ppks_service.workflow import WrongStatus
from referrals import mail, permissions, workflow
from referrals.actions.common import locked, record_act
from referrals.models import (
    PartnerLink,
    PartnerReply,
    Referral,
    ReplyFile,
    ReplyKind,
)

MOST_FILES = 5


@dataclass(frozen=True)
class Said:
    """Who speaks for the receiving side where the account does not tell, and what they hand over."""

    name: str = ""
    link: PartnerLink | None = None
    files: Sequence[UploadedFile] = ()


def reply(
    referral: Referral,
    kind: ReplyKind,
    *,
    by: User,
    text: str = "",
    said: Said | None = None,
    at: dt.datetime | None = None,
) -> PartnerReply | None:
    """Keep what the receiving side said until the section reads it; None where the section itself acts.

    Call it in the transaction of the act.
    """
    if not permissions.is_receiving_side(by, referral):
        return None
    said = said or Said()
    if len(said.files) > MOST_FILES:
        raise ValidationError({"attachments": f"Paling banyak {MOST_FILES} berkas sekali kirim."})
    row = PartnerReply(
        referral=referral,
        kind=kind,
        text=text,
        said_at=at or timezone.now(),
        said_by=by,
        said_name=said.name,
        link=said.link,
    )
    row.full_clean()
    row.save(force_insert=True)
    for uploaded in said.files:
        ReplyFile.objects.create(reply=row, file=_stored(uploaded, by=by))
    mail.tell_of_reply(referral)
    return row


def _stored(uploaded: UploadedFile, *, by: User) -> StoredFile:
    try:
        return store_upload(uploaded, by=by, allow=PAPERS)
    except ValidationError as refused:
        raise ValidationError({"attachments": refused.messages}) from refused


@transaction.atomic
def ask_back(
    referral: Referral,
    *,
    by: User,
    question: str,
    said: Said | None = None,
    at: dt.datetime | None = None,
) -> Referral:
    """Ask the section something before answering. Nobody is reminded of an answer meanwhile."""
    current = locked(referral)
    permissions.answer_referral.check(by, current)
    if current.status not in workflow.WITH_RECEIVER:
        raise WrongStatus(
            "Rujukan ini tidak lagi menunggu jawaban, jadi tidak ada yang ditanyakan."
        )
    question = question.strip()
    if not question:
        raise ValidationError({"question": "Tulis pertanyaannya."})
    reply(current, ReplyKind.QUESTION, by=by, text=question, said=said, at=at)
    current.seen_at = current.seen_at or at or timezone.now()
    current.save(update_fields=["seen_at"])
    record_act(
        current,
        "ask",
        by=by,
        note=f"{current.facility} bertanya tentang rujukan {current.number}: {question}",
    )
    return current


@transaction.atomic
def answer_question(
    question: PartnerReply, *, by: User, answer: str, at: dt.datetime | None = None
) -> PartnerReply:
    """Answer what the receiving side asked; with that it counts as read."""
    current = _locked_reply(question)
    permissions.write_referral.check(by, current.referral)
    if current.kind != ReplyKind.QUESTION or current.answered_at is not None:
        raise WrongStatus("Pertanyaan ini sudah dijawab.")
    at, answer = at or timezone.now(), answer.strip()
    if not answer:
        raise ValidationError({"answer": "Tulis jawabannya."})
    current.answer, current.answered_by, current.answered_at = answer, by, at
    if current.read_at is None:
        current.read_by, current.read_at = by, at
    current.full_clean()
    current.save()
    record_act(
        current.referral,
        "answer_question",
        by=by,
        note=f"Pertanyaan {current.referral.facility} dijawab: {answer}",
    )
    mail.tell_partner(current.referral)
    return current


@transaction.atomic
def read_reply(reply: PartnerReply, *, by: User, at: dt.datetime | None = None) -> PartnerReply:
    """Say that the section knows; the line leaves the work list. A question waits for its answer."""
    current = _locked_reply(reply)
    permissions.write_referral.check(by, current.referral)
    if current.kind == ReplyKind.QUESTION and current.answered_at is None:
        raise WrongStatus("Pertanyaan ini selesai bila dijawab.")
    if current.read_at is None:
        current.read_by, current.read_at = by, at or timezone.now()
        current.save(update_fields=["read_by", "read_at"])
        record_act(
            current.referral,
            "know_reply",
            by=by,
            note=f"Kabar dari {current.referral.facility} sudah dibaca.",
        )
    return current


def _locked_reply(reply: PartnerReply) -> PartnerReply:
    rows = PartnerReply.objects.locked().select_related(
        "referral__case__person", "referral__case__section", "referral__facility"
    )
    return rows.get(pk=reply.pk)


def open_reply_file(found: ReplyFile, *, by: User) -> tuple[bytes, str]:
    """The bytes of a file that came with a reply, and their type; the opening is written down."""
    referral = found.reply.referral
    record_act(
        referral,
        "file_read",
        by=by,
        note=f"Lampiran rujukan {referral.number} dibuka.",
        file=found.pk,
    )
    return bytes(found.file.content), found.file.content_type
