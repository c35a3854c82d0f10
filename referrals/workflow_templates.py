"""The life of a plan template's version: written, in use, retired."""

from ppks_service.workflow import Transition, Workflow
from referrals import permissions
from referrals.models import TemplateStatus

PUBLISH = Transition(
    name="publish",
    label="Terbitkan templat",
    sources=frozenset({TemplateStatus.DRAFT}),
    target=TemplateStatus.PUBLISHED,
    rule=permissions.maintain_plan_templates,
)
RETIRE = Transition(
    name="retire",
    label="Hentikan pemakaian",
    sources=frozenset({TemplateStatus.PUBLISHED}),
    target=TemplateStatus.RETIRED,
    rule=permissions.maintain_plan_templates,
)

PLAN_TEMPLATE = Workflow(
    name="Templat rencana",
    initial=TemplateStatus.DRAFT,
    transitions=(PUBLISH, RETIRE),
    labels={str(value): str(label) for value, label in TemplateStatus.choices},
)
