"""An encounter: one person met at one moment, before anybody knows who they are."""

import uuid

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from intake.models.persons import Person, Sex
from intake.models.raids import Raid, RaidStop
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.constraints import Check, all_from_choices, between, only_choices, set_together
from ppks_service.documents.models import StoredFile
from ppks_service.text import initials


class EntryDoor(models.TextChoices):
    """How a person came to the office's notice."""

    RAID = "raid", "Razia"
    REPORT = "report", "Laporan masyarakat"
    WALK_IN = "walk_in", "Datang sendiri"
    POLICE = "police", "Kepolisian"
    HOSPITAL = "hospital", "Rumah sakit"
    OTHER_OFFICE = "other_office", "Dinas lain"
    FAMILY = "family", "Keluarga"
    VIRAL = "viral", "Berita atau media sosial"
    REGISTER = "register", "Register lama"


# The doors that somebody may be written down by outside a raid; old registers come by import only.
OTHER_DOORS = [
    choice for choice in EntryDoor.choices if choice[0] not in (EntryDoor.RAID, EntryDoor.REGISTER)
]


class AgeBand(models.TextChoices):
    """What an officer can say at the street with one tap; bounds in years, both included."""

    TODDLER = "0-5", "0–5 balita"
    CHILD = "6-12", "6–12 anak"
    TEEN = "13-17", "13–17 anak"
    YOUNG = "18-24", "18–24 dewasa"
    ADULT = "25-44", "25–44 dewasa"
    MIDDLE = "45-59", "45–59 dewasa"
    ELDERLY = "60+", "60+ lansia"
    UNKNOWN = "unknown", "Tidak tahu"


CHILD_BANDS = (AgeBand.TODDLER, AgeBand.CHILD, AgeBand.TEEN)


class Activity(models.TextChoices):
    """Street activity: apart from the PPKS type, for a silver man is not one of the 26 (domain.md §1.4)."""

    BEGGING = "begging", "Mengemis"
    SLEEPING = "sleeping", "Tidur di jalan"
    BUSKING = "busking", "Mengamen"
    SILVER = "silver", "Manusia silver"
    COSTUME = "costume", "Badut / boneka"
    HAWKING = "hawking", "Jual asongan"
    PARKING = "parking", "Parkir / lap kaca"
    SCAVENGING = "scavenging", "Memulung"
    CART = "cart", "Manusia gerobak"
    NONE = "none", "Tidak ada"
    OTHER = "other", "Lainnya"
    UNKNOWN = "unknown", "Tidak tahu"


class Condition(models.TextChoices):
    """What can be seen, and only that."""

    FINE = "fine", "Tidak ada keluhan"
    INJURED = "injured", "Luka"
    ILL = "ill", "Sakit"
    PREGNANT = "pregnant", "Hamil"
    DISABLED = "disabled", "Disabilitas"
    CONFUSED = "confused", "Bicara kacau"
    DRUNK = "drunk", "Mabuk"
    AGGRESSIVE = "aggressive", "Mengamuk"
    UNKNOWN = "unknown", "Tidak tahu"


class Belonging(models.TextChoices):
    NOTHING = "nothing", "Tidak ada"
    BAG = "bag", "Tas / buntalan"
    MONEY = "money", "Uang"
    PAPERS = "papers", "KTP / surat"
    PHONE = "phone", "HP"
    MEDICINE = "medicine", "Obat"
    SHARP = "sharp", "Benda tajam"
    OTHER = "other", "Lainnya"
    UNKNOWN = "unknown", "Tidak tahu"


class Companionship(models.TextChoices):
    ALONE = "alone", "Sendiri"
    WITH = "with", "Bersama orang yang tercatat"
    UNRECORDED = "unrecorded", "Bersama orang yang belum tercatat"
    UNKNOWN = "unknown", "Tidak tahu"


class Outcome(models.TextChoices):
    """What became of an encounter."""

    TAKEN = "taken", "Dibawa, belum ditriase"
    CASE = "case", "Kasus dibuka"
    NOT_PPKS = "not_ppks", "Bukan PPKS"
    LET_GO = "let_go", "Dilepas di tempat"
    HANDED_OVER = "handed_over", "Diserahkan"
    ESCAPED = "escaped", "Meninggalkan lokasi"


# Under 18 by their number of years, or else by what the officer could see.
IS_CHILD = Q(age_years__lt=18) | Q(age_years__isnull=True, age_band__in=CHILD_BANDS)
NEEDS_REASON = (Outcome.NOT_PPKS, Outcome.LET_GO, Outcome.ESCAPED)


class EncounterQuerySet(models.QuerySet["Encounter"]):
    def visible_to(self, user: User) -> "EncounterQuerySet":
        """Those of the raids a user sees; those of other doors to all who may open raids."""
        if user.role != Role.FIELD_OFFICER:
            return self
        return self.filter(Q(raid__in=Raid.objects.visible_to(user)) | Q(recorded_by=user))

    def for_list(self) -> "EncounterQuerySet":
        return self.select_related("stop", "raid", "person", "met_with", "case")

    def awaiting_triage(self) -> "EncounterQuerySet":
        return self.filter(outcome=Outcome.TAKEN)

    def children(self) -> "EncounterQuerySet":
        return self.filter(IS_CHILD)

    def locked(self) -> "EncounterQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


@pghistory.track()
class Encounter(models.Model):
    """One person met once (temuan), at a raid's stop or by another door; perhaps nameless, never lost."""

    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(
        default=1, db_default=1, editable=False, help_text="Counted up by a trigger at each write."
    )
    raid = models.ForeignKey(
        Raid, models.PROTECT, null=True, related_name="encounters", editable=False
    )
    stop = models.ForeignKey(
        RaidStop,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="encounters",
        verbose_name="titik",
    )
    ordinal = models.PositiveIntegerField(
        null=True, editable=False, help_text="1, 2, … within the raid."
    )
    door = models.CharField("pintu masuk", max_length=15, choices=EntryDoor, default=EntryDoor.RAID)
    number = models.CharField("nomor temuan", max_length=24, unique=True, editable=False)
    met_at = models.DateTimeField("waktu bertemu")
    place = models.CharField("tempat", max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    reporter = models.CharField(
        "pelapor", max_length=160, blank=True, help_text="Other doors only."
    )
    source_link = models.URLField("tautan sumber", blank=True)
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex, default=Sex.UNKNOWN)
    age_band = models.CharField(
        "perkiraan usia", max_length=10, choices=AgeBand, default=AgeBand.UNKNOWN
    )
    age_years = models.PositiveSmallIntegerField(
        "usia", null=True, blank=True, help_text="Kira-kira, dalam tahun."
    )
    name = models.CharField("nama atau sebutan", max_length=500, blank=True)
    activities = ArrayField(
        models.CharField(max_length=12, choices=Activity),
        default=list,
        blank=True,
        verbose_name="sedang apa",
    )
    conditions = ArrayField(
        models.CharField(max_length=12, choices=Condition),
        default=list,
        blank=True,
        verbose_name="kondisi",
    )
    belongings = ArrayField(
        models.CharField(max_length=12, choices=Belonging),
        default=list,
        blank=True,
        verbose_name="barang bawaan",
    )
    belongings_note = models.CharField("keterangan barang", max_length=300, blank=True)
    companionship = models.CharField(
        "bersama siapa", max_length=12, choices=Companionship, default=Companionship.UNKNOWN
    )
    met_with = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="companions",
        verbose_name="bersama",
    )
    photo = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", editable=False
    )
    note = models.TextField("catatan", blank=True)
    is_bare = models.BooleanField(
        default=False, editable=False, help_text="Made nameless in bulk and not completed yet."
    )
    is_approximate = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="A bare row of a number that was guessed; nobody in particular yet.",
    )
    outcome = models.CharField(
        "sesudah dicatat", max_length=12, choices=Outcome, default=Outcome.TAKEN
    )
    outcome_reason = models.CharField("alasan", max_length=300, blank=True)
    handed_to = models.CharField("diserahkan kepada", max_length=200, blank=True)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="encounters", editable=False
    )
    recorded_by = models.ForeignKey(
        User, models.PROTECT, related_name="encounters_recorded", editable=False
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    triaged_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    triaged_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager.from_queryset(EncounterQuerySet)()

    class Meta:
        constraints = [
            only_choices("door", EntryDoor, name="encounter_door_is_known"),
            only_choices("sex", Sex, name="encounter_sex_is_known"),
            only_choices("age_band", AgeBand, name="encounter_age_band_is_known"),
            only_choices("companionship", Companionship, name="encounter_companionship_is_known"),
            only_choices("outcome", Outcome, name="encounter_outcome_is_known"),
            all_from_choices("activities", Activity, name="encounter_activities_are_known"),
            all_from_choices("conditions", Condition, name="encounter_conditions_are_known"),
            all_from_choices("belongings", Belonging, name="encounter_belongings_are_known"),
            set_together("triaged_by", "triaged_at", name="encounter_triaged_by_and_at"),
            between(
                "age_years",
                0,
                120,
                name="encounter_age_is_human",
                message="Usia antara 0 dan 120 tahun.",
            ),
            Check(
                condition=Q(door=EntryDoor.RAID, raid__isnull=False, ordinal__isnull=False)
                | (~Q(door=EntryDoor.RAID) & Q(raid__isnull=True, ordinal__isnull=True)),
                name="encounter_door_and_raid_agree",
                violation_error_message="Temuan razia memerlukan razianya; pintu lain tidak.",
            ),
            models.UniqueConstraint(fields=["raid", "ordinal"], name="encounter_ordinal_once"),
            # That the stop and the company are of the same raid, two foreign keys say that Django
            # does not know: migration 0005.
            Check(
                condition=Q(stop__isnull=True) | Q(raid__isnull=False),
                name="encounter_stop_only_in_a_raid",
                violation_error_message="Titik hanya ada pada razia.",
            ),
            Check(
                condition=~Q(outcome=Outcome.CASE) | Q(person__isnull=False),
                name="encounter_case_has_person",
            ),
            Check(
                condition=~Q(outcome__in=NEEDS_REASON) | ~Q(outcome_reason=""),
                name="encounter_outcome_has_reason",
                violation_error_message="Tulis alasan mengapa orang ini tidak dibawa.",
            ),
            Check(
                condition=~Q(outcome=Outcome.HANDED_OVER) | ~Q(handed_to=""),
                name="encounter_handed_over_to_somebody",
                violation_error_message="Tulis kepada siapa orang ini diserahkan.",
            ),
            Check(
                condition=Q(is_approximate=False) | Q(is_bare=True),
                name="encounter_approximate_is_bare",
            ),
            Check(
                condition=Q(met_with__isnull=True) | ~Q(met_with=F("pk")),
                name="encounter_met_with_another",
            ),
        ]
        indexes = [
            models.Index(fields=["outcome", "met_at"], name="encounter_by_outcome"),
            models.Index(fields=["-met_at", "-id"], name="encounter_by_time"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_child(self) -> bool:
        if self.age_years is not None:
            return self.age_years < 18
        return self.age_band in CHILD_BANDS

    @property
    def shown_name(self) -> str:
        """The name or nickname, or the number that stands for it."""
        return self.name or f"Temuan {self.ordinal or self.number}"

    @property
    def listed_name(self) -> str:
        """The name that a list shows: a child's only by its initials."""
        return initials(self.name) if self.name and self.is_child else self.shown_name
