"""The plan: needs become goals, goals become acts with somebody and a day."""

from django.db import models
from django.db.models import F, Q

from intake.models import Case, Need
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, only_choices, only_choices_or_blank, set_together
from upt_facilities.models import Facility


class PlanStatus(models.TextChoices):
    DRAFT = "draft", "Disusun"
    AGREED = "agreed", "Disepakati"
    APPROVED = "approved", "Disetujui"
    SUPERSEDED = "superseded", "Digantikan"


class AgreedBy(models.TextChoices):
    PERSON = "person", "Orangnya sendiri"
    GUARDIAN = "guardian", "Wali atau keluarga"
    NOBODY = "nobody", "Tidak ada yang menyepakati"


class PlanQuerySet(models.QuerySet["ServicePlan"]):
    def current(self) -> "PlanQuerySet":
        return self.exclude(status=PlanStatus.SUPERSEDED)

    def locked(self) -> "PlanQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class ServicePlan(models.Model):
    """One version of what shall be done for a case: goals and actions, agreed and approved."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="plans", editable=False)
    version = models.PositiveSmallIntegerField(editable=False)
    status = models.CharField(
        max_length=10, choices=PlanStatus, default=PlanStatus.DRAFT, editable=False
    )
    own_words = models.TextField("keinginan orangnya, kata sendiri", blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    written_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.CharField("disepakati oleh", max_length=10, choices=AgreedBy, blank=True)
    agreed_name = models.CharField("nama yang menyepakati", max_length=160, blank=True)
    agreed_how = models.CharField(
        "cara", max_length=120, blank=True, help_text="Tanda tangan, cap jempol, lisan."
    )
    not_agreed_reason = models.CharField("mengapa belum disepakati", max_length=300, blank=True)
    agreed_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager.from_queryset(PlanQuerySet)()

    class Meta:
        constraints = [
            only_choices("status", PlanStatus, name="plan_status_is_known"),
            only_choices_or_blank("agreed_by", AgreedBy, name="plan_agreed_by_is_known"),
            set_together("approved_by", "approved_at", name="plan_approved_by_and_at"),
            models.UniqueConstraint(fields=["case", "version"], name="plan_version_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=~Q(status=PlanStatus.SUPERSEDED),
                name="plan_one_current",
                violation_error_message="Kasus ini sudah punya rencana yang berlaku.",
            ),
            Check(
                condition=~Q(approved_by=F("written_by")),
                name="plan_approved_by_another",
                violation_error_message="Tidak seorang pun menyetujui rencananya sendiri.",
            ),
            Check(
                condition=~Q(agreed_by=AgreedBy.NOBODY) | ~Q(not_agreed_reason=""),
                name="plan_not_agreed_says_why",
                violation_error_message="Tulis mengapa rencana tidak disepakati.",
            ),
            Check(
                condition=Q(status=PlanStatus.DRAFT) | ~Q(agreed_by=""),
                name="plan_agreed_by_somebody",
                violation_error_message="Pilih siapa yang menyepakati rencana.",
            ),
            Check(
                condition=~Q(status=PlanStatus.APPROVED) | Q(approved_at__isnull=False),
                name="plan_approved_has_approver",
            ),
        ]

    def __str__(self) -> str:
        return f"rencana versi {self.version}"


class PlanGoal(models.Model):
    """One aim for one need, in words that can be checked later."""

    plan = models.ForeignKey(ServicePlan, models.PROTECT, related_name="goals")
    need = models.ForeignKey(Need, models.PROTECT, related_name="goals", verbose_name="kebutuhan")
    goal = models.CharField("tujuan", max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "need"],
                name="plan_goal_once_a_need",
                violation_error_message="Kebutuhan ini sudah punya tujuan dalam rencana.",
            ),
        ]

    def __str__(self) -> str:
        return self.goal


class ActionBy(models.TextChoices):
    OFFICE = "office", "Dinas"
    PARTNER = "partner", "Mitra atau UPT"
    FAMILY = "family", "Keluarga"
    PERSON = "person", "Orangnya sendiri"


class ActionStatus(models.TextChoices):
    PLANNED = "planned", "Belum"
    DONE = "done", "Selesai"
    CANCELLED = "cancelled", "Dibatalkan"


class PlanAction(models.Model):
    """One act towards a goal: what, who, until when."""

    goal = models.ForeignKey(PlanGoal, models.PROTECT, related_name="actions")
    what = models.CharField("tindakan", max_length=200)
    by_kind = models.CharField("oleh", max_length=10, choices=ActionBy)
    by_name = models.CharField("siapa", max_length=120, blank=True)
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tempat"
    )
    due_on = models.DateField("paling lambat", null=True, blank=True)
    status = models.CharField(
        "keadaan", max_length=10, choices=ActionStatus, default=ActionStatus.PLANNED
    )
    status_note = models.CharField("keterangan", max_length=200, blank=True)

    class Meta:
        constraints = [
            only_choices("by_kind", ActionBy, name="plan_action_by_is_known"),
            only_choices("status", ActionStatus, name="plan_action_status_is_known"),
            Check(
                condition=~Q(status=ActionStatus.CANCELLED) | ~Q(status_note=""),
                name="plan_action_cancelled_says_why",
                violation_error_message="Tulis mengapa tindakan dibatalkan.",
            ),
        ]

    def __str__(self) -> str:
        return self.what
