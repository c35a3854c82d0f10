"""The life of a case conference: called, then held or cancelled. Nothing leads back."""

from ppks_service.workflow import Transition, Workflow
from referrals import permissions_conferences as permissions
from referrals.models import ConferenceStatus

HOLD = Transition(
    name="hold",
    label="Catat hasil pembahasan",
    sources=frozenset({ConferenceStatus.CALLED}),
    target=ConferenceStatus.HELD,
    rule=permissions.record_conference,
)
CANCEL_CONFERENCE = Transition(
    name="cancel",
    label="Batalkan pembahasan",
    sources=frozenset({ConferenceStatus.CALLED}),
    target=ConferenceStatus.CANCELLED,
    rule=permissions.record_conference,
)
MOVE_CONFERENCE = Transition(
    name="move",
    label="Ubah waktu atau tempat",
    sources=frozenset({ConferenceStatus.CALLED}),
    target=ConferenceStatus.CALLED,
    rule=permissions.record_conference,
)

CONFERENCE = Workflow(
    name="Pembahasan kasus",
    initial=ConferenceStatus.CALLED,
    transitions=(MOVE_CONFERENCE, HOLD, CANCEL_CONFERENCE),
    labels={str(value): str(label) for value, label in ConferenceStatus.choices},
)
