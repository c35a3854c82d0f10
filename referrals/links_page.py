"""What the page of a referral shows of the partner desk: the link, and what was said."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.urls import reverse

from ppks_service.accounts.models import User
from referrals import permissions, workflow
from referrals.forms import ReasonForm
from referrals.forms_partner import AnswerQuestionForm, AskForm, ReserveForm
from referrals.models import SENT, PartnerLink, PartnerReply, Referral, ReplyKind
from referrals.states import Sign, ran_out


@dataclass(frozen=True)
class ReplyLine:
    """One thing that the receiving side said, and the form to answer it where it is a question."""

    reply: PartnerReply
    files: list[Any]
    is_question: bool
    form: AnswerQuestionForm | None


def address_of(token: str) -> str:
    """The whole address behind a token, as it is given to a partner."""
    return settings.PUBLIC_URL + reverse("partner:open", args=[token])


def desk_of(user: User, referral: Referral, *, is_receiver: bool) -> dict[str, Any]:
    """The links and replies of ``referral`` for its page."""
    may_write = not is_receiver and permissions.send_link.allows(user, referral)
    replies = list(
        PartnerReply.objects.filter(referral=referral)
        .select_related("said_by", "answered_by", "read_by")
        .order_by("-pk")[:20]
    )
    if replies:
        prefetch_related_objects(replies, "files")
    link = None
    if not is_receiver:
        link = PartnerLink.objects.standing().filter(referral=referral).first()
    if link is not None:
        link.referral = referral
    return {
        "link": link,
        "link_sign": sign_of_link(link) if link else None,
        "may_send": may_write and referral.status in SENT,
        "may_write": may_write,
        "may_ask": is_receiver
        and referral.status in workflow.WITH_RECEIVER
        and permissions.answer_referral.allows(user, referral),
        "reserve_form": _reserve_form(user, referral) if is_receiver else None,
        "lines": [_line(reply, may_write=may_write) for reply in replies],
        "revoke_form": ReasonForm(auto_id="cabut_%s"),
        "ask_form": AskForm(auto_id="tanya_%s"),
    }


def _reserve_form(user: User, referral: Referral) -> ReserveForm | None:
    """The choice of another place, while one is held for somebody who is still to come."""
    if referral.status not in workflow.WITH_RECEIVER or referral.hold is None:
        return None
    if ran_out(referral) or not permissions.answer_referral.allows(user, referral):
        return None
    return ReserveForm(referral=referral, auto_id="siapkan_%s")


def sign_of_link(link: PartnerLink) -> Sign:
    """How a link that nobody took back stands. Needs ``referral``."""
    if link.locked_at is not None:
        return Sign("late", icon="lock", words="Terkunci: PIN salah lima kali")
    if not link.is_usable():
        return Sign("calm", icon="link-off", words="Tidak berlaku lagi")
    if link.last_used_at is None:
        return Sign("soon", icon="link", words="Belum dibuka")
    return Sign("ok", icon="link", words="Sudah dibuka")


def _line(reply: PartnerReply, *, may_write: bool) -> ReplyLine:
    is_question = reply.kind == ReplyKind.QUESTION
    waits = is_question and reply.answered_at is None and may_write
    form = AnswerQuestionForm(auto_id=f"jawab{reply.pk}_%s") if waits else None
    return ReplyLine(reply, list(reply.files.all()), is_question, form)
