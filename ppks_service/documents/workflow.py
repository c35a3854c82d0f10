"""The life of a version of a kind of letter: written, in force, retired."""

from ppks_service.documents import permissions
from ppks_service.documents.models import TemplateStatus
from ppks_service.workflow import Transition, Workflow

PUBLISH = Transition(
    name="publish",
    label="Terbitkan versi ini",
    sources=frozenset({TemplateStatus.DRAFT}),
    target=TemplateStatus.PUBLISHED,
    rule=permissions.maintain_letters,
)
RETIRE = Transition(
    name="retire",
    label="Hentikan pemakaian",
    sources=frozenset({TemplateStatus.PUBLISHED}),
    target=TemplateStatus.RETIRED,
    rule=permissions.retire_wording,
)

WORDING = Workflow(
    name="Jenis surat",
    initial=TemplateStatus.DRAFT,
    transitions=(PUBLISH, RETIRE),
    labels={str(value): str(label) for value, label in TemplateStatus.choices},
)
