"""The plan: needs become goals, goals become acts with somebody and a day."""

from django.db import models
from django.db.models import F, Q

from intake.models import TELLING, Case, Need
from ppks_service.accounts.models import User
from ppks_service.constraints import (
    Check,
    Unique,
    only_choices,
    only_choices_or_blank,
    set_together,
)
from ppks_service.documents.models import Signature
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
    revision_reason = models.CharField(
        "mengapa direvisi",
        max_length=300,
        blank=True,
        help_text="Misalnya: sesudah kunjungan 3 November, keluarga bersedia menerima.",
    )
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
            Unique(
                fields=["case"],
                condition=~Q(status=PlanStatus.SUPERSEDED),
                name="plan_one_current",
                violation_error_message="Kasus ini sudah punya rencana yang berlaku.",
            ),
            Check(
                condition=Q(version=1) | ~Q(revision_reason=""),
                name="plan_revision_says_why",
                violation_error_message="Tulis mengapa rencana direvisi.",
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


class PlanAgreement(models.Model):
    """One time that somebody was asked whether they agree to a plan: they did and signed, or why not.

    A plan may have several: refused first, given later. Permanent by trigger.
    """

    plan = models.ForeignKey(ServicePlan, models.PROTECT, related_name="agreements")
    agreed_by = models.CharField("disepakati oleh", max_length=10, choices=AgreedBy)
    signature = models.OneToOneField(
        Signature, models.PROTECT, null=True, related_name="+", editable=False
    )
    reason = models.CharField("mengapa tidak disepakati", max_length=300, blank=True)
    aid = models.CharField(
        "juru bahasa atau alat bantu",
        max_length=160,
        blank=True,
        help_text="Juru bahasa isyarat, penerjemah, gambar, terjemahan di ponsel.",
    )
    asked_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            only_choices("agreed_by", AgreedBy, name="plan_agreement_by_is_known"),
            Check(
                condition=Q(agreed_by=AgreedBy.NOBODY, signature__isnull=True)
                | (~Q(agreed_by=AgreedBy.NOBODY) & Q(signature__isnull=False)),
                name="plan_agreement_is_signed",
                violation_error_message="Bubuhkan tanda tangan, atau tulis mengapa tidak ada.",
            ),
            Check(
                condition=~Q(agreed_by=AgreedBy.NOBODY) | ~Q(reason=""),
                name="plan_agreement_refused_says_why",
                violation_error_message="Tulis mengapa rencana tidak disepakati.",
            ),
        ]

    def __str__(self) -> str:
        return f"agreement {self.pk}"

    @property
    def is_given(self) -> bool:
        return self.agreed_by != AgreedBy.NOBODY


class PlanGoal(models.Model):
    """One aim for one need, with what tells whether it is reached, and until when."""

    plan = models.ForeignKey(ServicePlan, models.PROTECT, related_name="goals")
    need = models.ForeignKey(Need, models.PROTECT, related_name="goals", verbose_name="kebutuhan")
    goal = models.CharField("tujuan", max_length=300)
    measure = models.CharField(
        "ukuran",
        max_length=160,
        blank=True,
        help_text="Apa yang dilihat atau dihitung: hari tinggal tanpa kabur, KTP terbit, nilai Barthel.",
    )
    target = models.CharField(
        "target",
        max_length=120,
        blank=True,
        help_text="Kapan dianggap tercapai: terbit, 12 ke atas.",
    )
    by_on = models.DateField("tercapai paling lambat", null=True, blank=True)

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

    @property
    def in_journal(self) -> str:
        """How the journal, which many read, names it: where what it serves may tell, by that alone."""
        return f"untuk {self.need.in_journal}" if self.need.domain in TELLING else self.goal

    @property
    def is_measurable(self) -> bool:
        return bool(self.measure and self.target and self.by_on)


class ActionBy(models.TextChoices):
    OFFICE = "office", "Dinas"
    PARTNER = "partner", "Mitra atau UPT"
    FAMILY = "family", "Keluarga"
    PERSON = "person", "Orangnya sendiri"


class ActionStatus(models.TextChoices):
    PLANNED = "planned", "Belum"
    DONE = "done", "Selesai"
    CANCELLED = "cancelled", "Dibatalkan"


class CostSource(models.TextChoices):
    """Who pays for an act."""

    PROVINCE = "province", "APBD provinsi"
    CITY = "city", "APBD kabupaten/kota"
    NATION = "nation", "APBN (Kementerian Sosial)"
    BPJS = "bpjs", "BPJS Kesehatan"
    LOCAL_HEALTH = "local_health", "Jaminan kesehatan daerah"
    BAZNAS = "baznas", "BAZNAS atau lembaga zakat"
    CHARITY = "charity", "Lembaga sosial atau donatur"
    FAMILY = "family", "Keluarga"
    PERSON = "person", "Orangnya sendiri"
    NONE = "none", "Tanpa biaya"


class PlanAction(models.Model):
    """One act towards a goal: what, who, until when, and who pays."""

    goal = models.ForeignKey(PlanGoal, models.PROTECT, related_name="actions")
    what = models.CharField("tindakan", max_length=200)
    by_kind = models.CharField("oleh", max_length=10, choices=ActionBy)
    owner = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="petugas yang mengurus",
        help_text="Muncul di Pekerjaan saya miliknya. Bila kosong, pada penanggung jawab kasus.",
    )
    by_name = models.CharField(
        "siapa", max_length=120, blank=True, help_text="Nama keluarga, mitra, atau petugas luar."
    )
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tempat"
    )
    due_on = models.DateField("paling lambat", null=True, blank=True)
    cost_source = models.CharField("sumber biaya", max_length=12, choices=CostSource, blank=True)
    former = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="later",
        editable=False,
        help_text="The same act in the version before.",
    )
    status = models.CharField(
        "keadaan", max_length=10, choices=ActionStatus, default=ActionStatus.PLANNED
    )
    status_note = models.CharField("hasil atau alasan", max_length=200, blank=True)
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    settled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [
            only_choices("by_kind", ActionBy, name="plan_action_by_is_known"),
            only_choices("status", ActionStatus, name="plan_action_status_is_known"),
            only_choices_or_blank("cost_source", CostSource, name="plan_action_cost_is_known"),
            set_together("settled_by", "settled_at", name="plan_action_settled_by_and_at"),
            Check(
                condition=~Q(status=ActionStatus.CANCELLED) | ~Q(status_note=""),
                name="plan_action_cancelled_says_why",
                violation_error_message="Tulis mengapa tindakan dibatalkan.",
            ),
            Check(
                condition=~Q(status=ActionStatus.DONE) | ~Q(status_note=""),
                name="plan_action_done_says_result",
                violation_error_message="Tulis hasil tindakan ini.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(status=ActionStatus.PLANNED), name="plan_action_due"
            )
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def in_journal(self) -> str:
        """As of its goal."""
        return self.goal.in_journal if self.goal.need.domain in TELLING else self.what
