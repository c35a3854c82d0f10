"""A raid: an operation of several agencies whose count must add up."""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from ppks_service.accounts.models import Office, User
from ppks_service.accounts.roles import Role
from ppks_service.areas.models import Area
from ppks_service.constraints import Check, Unique, in_order, only_choices, set_together
from ppks_service.indonesian import number


class RaidStatus(models.TextChoices):
    RUNNING = "running", "Berlangsung"
    CLOSED = "closed", "Ditutup"


class RaidQuerySet(models.QuerySet["Raid"]):
    def visible_to(self, user: User) -> "RaidQuerySet":
        """A field officer sees raids they lead, opened or recorded in; others of the house all."""
        if user.role != Role.FIELD_OFFICER:
            return self
        recorded = Q(pk__in=user.encounters_recorded.values("raid"))
        return self.filter(
            Q(opened_by=user) | Q(led_by=user) | recorded | Q(status=RaidStatus.RUNNING)
        )

    def for_list(self) -> "RaidQuerySet":
        return self.select_related("led_by")

    def locked(self) -> "RaidQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Raid(models.Model):
    """One operation (razia), of hours or days, from the order letter to the closed count."""

    client_uuid = models.UUIDField(
        unique=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False
    )
    version = models.PositiveIntegerField(
        default=1, db_default=1, editable=False, help_text="Counted up by a trigger at each write."
    )
    number = models.CharField("nomor operasi", max_length=20, unique=True, editable=False)
    name = models.CharField("nama operasi", max_length=160)
    order_number = models.CharField("nomor surat perintah", max_length=80, blank=True)
    order_date = models.DateField("tanggal surat perintah", null=True, blank=True)
    basis = models.TextField("dasar lain", blank=True)
    assembly_point = models.CharField("tempat apel", max_length=160, blank=True)
    starts_at = models.DateTimeField("mulai")
    ends_at = models.DateTimeField("selesai", null=True, blank=True)
    led_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="raids_led",
        verbose_name="ketua tim",
    )
    events = models.TextField("kejadian khusus", blank=True)
    obstacles = models.TextField("kendala", blank=True)
    suggestions = models.TextField("saran", blank=True)
    status = models.CharField(
        max_length=10, choices=RaidStatus, default=RaidStatus.RUNNING, editable=False
    )
    closing_explanation = models.TextField("penjelasan selisih", blank=True, editable=False)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="raids_opened", editable=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    last_ordinal = models.PositiveIntegerField(
        default=0, editable=False, help_text="The ordinal given to the latest encounter."
    )

    objects = models.Manager.from_queryset(RaidQuerySet)()

    class Meta:
        constraints = [
            only_choices("status", RaidStatus, name="raid_status_is_known"),
            set_together("closed_by", "closed_at", name="raid_closed_by_and_at"),
            in_order(
                "starts_at",
                "ends_at",
                name="raid_ends_after_start",
                message="Waktu selesai tidak boleh sebelum waktu mulai.",
            ),
            Check(
                condition=Q(status=RaidStatus.RUNNING) | Q(closed_at__isnull=False),
                name="raid_closed_has_closer",
            ),
        ]
        indexes = [models.Index(fields=["-starts_at", "-id"], name="raid_by_start")]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def is_running(self) -> bool:
        return self.status == RaidStatus.RUNNING


class AgencyRole(models.TextChoices):
    LEAD = "lead", "Penanggung jawab"
    SECURITY = "security", "Penertiban"
    SOCIAL = "social", "Pelayanan sosial"
    HEALTH = "health", "Kesehatan"
    TRANSPORT = "transport", "Angkutan"
    CHILD = "child", "Perlindungan anak"
    DOCUMENTATION = "documentation", "Dokumentasi"
    RECEIVING = "receiving", "Penerima"


class RaidAgency(models.Model):
    """One agency that took part in a raid, with its role; named freely where it is no office of ours."""

    raid = models.ForeignKey(Raid, models.PROTECT, related_name="agencies")
    office = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kantor"
    )
    name = models.CharField("nama instansi", max_length=150)
    role = models.CharField("peran", max_length=15, choices=AgencyRole)
    people = models.PositiveSmallIntegerField("jumlah petugas", null=True, blank=True)
    leader = models.CharField("ketua", max_length=120, blank=True)

    class Meta:
        constraints = [
            only_choices("role", AgencyRole, name="raid_agency_role_is_known"),
            models.UniqueConstraint(
                fields=["raid", "name"],
                name="raid_agency_once",
                violation_error_message="Instansi ini sudah tercatat pada razia ini.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RaidStop(models.Model):
    """One point (titik) of a raid, with the officers' own count of the people met there."""

    client_uuid = models.UUIDField(
        unique=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False
    )
    version = models.PositiveIntegerField(
        default=1, db_default=1, editable=False, help_text="Counted up by a trigger at each write."
    )
    raid = models.ForeignKey(Raid, models.PROTECT, related_name="stops")
    order = models.PositiveSmallIntegerField("urutan", editable=False)
    name = models.CharField("nama titik", max_length=160)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="wilayah"
    )
    from_at = models.DateTimeField("dari", null=True, blank=True)
    to_at = models.DateTimeField("sampai", null=True, blank=True)
    counted = models.PositiveIntegerField("hitungan petugas", null=True, blank=True)
    counted_is_approximate = models.BooleanField("kira-kira", default=False)
    counted_men = models.PositiveIntegerField("laki-laki dewasa", null=True, blank=True)
    counted_women = models.PositiveIntegerField("perempuan dewasa", null=True, blank=True)
    counted_boys = models.PositiveIntegerField("anak laki-laki", null=True, blank=True)
    counted_girls = models.PositiveIntegerField("anak perempuan", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["raid", "order"], name="raid_stop_order_once"),
            models.CheckConstraint(
                condition=Q(counted__isnull=True)
                | Q(
                    counted__gte=Coalesce(F("counted_men"), 0)
                    + Coalesce(F("counted_women"), 0)
                    + Coalesce(F("counted_boys"), 0)
                    + Coalesce(F("counted_girls"), 0)
                ),
                name="raid_stop_parts_within_count",
                violation_error_message=(
                    "Rincian menurut jenis kelamin dan usia melebihi hitungan titik ini."
                ),
            ),
            in_order(
                "from_at",
                "to_at",
                name="raid_stop_ends_after_start",
                message="Waktu sampai tidak boleh sebelum waktu dari.",
            ),
            Check(
                condition=Q(counted_is_approximate=False) | Q(counted__isnull=False),
                name="raid_stop_approximate_has_count",
                violation_error_message="“Kira-kira” memerlukan angka hitungan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.name}"


class RaidTotal(models.Model):
    """What one source says how many people a raid met: Satpol PP, the press, another dinas.

    Sources may differ, and all are kept; at most one is official, with the reason.
    """

    raid = models.ForeignKey(Raid, models.PROTECT, related_name="totals")
    source = models.CharField("sumber", max_length=150)
    people = models.PositiveIntegerField("jumlah orang")
    is_approximate = models.BooleanField("kira-kira", default=False)
    stated_at = models.DateTimeField("disebut pada")
    note = models.CharField("keterangan", max_length=300, blank=True)
    is_official = models.BooleanField("resmi", default=False, editable=False)
    official_reason = models.CharField(
        "alasan dipakai sebagai angka resmi", max_length=300, blank=True, editable=False
    )
    withdrawn_reason = models.CharField(
        "alasan dicabut", max_length=300, blank=True, editable=False
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            Unique(
                fields=["raid"],
                condition=Q(is_official=True),
                name="raid_total_one_official",
                violation_error_message="Razia ini sudah punya satu angka resmi.",
            ),
            Check(
                condition=Q(is_official=False) | ~Q(official_reason=""),
                name="raid_total_official_has_reason",
                violation_error_message="Tulis alasan angka ini dipakai sebagai angka resmi.",
            ),
            Check(
                condition=Q(is_official=False) | Q(withdrawn_reason=""),
                name="raid_total_official_is_not_withdrawn",
                violation_error_message="Angka resmi tidak dapat dicabut. Pilih yang lain dahulu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.words}"

    @property
    def words(self) -> str:
        """``98``, or ``± 100`` where it is a guess."""
        return f"± {number(self.people)}" if self.is_approximate else number(self.people)
