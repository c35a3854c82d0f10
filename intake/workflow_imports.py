"""The life of a register that is taken over. Work that is "Sedang …" is done in steps: ``actions.imports``."""

from intake import permissions_imports as permissions
from intake.models import ImportStatus as S
from ppks_service.workflow import Transition, Workflow

PAIR = Transition(
    name="pair",
    label="Periksa baris",
    sources=frozenset({S.UPLOADED, S.CHECKED}),
    target=S.CHECKING,
    rule=permissions.take_over,
)
CHECKED = Transition(
    name="checked",
    label="Semua baris diperiksa",
    sources=frozenset({S.CHECKING}),
    target=S.CHECKED,
    rule=permissions.take_over,
)
ACCEPT = Transition(
    name="accept",
    label="Terima baris",
    sources=frozenset({S.CHECKED, S.ACCEPTED}),
    target=S.ACCEPTING,
    rule=permissions.take_over,
)
TAKEN = Transition(
    name="taken",
    label="Semua baris ditulis",
    sources=frozenset({S.ACCEPTING}),
    target=S.ACCEPTED,
    rule=permissions.take_over,
)
UNDO = Transition(
    name="undo",
    label="Batalkan impor",
    sources=frozenset({S.ACCEPTED}),
    target=S.UNDOING,
    rule=permissions.take_over,
)
UNDONE = Transition(
    name="undone",
    label="Semua yang dapat ditarik sudah ditarik",
    sources=frozenset({S.UNDOING}),
    target=S.UNDONE,
    rule=permissions.take_over,
)
DROP = Transition(
    name="drop",
    label="Tidak jadi",
    sources=frozenset({S.UPLOADED, S.CHECKED}),
    target=S.DROPPED,
    rule=permissions.take_over,
)

IMPORT = Workflow(
    name="Impor register",
    initial=S.UPLOADED,
    transitions=(PAIR, CHECKED, ACCEPT, TAKEN, UNDO, UNDONE, DROP),
    labels={str(value): str(label) for value, label in S.choices},
)
