"""The life of a plan template's version: written, in use, retired."""

from ppks_service.versions import version_life
from referrals import permissions

PLAN_TEMPLATE = version_life(
    "Templat rencana", publish="Terbitkan templat", rule=permissions.maintain_plan_templates
)
