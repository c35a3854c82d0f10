"""What a plan can be begun with: suggested goals and acts for a type of PPKS, as data of the office."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from intake.models import NeedDomain
from ppks_service.constraints import Check, only_choices, only_choices_or_blank
from ppks_service.versions import VersionStatus, version_constraints
from referrals.models.plans import ActionBy, CostSource


class PlanTemplate(models.Model):
    """One version of the suggestions for some types of PPKS. Frozen by trigger once published."""

    code = models.CharField(max_length=30, editable=False, help_text="As lansia-telantar.")
    version = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField("judul", max_length=120)
    types = ArrayField(
        models.CharField(max_length=4),
        default=list,
        blank=True,
        verbose_name="untuk jenis PPKS",
        help_text="Tanpa pilihan: ditawarkan untuk semua jenis.",
    )
    status = models.CharField(
        max_length=10, choices=VersionStatus, default=VersionStatus.DRAFT, editable=False
    )
    published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            *version_constraints("plan_template", "templat"),
            Check(
                condition=Q(status=VersionStatus.DRAFT) | Q(published_at__isnull=False),
                name="plan_template_published_has_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (versi {self.version})"


class TemplateGoal(models.Model):
    """One suggested goal for needs of one domain."""

    template = models.ForeignKey(PlanTemplate, models.PROTECT, related_name="goals", editable=False)
    domain = models.CharField("untuk kebutuhan", max_length=12, choices=NeedDomain)
    goal = models.CharField("tujuan", max_length=300)
    measure = models.CharField("ukuran", max_length=160)
    target = models.CharField("target", max_length=120)
    within_days = models.PositiveSmallIntegerField("tercapai dalam (hari)")

    class Meta:
        constraints = [
            only_choices("domain", NeedDomain, name="template_goal_domain_is_known"),
            Check(
                condition=Q(within_days__gt=0),
                name="template_goal_within_is_positive",
                violation_error_message="Waktunya paling sedikit 1 hari.",
            ),
        ]

    def __str__(self) -> str:
        return self.goal


class TemplateAction(models.Model):
    """One suggested act towards a suggested goal."""

    goal = models.ForeignKey(TemplateGoal, models.PROTECT, related_name="actions", editable=False)
    what = models.CharField("tindakan", max_length=200)
    by_kind = models.CharField("oleh", max_length=10, choices=ActionBy)
    within_days = models.PositiveSmallIntegerField("dalam (hari)")
    cost_source = models.CharField("sumber biaya", max_length=12, choices=CostSource, blank=True)

    class Meta:
        constraints = [
            only_choices("by_kind", ActionBy, name="template_action_by_is_known"),
            only_choices_or_blank("cost_source", CostSource, name="template_action_cost_is_known"),
            Check(
                condition=Q(within_days__gt=0),
                name="template_action_within_is_positive",
                violation_error_message="Waktunya paling sedikit 1 hari.",
            ),
        ]

    def __str__(self) -> str:
        return self.what
