"""The lives of a referral and of a plan: which act leads where, and whose it is."""

from ppks_service.workflow import Transition, Workflow
from referrals import permissions
from referrals.models import PlanStatus, Referral, ReferralStatus

S = ReferralStatus

# Who wrote it may still change it.
EDITABLE = frozenset({S.DRAFT, S.RETURNED})
# Decided, and the receiving side has the letter: a place may be held.
WITH_RECEIVER = frozenset({S.APPROVED, S.ACCEPTED})

SUBMIT = Transition(
    name="submit",
    label="Ajukan rujukan",
    sources=frozenset({S.DRAFT}),
    target=S.SUBMITTED,
    rule=permissions.write_referral,
)
RESUBMIT = Transition(
    name="resubmit",
    label="Ajukan lagi",
    sources=frozenset({S.RETURNED}),
    target=S.SUBMITTED,
    rule=permissions.write_referral,
)
ENDORSE = Transition(
    name="endorse",
    label="Setujui sebagai keputusan pertama",
    sources=frozenset({S.SUBMITTED}),
    target=S.ENDORSED,
    rule=permissions.endorse_referral,
)
APPROVE = Transition(
    name="approve",
    label="Setujui",
    sources=frozenset({S.SUBMITTED}),
    target=S.APPROVED,
    rule=permissions.approve_alone,
)
CONFIRM = Transition(
    name="confirm",
    label="Setujui sebagai keputusan kedua",
    sources=frozenset({S.ENDORSED}),
    target=S.APPROVED,
    rule=permissions.decide_referral,
)
SEND_BACK = Transition(
    name="send_back",
    label="Kembalikan",
    sources=frozenset({S.SUBMITTED, S.ENDORSED}),
    target=S.RETURNED,
    rule=permissions.decide_referral,
)
REFUSE = Transition(
    name="refuse",
    label="Tolak",
    sources=frozenset({S.SUBMITTED, S.ENDORSED}),
    target=S.REFUSED,
    rule=permissions.decide_referral,
)
ACCEPT = Transition(
    name="accept",
    label="Terima rujukan",
    sources=frozenset({S.APPROVED}),
    target=S.ACCEPTED,
    rule=permissions.answer_referral,
)
DECLINE = Transition(
    name="decline",
    label="Tidak dapat menerima",
    sources=WITH_RECEIVER,
    target=S.DECLINED,
    rule=permissions.answer_referral,
)
ARRIVE = Transition(
    name="arrive",
    label="Terima kedatangan",
    sources=frozenset({S.ACCEPTED}),
    target=S.ARRIVED,
    rule=permissions.receive_person,
)
FINISH = Transition(
    name="finish",
    label="Tandai selesai",
    sources=frozenset({S.ACCEPTED, S.ARRIVED}),
    target=S.DONE,
    rule=permissions.finish_referral,
)
CANCEL = Transition(
    name="cancel",
    label="Tarik kembali",
    sources=frozenset({S.DRAFT, S.SUBMITTED, S.ENDORSED, S.RETURNED, S.APPROVED, S.ACCEPTED}),
    target=S.CANCELLED,
    rule=permissions.write_referral,
)
LAPSE = Transition(
    name="lapse",
    label="Pemesanan lewat batas",
    sources=WITH_RECEIVER,
    target=S.LAPSED,
    rule=permissions.let_lapse,
)
VOID = Transition(
    name="void",
    label="Keputusan gugur",
    sources=WITH_RECEIVER | {S.ENDORSED},
    target=S.RETURNED,
    rule=permissions.let_void,
)


def approval_of(referral: Referral) -> Transition:
    """The act by which ``referral`` is approved next: alone, as the first decision, or as the second."""
    if referral.status == S.ENDORSED:
        return CONFIRM
    return ENDORSE if referral.needs_second else APPROVE


REFERRAL = Workflow(
    name="Rujukan",
    initial=S.DRAFT,
    transitions=(
        SUBMIT,
        RESUBMIT,
        ENDORSE,
        APPROVE,
        CONFIRM,
        SEND_BACK,
        REFUSE,
        ACCEPT,
        DECLINE,
        ARRIVE,
        FINISH,
        CANCEL,
        LAPSE,
        VOID,
    ),
    labels={str(value): str(label) for value, label in S.choices},
)

AGREE = Transition(
    name="agree",
    label="Sepakati rencana",
    sources=frozenset({PlanStatus.DRAFT}),
    target=PlanStatus.AGREED,
    rule=permissions.write_plan,
)
APPROVE_PLAN = Transition(
    name="approve",
    label="Setujui rencana",
    sources=frozenset({PlanStatus.AGREED}),
    target=PlanStatus.APPROVED,
    rule=permissions.decide_plan,
)
SEND_BACK_PLAN = Transition(
    name="send_back",
    label="Kembalikan rencana",
    sources=frozenset({PlanStatus.AGREED}),
    target=PlanStatus.DRAFT,
    rule=permissions.decide_plan,
)
SUPERSEDE = Transition(
    name="supersede",
    label="Susun versi baru",
    sources=frozenset({PlanStatus.AGREED, PlanStatus.APPROVED}),
    target=PlanStatus.SUPERSEDED,
    rule=permissions.write_plan,
)

PLAN = Workflow(
    name="Rencana layanan",
    initial=PlanStatus.DRAFT,
    transitions=(AGREE, APPROVE_PLAN, SEND_BACK_PLAN, SUPERSEDE),
    labels={str(value): str(label) for value, label in PlanStatus.choices},
)
