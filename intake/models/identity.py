"""How a person is known again who cannot say it: marks, changing words, and the tries still to be made."""

from django.db import models
from django.db.models import Q

from intake.models.persons import IdentityLevel, Person
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, Unique, only_choices, set_together
from ppks_service.indonesian import in_sentence


class MarkKind(models.TextChoices):
    """A lasting mark. A fresh wound is a matter of care, not of identity."""

    SCAR = "scar", "Bekas luka"
    BIRTHMARK = "birthmark", "Tanda lahir"
    MOLE = "mole", "Tahi lalat"
    TATTOO = "tattoo", "Tato"
    PIERCING = "piercing", "Tindik"
    MISSING = "missing", "Bagian tubuh tidak ada"
    SHAPE = "shape", "Bentuk tubuh khas"
    OTHER = "other", "Lainnya"


class BodyRegion(models.TextChoices):
    """Where on the body, left and right as the person themselves has them."""

    FACE_RIGHT = "face_right", "Wajah, kanan"
    FACE_LEFT = "face_left", "Wajah, kiri"
    HEAD_BACK = "head_back", "Kepala belakang"
    NECK = "neck", "Leher"
    NAPE = "nape", "Tengkuk"
    CHEST_RIGHT = "chest_right", "Dada kanan"
    CHEST_LEFT = "chest_left", "Dada kiri"
    BELLY = "belly", "Perut"
    UPPER_BACK = "upper_back", "Punggung atas"
    LOWER_BACK = "lower_back", "Punggung bawah"
    ARM_RIGHT = "arm_right", "Lengan atas kanan"
    ARM_LEFT = "arm_left", "Lengan atas kiri"
    FOREARM_RIGHT = "forearm_right", "Lengan bawah kanan"
    FOREARM_LEFT = "forearm_left", "Lengan bawah kiri"
    HAND_RIGHT = "hand_right", "Tangan kanan"
    HAND_LEFT = "hand_left", "Tangan kiri"
    THIGH_RIGHT = "thigh_right", "Paha kanan"
    THIGH_LEFT = "thigh_left", "Paha kiri"
    LEG_RIGHT = "leg_right", "Betis atau tulang kering kanan"
    LEG_LEFT = "leg_left", "Betis atau tulang kering kiri"
    FOOT_RIGHT = "foot_right", "Kaki kanan"
    FOOT_LEFT = "foot_left", "Kaki kiri"


class BodyMark(models.Model):
    """One lasting mark on a person's body, by which somebody may know them again."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="body_marks")
    kind = models.CharField("tanda", max_length=10, choices=MarkKind)
    region = models.CharField("di mana", max_length=15, choices=BodyRegion)
    words = models.CharField("keterangan", max_length=200, blank=True)
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [
            only_choices("kind", MarkKind, name="body_mark_kind_is_known"),
            only_choices("region", BodyRegion, name="body_mark_region_is_known"),
        ]
        indexes = [models.Index(fields=["kind", "region"], name="body_mark_by_place")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {in_sentence(self.get_region_display())}"


class StatementTopic(models.TextChoices):
    NAME = "name", "Nama"
    AGE = "age", "Usia"
    ORIGIN = "origin", "Asal"
    FAMILY = "family", "Keluarga"
    STORY = "story", "Bagaimana sampai di jalan"
    OTHER = "other", "Lainnya"


class PersonStatement(models.Model):
    """What a person said about themselves on one day. Statements may disagree; none replaces another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="statements")
    topic = models.CharField("tentang", max_length=10, choices=StatementTopic)
    words = models.CharField("kata-katanya", max_length=400)
    said_on = models.DateField("dikatakan tanggal")
    heard_by = models.CharField("didengar oleh", max_length=120)
    language = models.CharField("dalam bahasa", max_length=60, blank=True)
    noted_at = models.DateTimeField(auto_now_add=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [
            only_choices("topic", StatementTopic, name="person_statement_topic_is_known")
        ]

    def __str__(self) -> str:
        return self.get_topic_display()


class TaskStatus(models.TextChoices):
    OPEN = "open", "Diajukan"
    DONE = "done", "Selesai"
    CANCELLED = "cancelled", "Dibatalkan"


class IdentityTask(models.Model):
    """One rung of the identity ladder that somebody is to reach: who, where it was asked, until when."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="identity_tasks")
    level = models.CharField("tingkat", max_length=10, choices=IdentityLevel)
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="identity_tasks", verbose_name="petugas"
    )
    asked_of = models.CharField("diajukan kepada", max_length=160, blank=True)
    letter = models.CharField("nomor surat", max_length=80, blank=True)
    due_on = models.DateField("ditagih tanggal")
    status = models.CharField(
        max_length=10, choices=TaskStatus, default=TaskStatus.OPEN, editable=False
    )
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField("hasil", max_length=200, blank=True, editable=False)

    class Meta:
        constraints = [
            only_choices("level", IdentityLevel, name="identity_task_level_is_known"),
            only_choices("status", TaskStatus, name="identity_task_status_is_known"),
            set_together("closed_by", "closed_at", name="identity_task_closed_by_and_at"),
            Check(
                condition=Q(status=TaskStatus.OPEN, closed_at__isnull=True)
                | (~Q(status=TaskStatus.OPEN) & Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="identity_task_closed_says_how",
                violation_error_message="Tulis hasil tugas ini, atau mengapa dibatalkan.",
            ),
            Unique(
                fields=["person", "level"],
                condition=Q(status=TaskStatus.OPEN),
                name="identity_task_one_open_a_rung",
                violation_error_message="Tugas untuk tingkat ini sudah ada dan belum selesai.",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "status", "due_on"], name="identity_task_by_owner")
        ]

    def __str__(self) -> str:
        return self.get_level_display()
