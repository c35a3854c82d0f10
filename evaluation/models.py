"""Stage 6: visits, what they found, and the months that were closed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, only_choices_or_blank, set_together
from ppks_service.documents.models import IssuedDocument
from ppks_service.journal.openings import FileQuerySet


class VisitResult(models.TextChoices):
    MET = "met", "Ditemui"
    FAMILY_ONLY = "family_only", "Ditemui keluarganya saja"
    MOVED = "moved", "Pindah"
    NOT_FOUND = "not_found", "Tidak ditemui"
    REFUSED = "refused", "Menolak"
    DIED = "died", "Meninggal"


class VisitWay(models.TextChoices):
    IN_PERSON = "in_person", "Datang ke tempat"
    PHONE = "phone", "Telepon"
    OTHER_OFFICE = "other_office", "Lewat Dinsos kabupaten/kota"


class Signal(models.TextChoices):
    """The four signals by which the office reads satisfaction (domain.md §0.1)."""

    ATTENDANCE = "attendance", "Kehadiran"
    DROP_OUT = "drop_out", "Pemutusan dini"
    REPEAT_REQUEST = "repeat_request", "Permintaan ulang"
    REFERRED_BY_CLIENT = "referred_by_client", "Rujukan dari klien terdahulu"


class Quality(models.TextChoices):
    """The five dimensions of service quality of the office's own frame (domain.md §0.1)."""

    TIMELY = "timely", "Tepat waktu"
    BY_THE_RULES = "by_the_rules", "Taat azas"
    ACCESSIBLE = "accessible", "Dapat diakses"
    HUMANE = "humane", "Manusiawi"
    TECHNICALLY_FIT = "technically_fit", "Kelayakan teknis"


class Aspect(models.TextChoices):
    """The six aspects of change that the office looks at before and after service (design §3)."""

    BEHAVIOUR = "behaviour", "Perilaku"
    KNOWLEDGE = "knowledge", "Pengetahuan"
    ATTITUDE = "attitude", "Sikap"
    SKILL = "skill", "Keterampilan"
    STATUS = "status", "Status sosial"
    ENVIRONMENT = "environment", "Lingkungan"


class VisitQuerySet(FileQuerySet["Visit"]):
    def visible_to(self, user: User) -> "VisitQuerySet":
        return self.filter(case__in=Case.objects.visible_to(user)).read_by(user)

    def for_list(self) -> "VisitQuerySet":
        return self.select_related("case__person", "assigned_to", "held_by")

    def awaiting(self) -> "VisitQuerySet":
        return self.filter(held_at__isnull=True, cancelled_at__isnull=True)

    def locked(self) -> "VisitQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Visit(models.Model):
    """One look at how somebody fares during or after service: planned for a day, held or overdue.

    Scores are columns of small JSON objects ``{code: 1..5}``; a code left out was not judged.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="visits", editable=False)
    planned_on = models.DateField("direncanakan")
    assigned_to = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="petugas")
    purpose = models.CharField("tujuan kunjungan", max_length=160, blank=True)
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    held_at = models.DateTimeField("waktu kunjungan", null=True, editable=False)
    held_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    result = models.CharField("hasil", max_length=12, choices=VisitResult, blank=True)
    way = models.CharField("cara", max_length=12, choices=VisitWay, blank=True)
    place = models.CharField("tempat", max_length=160, blank=True)
    signals = ArrayField(
        models.CharField(max_length=20, choices=Signal),
        default=list,
        blank=True,
        verbose_name="tanda kepuasan",
    )
    quality = models.JSONField("mutu layanan", default=dict, blank=True)
    before = models.JSONField("keadaan sebelum", default=dict, blank=True)
    after = models.JSONField("keadaan sekarang", default=dict, blank=True)
    own_words = models.TextField("kata orangnya sendiri", blank=True)
    findings = models.TextField("temuan", blank=True)
    follow_up = models.TextField("tindak lanjut", blank=True)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    cancel_reason = models.CharField("alasan batal", max_length=200, blank=True, editable=False)

    objects = models.Manager.from_queryset(VisitQuerySet)()

    class Meta:
        constraints = [
            only_choices_or_blank("result", VisitResult, name="visit_result_is_known"),
            only_choices_or_blank("way", VisitWay, name="visit_way_is_known"),
            set_together("held_at", "held_by", name="visit_held_by_and_at"),
            set_together("cancelled_at", "cancelled_by", name="visit_cancelled_by_and_at"),
            Check(
                condition=Q(signals__contained_by=list(Signal.values)),
                name="visit_signals_are_known",
            ),
            Check(
                condition=Q(held_at__isnull=True, result="")
                | (Q(held_at__isnull=False) & ~Q(result="")),
                name="visit_held_has_result",
                violation_error_message="Kunjungan yang sudah dilakukan memerlukan hasil.",
            ),
            Check(
                condition=Q(cancelled_at__isnull=True)
                | (Q(held_at__isnull=True) & ~Q(cancel_reason="")),
                name="visit_cancelled_says_why",
                violation_error_message="Tulis mengapa kunjungan dibatalkan.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["planned_on"], condition=Q(held_at__isnull=True), name="visit_awaiting"
            ),
            models.Index(fields=["held_at"], name="visit_by_holding"),
            models.Index(fields=["case", "-planned_on"], name="visit_by_case"),
        ]

    def __str__(self) -> str:
        return f"kunjungan {self.planned_on}"

    @property
    def is_overdue(self) -> bool:
        """Planned for a day that has passed, and neither held nor called off."""
        waits = self.held_at is None and self.cancelled_at is None
        return waits and self.planned_on < timezone.localdate()


class IssuedReport(models.Model):
    """One month as it was closed: its figures frozen and sealed by a hash.

    A trigger keeps it as it is. What later work changes in that month is printed as a restatement in
    the next month's report.
    """

    month = models.DateField(help_text="The first day of the month.", unique=True)
    figures = models.JSONField(help_text="``evaluation.reports.MonthlyReport`` as JSON.")
    figures_hash = models.CharField(max_length=64, help_text="SHA-256 of the canonical JSON.")
    rows = models.JSONField(
        default=dict,
        help_text="The keys of the rows behind each count, so that changes can be told.",
    )
    restatements = models.JSONField(
        default=list, help_text="What changed in earlier months since they were closed."
    )
    notes = models.TextField("masalah dan tindak lanjut", blank=True)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    document = models.OneToOneField(IssuedDocument, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            Check(condition=Q(month__day=1), name="issued_report_month_starts_on_1"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
