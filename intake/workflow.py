"""The lives of a case and of an assessment."""

from intake import permissions
from intake.models import OPEN_CASE, AssessmentStatus, CaseStatus
from ppks_service.accounts.models import User
from ppks_service.accounts.rules import rule
from ppks_service.workflow import Transition, Workflow

PAUSE = Transition(
    name="pause",
    label="Tangguhkan kasus",
    sources=frozenset({CaseStatus.OPEN}),
    target=CaseStatus.PAUSED,
    rule=permissions.halt_case,
)
RESUME = Transition(
    name="resume",
    label="Lanjutkan kasus",
    sources=frozenset({CaseStatus.PAUSED}),
    target=CaseStatus.OPEN,
    rule=permissions.halt_case,
)
END = Transition(
    name="end",
    label="Akhiri kasus",
    sources=frozenset(OPEN_CASE),
    target=CaseStatus.ENDED,
    rule=permissions.halt_case,
)

CASE = Workflow(
    name="Kasus",
    initial=CaseStatus.OPEN,
    transitions=(PAUSE, RESUME, END),
    labels={str(value): str(label) for value, label in CaseStatus.choices},
)


@rule
def _assess(user: User, assessment: object) -> str | None:
    return permissions.assess.refusal(user, assessment.case)  # type: ignore[attr-defined]


FINISH = Transition(
    name="finish",
    label="Selesaikan asesmen",
    sources=frozenset({AssessmentStatus.DRAFT}),
    target=AssessmentStatus.FINISHED,
    rule=_assess,
)
SUPERSEDE = Transition(
    name="supersede",
    label="Gantikan asesmen",
    sources=frozenset({AssessmentStatus.FINISHED}),
    target=AssessmentStatus.SUPERSEDED,
    rule=_assess,
)

ASSESSMENT = Workflow(
    name="Asesmen",
    initial=AssessmentStatus.DRAFT,
    transitions=(FINISH, SUPERSEDE),
    labels={str(value): str(label) for value, label in AssessmentStatus.choices},
)
