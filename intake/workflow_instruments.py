"""The life of an instrument's version: written, in use, retired."""

from intake import permissions
from intake.models import InstrumentStatus
from ppks_service.workflow import Transition, Workflow

PUBLISH = Transition(
    name="publish",
    label="Terbitkan instrumen",
    sources=frozenset({InstrumentStatus.DRAFT}),
    target=InstrumentStatus.PUBLISHED,
    rule=permissions.maintain_instruments,
)
RETIRE = Transition(
    name="retire",
    label="Hentikan pemakaian",
    sources=frozenset({InstrumentStatus.PUBLISHED}),
    target=InstrumentStatus.RETIRED,
    rule=permissions.maintain_instruments,
)

INSTRUMENT = Workflow(
    name="Instrumen asesmen",
    initial=InstrumentStatus.DRAFT,
    transitions=(PUBLISH, RETIRE),
    labels={str(value): str(label) for value, label in InstrumentStatus.choices},
)
