"""Assessments on versioned instruments, and the needs they show."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from intake.models.cases import Case
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, Unique, only_choices, set_together
from ppks_service.indonesian import in_sentence
from ppks_service.versions import VersionStatus, version_constraints


class Instrument(models.Model):
    """One version of a questionnaire, as data: sections, items, scales and how a score is made.

    ``definition`` has the shape that ``intake.instruments.parse`` reads and checks. It is frozen once
    published, so that a finished assessment keeps the questions it answered.
    """

    code = models.CharField(max_length=20, help_text="As bpss.")
    version = models.PositiveSmallIntegerField()
    title = models.CharField("judul", max_length=120)
    definition = models.JSONField()
    status = models.CharField(max_length=10, choices=VersionStatus, default=VersionStatus.DRAFT)
    published_at = models.DateTimeField(null=True, editable=False, blank=True)

    class Meta:
        constraints = version_constraints("instrument", "instrumen")

    def __str__(self) -> str:
        return f"{self.title} (versi {self.version})"


class Disability(models.TextChoices):
    """The kinds of disability of UU 8/2016, article 4, the senses apart; an assessment may find several."""

    PHYSICAL = "physical", "Fisik"
    INTELLECTUAL = "intellectual", "Intelektual"
    MENTAL = "mental", "Mental"
    SIGHT = "sight", "Penglihatan"
    HEARING = "hearing", "Pendengaran atau bicara"
    NONE = "none", "Tidak ada"


class AssessmentStatus(models.TextChoices):
    DRAFT = "draft", "Draf"
    FINISHED = "finished", "Selesai"
    SUPERSEDED = "superseded", "Digantikan"


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def locked(self) -> "AssessmentQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def finished(self) -> "AssessmentQuerySet":
        return self.exclude(status=AssessmentStatus.DRAFT)


class Assessment(models.Model):
    """One reading of a person's situation by one profession, filled over several sittings.

    A trigger keeps a finished one as it is; a new one supersedes it.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="assessments")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="assessments")
    status = models.CharField(
        max_length=10, choices=AssessmentStatus, default=AssessmentStatus.DRAFT, editable=False
    )
    answers = models.JSONField(
        default=dict, editable=False, help_text="{item key: value}; an item left out was not asked."
    )
    scores = models.JSONField(
        default=dict,
        editable=False,
        help_text="{section key: points}, as the instrument's rule gives.",
    )
    summary = models.TextField("ringkasan", blank=True)
    recommendation = models.TextField("rekomendasi", blank=True)
    profession = models.CharField("profesi", max_length=60, default="Pekerja sosial")
    assessor = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    finished_at = models.DateTimeField(null=True, editable=False)
    next_review_on = models.DateField("tinjau lagi", null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by", editable=False
    )

    objects = models.Manager.from_queryset(AssessmentQuerySet)()

    class Meta:
        constraints = [
            only_choices("status", AssessmentStatus, name="assessment_status_is_known"),
            set_together("finished_by", "finished_at", name="assessment_finished_by_and_at"),
            Check(
                condition=Q(status=AssessmentStatus.DRAFT, finished_at__isnull=True)
                | (~Q(status=AssessmentStatus.DRAFT) & Q(finished_at__isnull=False)),
                name="assessment_finished_has_time",
            ),
            Unique(
                fields=["case", "instrument"],
                condition=Q(status=AssessmentStatus.DRAFT),
                name="assessment_one_draft",
                violation_error_message="Asesmen dengan instrumen ini sudah dimulai; lanjutkan yang ada.",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "-started_at"], name="assessment_by_case"),
            models.Index(
                fields=["next_review_on"],
                condition=Q(status=AssessmentStatus.FINISHED, next_review_on__isnull=False),
                name="assessment_by_review",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id} {self.get_status_display()}"

    @property
    def is_review_over(self) -> bool:
        """Whether it still counts and the day has passed on which it was to be looked at again."""
        return (
            self.status == AssessmentStatus.FINISHED
            and self.next_review_on is not None
            and self.next_review_on < timezone.localdate()
        )


class NeedDomain(models.TextChoices):
    SHELTER = "shelter", "Tempat tinggal dan perawatan"
    FOOD = "food", "Makan dan sandang"
    HEALTH = "health", "Kesehatan"
    MENTAL = "mental", "Kesehatan jiwa"
    IDENTITY = "identity", "Identitas kependudukan"
    FAMILY = "family", "Keluarga"
    EDUCATION = "education", "Pendidikan"
    WORK = "work", "Keterampilan dan pekerjaan"
    PROTECTION = "protection", "Perlindungan dan hukum"
    RETURN = "return", "Pemulangan"
    AID = "aid", "Alat bantu"
    OTHER = "other", "Lainnya"


# Needs that tell of somebody's health: masked or left out where that is guarded.
OF_HEALTH = (NeedDomain.HEALTH, NeedDomain.MENTAL)
# With those that tell of violence, trafficking and threats: in the journal their domain alone is written.
TELLING = (*OF_HEALTH, NeedDomain.PROTECTION)


class NeedPriority(models.IntegerChoices):
    URGENT = 1, "Mendesak"
    NORMAL = 2, "Biasa"
    LATER = 3, "Nanti"


class NeedStatus(models.TextChoices):
    OPEN = "open", "Belum terpenuhi"
    MET = "met", "Terpenuhi"
    DEFERRED = "deferred", "Ditunda"


class Need(models.Model):
    """One thing a person needs, judged by somebody out of an assessment or without one."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="needs")
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, related_name="needs", editable=False
    )
    domain = models.CharField("bidang", max_length=12, choices=NeedDomain)
    description = models.CharField("kebutuhan", max_length=200)
    source = models.CharField(
        "dari butir",
        max_length=200,
        blank=True,
        editable=False,
        help_text="The items of the assessment whose answers suggested it.",
    )
    priority = models.PositiveSmallIntegerField(
        "prioritas", choices=NeedPriority, default=NeedPriority.NORMAL
    )
    status = models.CharField(
        max_length=10, choices=NeedStatus, default=NeedStatus.OPEN, editable=False
    )
    status_reason = models.CharField("alasan", max_length=200, blank=True, editable=False)
    judged_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    judged_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            only_choices("domain", NeedDomain, name="need_domain_is_known"),
            only_choices("status", NeedStatus, name="need_status_is_known"),
            Check(condition=Q(priority__in=NeedPriority.values), name="need_priority_is_known"),
            Check(
                condition=~Q(status=NeedStatus.DEFERRED) | ~Q(status_reason=""),
                name="need_deferred_says_why",
                violation_error_message="Tulis mengapa kebutuhan ini ditunda.",
            ),
        ]
        indexes = [models.Index(fields=["case", "status"], name="need_by_case")]

    def __str__(self) -> str:
        return self.description

    # Set in place by ``intake.health.shown_needs``: what is planned for it is not for this reader either.
    is_masked = False

    @property
    def in_journal(self) -> str:
        """How the journal, which many read, names it: of health and protection by its domain alone."""
        return (
            f"bidang {in_sentence(self.get_domain_display())}"
            if self.domain in TELLING
            else str(self)
        )
