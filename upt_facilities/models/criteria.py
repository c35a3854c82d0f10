"""The admission rules of a facility and the papers it asks for, as data."""

import datetime as dt

from django.db import models
from django.db.models import Q

from intake.models import PaperKind
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, Unique, only_choices, set_together
from upt_facilities.models.facilities import Facility


class Fact(models.TextChoices):
    """What a criterion looks at. Each is computed for one case by ``upt_facilities.matching``."""

    AGE = "age", "Usia"
    SEX = "sex", "Jenis kelamin"
    PPKS_TYPE = "ppks_type", "Jenis PPKS"
    INDEPENDENCE = "independence", "Nilai kemandirian (Barthel 0–20)"
    PREGNANT = "pregnant", "Hamil"
    HAS_FAMILY = "has_family", "Ada keluarga yang merawat"
    CONTAGIOUS = "contagious", "Penyakit menular aktif"
    DISABILITY = "disability", "Jenis disabilitas"
    PAPER = "paper", "Surat"
    IS_CHILD = "is_child", "Anak"


class Operator(models.TextChoices):
    AT_LEAST = "at_least", "paling sedikit"
    AT_MOST = "at_most", "paling banyak"
    BETWEEN = "between", "antara"
    ONE_OF = "one_of", "salah satu dari"
    IS = "is", "sama dengan"


class Severity(models.TextChoices):
    MUST = "must", "Wajib"
    EXCEPTABLE = "exceptable", "Bisa dikecualikan"
    WARNING = "warning", "Peringatan"


class Override(models.TextChoices):
    """Against what a place was chosen: only with a reason, and counted in the report."""

    MISFIT = "misfit", "Ada syarat wajib yang tidak terpenuhi"
    FULL = "full", "Tidak ada tempat kosong"
    NOT_FIRST = "not_first", "Ada tempat yang lebih sesuai"


class CriteriaVersionQuerySet(models.QuerySet["CriteriaVersion"]):
    def published(self) -> "CriteriaVersionQuerySet":
        return self.filter(published_at__isnull=False)

    def in_force(self, on: dt.date) -> "CriteriaVersionQuerySet":
        """The version of each facility that counts on that day: the last to begin, one a facility."""
        return (
            self.published()
            .filter(valid_from__lte=on)
            .order_by("facility", "-valid_from", "-number")
            .distinct("facility")
        )

    def locked(self) -> "CriteriaVersionQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class CriteriaVersion(models.Model):
    """The admission rules of one facility as they hold from one day on, until the next version begins.

    A version is a draft until it is published. The rules that a facility began with belong to no
    version: they hold until the first one does.
    """

    facility = models.ForeignKey(
        Facility, models.PROTECT, related_name="criteria_versions", editable=False
    )
    number = models.PositiveSmallIntegerField(editable=False)
    valid_from = models.DateField("berlaku mulai", null=True, blank=True)
    basis = models.CharField(
        "dasar", max_length=160, blank=True, help_text="Nota dinas, peraturan, atau surat UPT."
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    published_at = models.DateTimeField(null=True, editable=False)
    tried = models.JSONField(
        default=dict,
        editable=False,
        help_text="What it changed for the cases when it was published.",
    )

    objects = models.Manager.from_queryset(CriteriaVersionQuerySet)()

    class Meta:
        constraints = [
            set_together(
                "published_by", "published_at", name="criteria_version_published_by_and_at"
            ),
            Check(
                condition=Q(published_at__isnull=True)
                | (Q(valid_from__isnull=False) & ~Q(basis="")),
                name="criteria_version_published_says_when",
                violation_error_message="Tulis mulai kapan berlaku dan dasarnya.",
            ),
            models.UniqueConstraint(
                fields=["facility", "number"], name="criteria_version_number_once"
            ),
            Unique(
                fields=["facility"],
                condition=Q(published_at__isnull=True),
                name="criteria_version_one_draft",
                violation_error_message="Tempat ini sudah punya draf syarat.",
            ),
        ]

    def __str__(self) -> str:
        return f"versi {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.published_at is None


type Rule = tuple[str, str, str, str, str, str]  # fact, operator, value, severity, text, source


class Criterion(models.Model):
    """One admission rule of a facility, as data: a fact, an operator, a value, and the rule in words.

    ``version`` is None for a rule that the facility began with. A trigger keeps the rules of a
    published version as they are, for decisions rest on them.
    """

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="criteria")
    version = models.ForeignKey(
        CriteriaVersion, models.PROTECT, null=True, related_name="criteria", editable=False
    )
    fact = models.CharField("keterangan", max_length=15, choices=Fact)
    operator = models.CharField("pembanding", max_length=10, choices=Operator)
    value = models.JSONField(
        "nilai", help_text="Number, [low, high], list of codes, or true/false."
    )
    severity = models.CharField("sifat", max_length=12, choices=Severity)
    text = models.CharField(
        "bunyi", max_length=160, help_text="Misalnya: Berusia 60 tahun atau lebih."
    )
    source = models.CharField("sumber", max_length=160, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            only_choices("fact", Fact, name="criterion_fact_is_known"),
            only_choices("operator", Operator, name="criterion_operator_is_known"),
            only_choices("severity", Severity, name="criterion_severity_is_known"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def rule(self) -> Rule:
        """All that the answer hangs on: the rules of two facilities that are alike in it answer alike."""
        return (
            self.fact,
            self.operator,
            repr(self.value),
            self.severity,
            self.text,
            self.source,
        )


class RequiredPaper(models.Model):
    """One paper that a facility asks for."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="required_papers")
    kind = models.CharField("surat", max_length=20, choices=PaperKind)
    severity = models.CharField("sifat", max_length=12, choices=Severity)

    class Meta:
        constraints = [
            only_choices("kind", PaperKind, name="required_paper_kind_is_known"),
            only_choices("severity", Severity, name="required_paper_severity_is_known"),
            models.UniqueConstraint(fields=["facility", "kind"], name="required_paper_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
