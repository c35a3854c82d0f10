"""The life of a raid."""

from intake import permissions_raids as permissions
from intake.models import RaidStatus
from ppks_service.workflow import Transition, Workflow

CLOSE = Transition(
    name="close",
    label="Tutup razia",
    sources=frozenset({RaidStatus.RUNNING}),
    target=RaidStatus.CLOSED,
    rule=permissions.answer_for_raid,
)

RAID = Workflow(
    name="Razia",
    initial=RaidStatus.RUNNING,
    transitions=(CLOSE,),
    labels={str(value): str(label) for value, label in RaidStatus.choices},
)
