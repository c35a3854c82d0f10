"""What the page behind a link shows: the packet of one referral, and the answers open to it now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from intake.case_page import age_words, signs_of
from intake.repeats import times_of
from ppks_service import indonesian
from ppks_service.documents.actions import letterhead
from ppks_service.documents.reference import TO_FILL
from ppks_service.worklist.clocks import Clocks
from referrals import actions, queries, workflow
from referrals.forms_partner import (
    AcceptByLinkForm,
    ArriveByLinkForm,
    AskByLinkForm,
    DeclineByLinkForm,
    FinishByLinkForm,
)
from referrals.models import PartnerLink, Referral, ReferralStatus, ReplyKind
from referrals.referral_page import open_needs
from referrals.states import ran_out, sign_of
from referrals.validity import validity_now
from upt_facilities.models import Stay


@dataclass(frozen=True)
class Answer:
    """One fold of the page: what may be said, the form it takes and the act it is."""

    key: str
    label: str
    icon: str
    button: str
    tone: str
    form: Callable[..., Any]
    act: Callable[..., Referral]
    done: str


ANSWERS = (
    Answer(
        "terima", "Terima", "check", "Terima rujukan", "primary",
        AcceptByLinkForm, actions.accept, "Rujukan diterima. Pekerja sosial sudah diberi tahu.",
    ),
    Answer(
        "tiba", "Sudah tiba", "door-enter", "Catat sudah tiba", "primary",
        ArriveByLinkForm, actions.arrive, "Kedatangan tercatat. Terima kasih.",
    ),
    Answer(
        "selesai", "Selesai dilayani", "circle-check", "Tandai selesai", "primary",
        FinishByLinkForm, actions.finish, "Rujukan selesai. Terima kasih; jawaban Anda tersimpan.",
    ),
    Answer(
        "tidak", "Tidak dapat", "x", "Kirim: tidak dapat", "refuse",
        DeclineByLinkForm, actions.decline, "Jawaban Anda tersimpan. Kami mencari tempat lain.",
    ),
    Answer(
        "tanya", "Tanya dulu", "message-question", "Kirim pertanyaan", "plain",
        AskByLinkForm, actions.ask_back, "Pertanyaan terkirim. Jawabannya muncul di halaman ini.",
    ),
)  # fmt: skip
NEEDS = {"terima": "accept", "tidak": "decline", "tiba": "arrive", "selesai": "finish"}


def answer_of(key: str) -> Answer | None:
    return next((answer for answer in ANSWERS if answer.key == key), None)


def form_of(
    answer: Answer, referral: Referral, data: Any = None, files: Any = None
) -> forms.BaseForm:
    """The form of ``answer``, its fields named apart from those of the other folds."""
    more: dict[str, Any] = {"referral": referral} if answer.key == "tiba" else {}
    form: forms.BaseForm = answer.form(data, files, auto_id=f"{answer.key}_%s", **more)
    return form


def facts_of(answer: Answer, form: Any) -> dict[str, Any]:
    """What the act takes of the form."""
    facts = dict(form.cleaned_data)
    facts["files"] = facts.pop("attachments")
    if answer.key == "tiba":
        return {"stay": form.instance, "place": facts.get("place"), "files": facts["files"]}
    return facts


def why_closed(link: PartnerLink | None) -> str:
    """What its holder may know of why a link does not open, and what helps: nothing of the referral or its person."""
    if link is None:
        return (
            "Alamatnya tidak kami kenal. Periksa apakah tautan dari pesan atau surat tersalin utuh."
        )
    if link.revoked_at is not None:
        return (
            "Petugas kami mencabut atau mengganti tautan ini. Bila Anda sudah menerima tautan yang "
            "lebih baru, pakailah yang itu. Jawaban Anda yang dahulu tetap tersimpan."
        )
    if link.locked_at is not None:
        return (
            "PIN salah dimasukkan lima kali. Petugas kami sudah diberi tahu dan dapat memberi "
            "tautan baru."
        )
    if link.expires_at <= timezone.now():
        return (
            f"Masa berlakunya habis pada {indonesian.short_moment(link.expires_at)}. "
            "Jawaban Anda yang dahulu tetap tersimpan."
        )
    return (
        "Rujukannya sudah selesai, ditarik kembali, atau diputus ulang. "
        "Jawaban Anda yang dahulu tetap tersimpan."
    )


def open_answers(link: PartnerLink) -> list[Answer]:
    """The answers that the workflow has open to the link's account now."""
    referral = link.referral
    names = {t.name for t in workflow.REFERRAL.open_to(link.account, referral)}
    if ran_out(referral):
        names.discard("accept")
    may_ask = referral.status in workflow.WITH_RECEIVER
    return [a for a in ANSWERS if (may_ask if a.key == "tanya" else NEEDS[a.key] in names)]


def packet_context(
    link: PartnerLink,
    token: str,
    name: str,
    *,
    refused: Mapping[str, forms.BaseForm] | None = None,
    with_name: bool = False,
) -> dict[str, Any]:
    """All that ``partner/packet.html`` shows. Needs a link of ``link_of``."""
    referral, refused = link.referral, refused or {}
    case = referral.case
    answers = open_answers(link)
    stay = Stay.objects.running().filter(case=case).select_related("facility").first()
    return {
        "link": link,
        "token": token,
        "who": name,
        "referral": referral,
        "case": case,
        "person": case.person,
        "with_name": with_name,
        "age": age_words(case.person, case),
        "signs": signs_of(case, times=times_of(case)),
        "sign": sign_of(referral),
        "due_at": None if ran_out(referral) else queries.due_of(referral, Clocks()),
        "needs": open_needs(None, case),
        "validity": validity_now(referral),
        "where_now": stay.facility if stay else None,
        "letter": referral.letter,
        "questions": referral.replies.filter(kind=ReplyKind.QUESTION).order_by("-pk")[:10],
        "folds": [
            (answer, refused.get(answer.key) or form_of(answer, referral)) for answer in answers
        ],
        "opened": next(iter(refused), "") or (answers[0].key if answers else ""),
        # What was refused because it is not open any more has no fold that could say why.
        "too_late": [f for key, f in refused.items() if answer_of(key) not in answers],
        "is_arrived": referral.status == ReferralStatus.ARRIVED,
    }


def office_contact() -> str:
    """How a partner reaches the office; nothing while the letterhead waits for admin data to fill it."""
    contact = letterhead()["contact"]
    return "" if TO_FILL in contact else contact


def link_of(token: str) -> PartnerLink | None:
    """The link of a token, with all that its page reads; what nobody gave is None."""
    if len(token) != 43:
        return None
    return (
        PartnerLink.objects.of_token(token)
        .select_related(
            "account",
            "referral__case__person",
            "referral__case__main_type",
            "referral__case__encounter",
            "referral__case__section",
            "referral__case__owner",
            "referral__facility",
            "referral__ward",
            "referral__letter",
            "referral__hold__place__ward",
            "referral__written_by",
        )
        .first()
    )
