"""Facts about a person's health that only some may read."""

from django.db import models
from django.db.models import Q

from intake.models.cases import Case, Flag
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, in_order, only_choices, set_together


class HealthKind(models.TextChoices):
    """What is guarded (domain.md §7.3, needs.md "Assessment and health"; UU 27/2022 pasal 4)."""

    HIV = "hiv", "HIV"
    TB = "tb", "TBC"
    SEXUAL_INFECTION = "sti", "Infeksi menular seksual"
    HEPATITIS = "hepatitis", "Hepatitis"
    LEPROSY = "leprosy", "Kusta"
    PREGNANCY = "pregnancy", "Kehamilan"
    SEXUAL_VIOLENCE = "sexual_violence", "Kekerasan seksual"
    DRUGS = "drugs", "NAPZA"
    MENTAL = "mental", "Kesehatan jiwa"
    OTHER = "other", "Lainnya"


class HealthState(models.TextChoices):
    SUSPECTED = "suspected", "Diduga"
    CLEAR = "clear", "Saringan negatif"
    CONFIRMED = "confirmed", "Dipastikan"
    RULED_OUT = "ruled_out", "Dinyatakan tidak ada"
    TREATED = "treated", "Sudah ditangani"


class HealthSource(models.TextChoices):
    LABORATORY = "lab", "Laboratorium"
    DOCTOR = "doctor", "Surat dokter"
    PSYCHOLOGIST = "psychologist", "Psikolog"
    SCREEN = "screen", "Tes saring"
    OWN_WORD = "own", "Kata orangnya sendiri"
    FAMILY = "family", "Kata keluarga"
    SEEN = "seen", "Terlihat petugas"


# Who can say for certain that something is there, or is not.
PROVING = (HealthSource.LABORATORY, HealthSource.DOCTOR, HealthSource.PSYCHOLOGIST)
CERTAIN = (HealthState.CONFIRMED, HealthState.RULED_OUT)
# A fact of these kinds protects the case itself: its person's name leaves the lists.
FLAG_OF_KIND = {
    HealthKind.HIV: Flag.HIV,
    HealthKind.SEXUAL_VIOLENCE: Flag.SEXUAL_VIOLENCE,
}


class HealthFactQuerySet(models.QuerySet["HealthFact"]):
    def standing(self) -> "HealthFactQuerySet":
        """Without those that were written down by mistake."""
        return self.filter(struck_at=None)


class HealthFact(models.Model):
    """What one source said of one matter of a person's health on one day. A trigger keeps it so.

    Facts may disagree and none replaces another: a screen and the laboratory's answer to it are two
    rows. Read them through ``intake.health`` only, which knows who may.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="health_facts", editable=False)
    kind = models.CharField("tentang", max_length=16, choices=HealthKind)
    state = models.CharField("keadaan", max_length=10, choices=HealthState)
    source = models.CharField("menurut", max_length=12, choices=HealthSource)
    said_by = models.CharField(
        "siapa yang menyatakan", max_length=160, help_text="Nama, jabatan, dan instansinya."
    )
    dated_on = models.DateField("tanggal")
    valid_until = models.DateField("berlaku sampai", null=True, blank=True)
    words = models.CharField("keterangan", max_length=400, blank=True)
    answers = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_by",
        verbose_name="menjawab tes saring",
        help_text="The screen that this result of a laboratory confirms or contradicts.",
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    struck_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    struck_at = models.DateTimeField(null=True, editable=False)
    struck_reason = models.CharField("mengapa dicoret", max_length=200, blank=True, editable=False)

    objects = models.Manager.from_queryset(HealthFactQuerySet)()

    class Meta:
        constraints = [
            only_choices("kind", HealthKind, name="health_fact_kind_is_known"),
            only_choices("state", HealthState, name="health_fact_state_is_known"),
            only_choices("source", HealthSource, name="health_fact_source_is_known"),
            Check(
                condition=~Q(state__in=CERTAIN) | Q(source__in=PROVING),
                name="health_fact_certain_by_a_profession",
                violation_error_message=(
                    "Tes saring, ucapan, dan penglihatan tidak memastikan apa pun. Catat sebagai "
                    "“Diduga”; laboratorium, dokter, atau psikolog yang memastikan."
                ),
            ),
            Check(
                condition=~Q(state=HealthState.CLEAR) | Q(source=HealthSource.SCREEN),
                name="health_fact_clear_by_a_screen",
                violation_error_message="“Saringan negatif” hanya hasil tes saring.",
            ),
            Check(
                condition=Q(answers__isnull=True)
                | Q(source=HealthSource.LABORATORY, state__in=CERTAIN),
                name="health_fact_laboratory_answers",
                violation_error_message=(
                    "Yang menjawab tes saring adalah hasil laboratorium yang memastikan atau "
                    "menyatakan tidak ada."
                ),
            ),
            Check(
                condition=~Q(said_by=""),
                name="health_fact_says_who",
                violation_error_message="Tulis siapa yang menyatakan.",
            ),
            in_order(
                "dated_on",
                "valid_until",
                name="health_fact_valid_after_its_day",
                message="Masa berlaku berakhir sebelum tanggalnya.",
            ),
            set_together("struck_by", "struck_at", name="health_fact_struck_by_and_at"),
            Check(
                condition=Q(struck_at__isnull=True) | ~Q(struck_reason=""),
                name="health_fact_struck_says_why",
                violation_error_message="Tulis mengapa catatan ini dicoret.",
            ),
        ]
        indexes = [models.Index(fields=["case", "-dated_on", "-id"], name="health_fact_by_case")]

    def __str__(self) -> str:
        return f"health fact {self.pk}"  # never its words: this stands in journals and messages

    @property
    def is_struck(self) -> bool:
        return self.struck_at is not None
