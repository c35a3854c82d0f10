"""A case: one episode of service to one person."""

from collections.abc import Callable, Collection
from functools import reduce
from operator import or_

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from intake.models.encounters import Encounter, EntryDoor
from intake.models.persons import Person
from intake.models.sight import files_in, listed_in
from ppks_service.accounts.models import Office, OfficeKind, User
from ppks_service.accounts.posts import Post
from ppks_service.accounts.roles import Role
from ppks_service.constraints import (
    Check,
    Unique,
    all_from_choices,
    in_order,
    only_choices,
    only_choices_or_blank,
)
from ppks_service.journal.openings import FileQuerySet


class Cluster(models.TextChoices):
    """The groups of Permensos 16/2019 and 7/2021 (domain.md §1.2)."""

    CHILD = "child", "Anak"
    DISABILITY = "disability", "Penyandang disabilitas"
    HOMELESS = "homeless", "Tuna sosial dan korban perdagangan orang"
    DRUGS = "drugs", "Korban penyalahgunaan NAPZA"
    ELDERLY = "elderly", "Lanjut usia"
    DISASTER = "disaster", "Korban bencana"
    OTHER = "other", "PPKS lainnya"


class SPMGroup(models.TextChoices):
    """The target groups of basic rehabilitation in panti (PP 2/2018; domain.md §2.1)."""

    DISABILITY = "disability", "Penyandang disabilitas telantar"
    CHILD = "child", "Anak telantar"
    ELDERLY = "elderly", "Lanjut usia telantar"
    HOMELESS = "homeless", "Gelandangan dan pengemis"
    NONE = "none", "Di luar SPM provinsi"


GUARDED_TYPES = ("16",)  # whose very name tells a fact of health: written out nowhere
LOCKED_TYPE = "Jenis terkunci"


class PPKSType(models.Model):
    """One of the 26 types of Permensos 8/2012, with the groups it counts in and since when.

    As text it hides what would tell of health; forms that choose one show ``name``.
    """

    code = models.CharField(max_length=2, unique=True, help_text="01 to 26.")
    name = models.CharField("jenis", max_length=80)
    cluster = models.CharField("klaster", max_length=12, choices=Cluster)
    spm_group = models.CharField("sasaran SPM", max_length=12, choices=SPMGroup)
    valid_from = models.DateField("berlaku sejak")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)

    class Meta:
        constraints = [
            only_choices("cluster", Cluster, name="ppks_type_cluster_is_known"),
            only_choices("spm_group", SPMGroup, name="ppks_type_spm_group_is_known"),
        ]

    def __str__(self) -> str:
        return LOCKED_TYPE if self.code in GUARDED_TYPES else self.name


class Stage(models.IntegerChoices):
    """The six steps of the office's work (design §4). A stage follows from an act."""

    OUTREACH = 1, "Penjajagan"
    DATA = 2, "Pengumpulan data"
    ANALYSIS = 3, "Analisa kebutuhan"
    PLANNING = 4, "Perencanaan"
    ACTION = 5, "Tindakan"
    EVALUATION = 6, "Evaluasi"


class CaseStatus(models.TextChoices):
    OPEN = "open", "Berjalan"
    PAUSED = "paused", "Ditangguhkan"
    ENDED = "ended", "Selesai"


OPEN_CASE = (CaseStatus.OPEN, CaseStatus.PAUSED)


class Flag(models.TextChoices):
    """Why a case is protected: its person's name stands in no list (domain.md §7.3).

    Two follow from guarded facts of health and from nothing else; their label does not tell which.
    """

    CHILD = "child", "Anak"
    TRAFFICKING = "trafficking", "Indikasi TPPO / eksploitasi"
    SEXUAL_VIOLENCE = "sexual_violence", "Data dijaga"
    HIV = "hiv", "Data dijaga"
    DRUGS = "drugs", "NAPZA"
    PSYCHIATRIC = "psychiatric", "Data jiwa"


GUARDED_FLAGS = (Flag.SEXUAL_VIOLENCE, Flag.HIV)
# What an officer ticks: a child is protected by age, health by its facts.
CHOSEN_FLAGS = tuple(flag for flag in Flag if flag not in (Flag.CHILD, *GUARDED_FLAGS))


class EndReason(models.TextChoices):
    """The kinds of exit of domain.md §11.11."""

    REUNITED = "reunited", "Reunifikasi keluarga"
    RETURNED = "returned", "Pemulangan ke daerah asal"
    INDEPENDENT = "independent", "Mandiri atau bekerja"
    MARRIED = "married", "Menikah atau lainnya"
    TRANSFERRED = "transferred", "Dirujuk ke lembaga lain"
    DIED = "died", "Meninggal"
    ABSCONDED = "absconded", "Meninggalkan layanan tanpa izin"
    PUT_OUT = "put_out", "Dikeluarkan"
    COMPLETED = "completed", "Selesai program"
    NOT_TARGET = "not_target", "Bukan sasaran"


class CaseQuerySet(FileQuerySet["Case"]):
    def visible_to(self, user: User) -> "CaseQuerySet":
        """The cases whose file ``user`` may open.

        Section staff see their section's; protected ones only who is assigned, registered it, or
        heads. The division's head sees all of the division; facilities see none (they see packets).
        Fetched as one, a protected file may ask for a reason first (``intake.seal``).
        """
        return self.reachable_by(user).read_by(user)

    def reachable_by(self, user: User, *, but_as: Collection[Role] = ()) -> "CaseQuerySet":
        """The same without the seal, for the rule that sets it; of posts whose role is not in ``but_as``."""
        return self._seen_in(user, lambda u, p: None if p.role in but_as else files_in(u, p))

    def listed_for(self, user: User) -> "CaseQuerySet":
        """The cases that lists name to ``user``: protected ones too, as initials and without a link."""
        return self._seen_in(user, listed_in)

    def _seen_in(self, user: User, sight: Callable[[User, Post], Q | None]) -> "CaseQuerySet":
        """What one of the user's posts lets them see: their own, and those they act in today."""
        seen = [q for post in user.posts() if (q := sight(user, post)) is not None]
        return self.filter(reduce(or_, seen)) if seen else self.none()

    def counted(self) -> "CaseQuerySet":
        """What figures count: not the cases of old registers, which no month of ours reported."""
        return self.filter(from_register=False)

    def open(self) -> "CaseQuerySet":
        return self.filter(status__in=OPEN_CASE)

    def for_list(self) -> "CaseQuerySet":
        """With all that a row of a list shows; the section for all rows once one asks for it."""
        return self.select_related("person", "owner", "main_type").fetch_mode(models.FETCH_PEERS)

    def locked(self) -> "CaseQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


# An import writes a thousand at once: one statement of history for all of them, a tenth of the time.
@pghistory.track(pghistory.InsertEvent(level=pghistory.Statement), pghistory.UpdateEvent())
class Case(models.Model):
    """One episode of service (kasus), from registration to its outcome. A person may have many, one open.

    ``stage`` and ``status`` move only through actions.
    """

    number = models.CharField("nomor kasus", max_length=20, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="cases", editable=False)
    section = models.ForeignKey(
        Office,
        models.PROTECT,
        related_name="+",
        verbose_name="seksi",
        limit_choices_to={"kind": OfficeKind.SECTION},
    )
    owner = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases_owned",
        verbose_name="penanggung jawab",
    )
    door = models.CharField("pintu masuk", max_length=15, choices=EntryDoor)
    encounter = models.OneToOneField(
        Encounter, models.PROTECT, null=True, related_name="case", editable=False
    )
    main_type = models.ForeignKey(
        PPKSType,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="jenis PPKS utama",
    )
    flags = ArrayField(
        models.CharField(max_length=16, choices=Flag),
        default=list,
        blank=True,
        verbose_name="perlindungan",
    )
    condition = models.TextField("keadaan saat diterima", blank=True)
    belongings = models.TextField("barang bawaan", blank=True)
    story = models.TextField("cerita dan masalah", blank=True)
    repeat_count = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="Earlier cases of the person when this one was opened."
    )
    stage = models.PositiveSmallIntegerField(choices=Stage, default=Stage.DATA, editable=False)
    status = models.CharField(
        max_length=10, choices=CaseStatus, default=CaseStatus.OPEN, editable=False
    )
    opened_at = models.DateTimeField("didaftarkan")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    pause_reason = models.CharField(
        "alasan ditangguhkan", max_length=200, blank=True, editable=False
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    end_reason = models.CharField(
        "hasil akhir", max_length=15, choices=EndReason, blank=True, editable=False
    )
    end_note = models.TextField("keterangan hasil", blank=True, editable=False)
    from_register = models.BooleanField(
        default=False,
        editable=False,
        help_text="Taken over from an old register: ended before this system began, counted nowhere.",
    )

    objects = models.Manager.from_queryset(CaseQuerySet)()

    class Meta:
        constraints = [
            only_choices("door", EntryDoor, name="case_door_is_known"),
            only_choices("status", CaseStatus, name="case_status_is_known"),
            only_choices_or_blank("end_reason", EndReason, name="case_end_reason_is_known"),
            all_from_choices("flags", Flag, name="case_flags_are_known"),
            Check(condition=Q(stage__in=Stage.values), name="case_stage_is_known"),
            Check(
                condition=(
                    Q(status=CaseStatus.ENDED, ended_at__isnull=False, ended_by__isnull=False)
                    & ~Q(end_reason="")
                )
                # An old register often does not say how and when; nothing is invented for it.
                | Q(status=CaseStatus.ENDED, ended_by__isnull=False, from_register=True)
                | (
                    ~Q(status=CaseStatus.ENDED)
                    & Q(ended_at__isnull=True, ended_by__isnull=True, end_reason="")
                ),
                name="case_ended_says_how",
                violation_error_message="Kasus selesai memerlukan hasil akhir, waktu, dan petugas.",
            ),
            Check(
                condition=Q(from_register=False) | Q(status=CaseStatus.ENDED),
                name="case_from_register_is_ended",
                violation_error_message="Kasus dari register lama sudah selesai.",
            ),
            Check(
                condition=~Q(status=CaseStatus.PAUSED) | ~Q(pause_reason=""),
                name="case_paused_says_why",
                violation_error_message="Tulis alasan kasus ditangguhkan.",
            ),
            in_order(
                "opened_at",
                "ended_at",
                name="case_ends_after_opening",
                message="Kasus tidak dapat selesai sebelum dibuka.",
            ),
            Unique(
                fields=["person"],
                condition=Q(status__in=OPEN_CASE),
                name="case_one_open_per_person",
                violation_error_message="Orang ini sudah punya kasus yang berjalan.",
            ),
        ]
        indexes = [
            models.Index(fields=["section", "status", "-opened_at", "-id"], name="case_by_section"),
            models.Index(fields=["owner", "status"], name="case_by_owner"),
            models.Index(fields=["-opened_at", "-id"], name="case_by_opening"),
            models.Index(
                fields=["section", "-opened_at", "-id"],
                condition=Q(status__in=OPEN_CASE),
                name="case_open_by_section",
            ),
            models.Index(fields=["ended_at"], name="case_by_ending"),
            GinIndex(fields=["flags"], name="case_by_flags"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_protected(self) -> bool:
        return bool(self.flags)

    @property
    def is_child(self) -> bool:
        return Flag.CHILD in self.flags

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_CASE

    @property
    def listed_name(self) -> str:
        """The name that a list shows: initials where the case is protected. Needs ``person``."""
        return self.person.initials if self.is_protected else self.person.name


class CaseStage(models.Model):
    """When a case reached a stage, and by which act."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="stages")
    stage = models.PositiveSmallIntegerField(choices=Stage)
    reached_at = models.DateTimeField()
    act = models.CharField(max_length=80, help_text="As “Asesmen selesai”.")

    class Meta:
        constraints = [
            Check(condition=Q(stage__in=Stage.values), name="case_stage_row_is_known"),
            models.UniqueConstraint(fields=["case", "stage"], name="case_stage_once"),
        ]

    def __str__(self) -> str:
        return self.get_stage_display()


class CaseType(models.Model):
    """One PPKS type given to a case for a time: a corrected label stays in the history."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="types")
    ppks_type = models.ForeignKey(
        PPKSType, models.PROTECT, related_name="+", verbose_name="jenis PPKS"
    )
    is_main = models.BooleanField("utama", default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, editable=False)
    reason = models.CharField("alasan perubahan", max_length=200, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [
            Unique(
                fields=["case"],
                condition=Q(is_main=True, until__isnull=True),
                name="case_type_one_main",
            ),
            Unique(
                fields=["case", "ppks_type"], condition=Q(until__isnull=True), name="case_type_once"
            ),
            in_order(
                "since",
                "until",
                name="case_type_ends_after_start",
                message="Jenis berakhir sebelum dimulai.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.ppks_type)


class Consent(models.Model):
    """The person's answer to being served, or the guardian's; the latest row counts."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="consents")
    given = models.BooleanField("bersedia")
    by_whom = models.CharField("oleh", max_length=120, help_text="Sendiri, wali, atau keluarga.")
    note = models.CharField("penjelasan", max_length=300, blank=True)
    answered_at = models.DateTimeField()
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [
            Check(
                condition=Q(given=True) | ~Q(note=""),
                name="consent_refused_says_why",
                violation_error_message="Tulis mengapa persetujuan tidak diberikan.",
            ),
        ]

    def __str__(self) -> str:
        return "bersedia" if self.given else "tidak bersedia"
