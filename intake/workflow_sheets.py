"""The life of a photographed paper sheet."""

from intake import permissions_sheets as permissions
from intake.models import SheetStatus as S
from ppks_service.workflow import Transition, Workflow

FINISH = Transition(
    name="finish",
    label="Selesai disalin",
    sources=frozenset({S.WAITING}),
    target=S.KEYED,
    rule=permissions.handle_sheet,
)
DISCARD = Transition(
    name="discard",
    label="Tidak dipakai",
    sources=frozenset({S.WAITING}),
    target=S.DISCARDED,
    rule=permissions.handle_sheet,
)
REOPEN = Transition(
    name="reopen",
    label="Buka lagi",
    sources=frozenset({S.KEYED, S.DISCARDED}),
    target=S.WAITING,
    rule=permissions.handle_sheet,
)

SHEET = Workflow(
    name="Lembar kertas",
    initial=S.WAITING,
    transitions=(FINISH, DISCARD, REOPEN),
    labels={str(value): str(label) for value, label in S.choices},
)
