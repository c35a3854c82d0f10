"""The admission rules of a facility and the papers it asks for, as data."""

from django.db import models

from intake.models import PaperKind
from ppks_service.constraints import only_choices
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


class Criterion(models.Model):
    """One admission rule of a facility, as data: a fact, an operator, a value, and the rule in words."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="criteria")
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
