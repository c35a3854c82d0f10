"""The places: facilities with their rules, numbered places, who has which from when to when, and stays."""

import datetime as dt

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from intake.models import Case, EndReason, PaperKind
from ppks_service.accounts.models import Office, User
from ppks_service.accounts.roles import FACILITY_ROLES
from ppks_service.areas.models import Area
from ppks_service.constraints import (
    all_from_choices,
    between,
    in_order,
    only_choices,
    only_choices_or_blank,
    set_together,
)


class FacilityKind(models.TextChoices):
    UPT = "upt", "UPT Dinas Sosial"
    SHELTER = "shelter", "Rumah singgah"
    HOSPITAL = "hospital", "Rumah sakit"
    AGENCY = "agency", "Perangkat daerah"
    CENTRAL = "central", "Sentra Kemensos"


class Audience(models.TextChoices):
    """Whom a facility serves, in the words of somebody who looks for help."""

    ELDERLY = "elderly", "Lanjut usia"
    CHILD = "child", "Anak dan balita"
    YOUTH = "youth", "Remaja putus sekolah"
    DISABILITY = "disability", "Penyandang disabilitas"
    MENTAL = "mental", "Orang dengan gangguan jiwa"
    HOMELESS = "homeless", "Gelandangan, pengemis, atau orang telantar"
    WOMEN = "women", "Perempuan tuna susila atau korban kekerasan"
    LEPROSY = "leprosy", "Bekas penderita kusta"
    SICK = "sick", "Orang sakit"
    WORK = "work", "Yang mencari pelatihan, kerja, atau usaha"


class FacilityQuerySet(models.QuerySet["Facility"]):
    def visible_to(self, user: User) -> "FacilityQuerySet":
        """Facility staff see their own facility; the house sees all."""
        if user.role in FACILITY_ROLES:
            return self.filter(office=user.office_id)
        return self

    def published(self) -> "FacilityQuerySet":
        """What the public directory shows."""
        return self.filter(is_public=True).order_by("kind", "name", "pk")


class Facility(models.Model):
    """One place that gives a service: a UPT, hospital, shelter or agency, with what it asks for."""

    code = models.SlugField("kode", max_length=40, unique=True)
    name = models.CharField("nama", max_length=150, unique=True)
    kind = models.CharField("jenis", max_length=10, choices=FacilityKind)
    office = models.OneToOneField(
        Office,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="facility",
        verbose_name="kantor",
    )
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="wilayah"
    )
    address = models.CharField("alamat", max_length=200, blank=True)
    phone = models.CharField("telepon", max_length=40, blank=True)
    head_name = models.CharField("pimpinan", max_length=120, blank=True)
    target = models.CharField("sasaran", max_length=200, blank=True)
    audiences = ArrayField(
        models.CharField(max_length=12, choices=Audience),
        default=list,
        blank=True,
        verbose_name="untuk siapa",
    )
    is_local = models.BooleanField(
        "hanya melayani wilayahnya",
        default=False,
        help_text="UPT provinsi melayani seluruh Sumatera Utara; dinas kota melayani kotanya.",
    )
    services = models.TextField("yang diberikan", blank=True, help_text="Satu layanan sebaris.")
    requirements = models.TextField("syarat", blank=True, help_text="Satu syarat sebaris.")
    procedure = models.TextField("cara", blank=True, help_text="Satu langkah sebaris.")
    hours = models.CharField("waktu layanan", max_length=120, blank=True)
    usual_stay = models.CharField("lama layanan", max_length=80, blank=True)
    usual_stay_days = models.PositiveSmallIntegerField(
        "batas lama tinggal (hari)",
        null=True,
        blank=True,
        help_text="Lewat dari ini penghuni muncul di pekerjaan petugas. Kosong: tidak dibatasi.",
    )
    is_residential = models.BooleanField("punya tempat tinggal", default=False)
    is_public = models.BooleanField("tampil di direktori layanan", default=True)
    is_confirmed = models.BooleanField("sudah dipastikan Dinas", default=False)
    source = models.CharField("sumber keterangan", max_length=200, blank=True)

    objects = models.Manager.from_queryset(FacilityQuerySet)()

    class Meta:
        constraints = [
            only_choices("kind", FacilityKind, name="facility_kind_is_known"),
            all_from_choices("audiences", Audience, name="facility_audiences_are_known"),
        ]

    def __str__(self) -> str:
        return self.name


class WardSex(models.TextChoices):
    MALE = "L", "Laki-laki"
    FEMALE = "P", "Perempuan"
    ANY = "A", "Semua"


class Ward(models.Model):
    """One house or ward (wisma) of a facility, for people of one sex and age."""

    facility = models.ForeignKey(Facility, models.PROTECT, related_name="wards")
    name = models.CharField("wisma", max_length=80)
    sex = models.CharField("untuk", max_length=1, choices=WardSex, default=WardSex.ANY)
    min_age = models.PositiveSmallIntegerField("usia dari", null=True, blank=True)
    max_age = models.PositiveSmallIntegerField("usia sampai", null=True, blank=True)
    note = models.CharField("keterangan", max_length=120, blank=True)

    class Meta:
        constraints = [
            only_choices("sex", WardSex, name="ward_sex_is_known"),
            models.UniqueConstraint(
                fields=["facility", "name"],
                name="ward_name_once",
                violation_error_message="Wisma dengan nama ini sudah ada.",
            ),
            between(
                "min_age", 0, 120, name="ward_min_age_is_human", message="Usia antara 0 dan 120."
            ),
            in_order(
                "min_age",
                "max_age",
                name="ward_ages_in_order",
                message="Usia sampai tidak boleh di bawah usia dari.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceQuerySet(models.QuerySet["Place"]):
    def free_during(self, start: dt.datetime, end: dt.datetime | None) -> "PlaceQuerySet":
        """Places that nobody holds, lives in or has blocked at any moment of the period."""
        taken = Occupancy.objects.filter(place=models.OuterRef("pk"), period__overlap=(start, end))
        return self.filter(is_in_use=True).filter(~models.Exists(taken))


class Place(models.Model):
    """One numbered place (bed) of a ward. Extra places come by signed over-capacity only."""

    ward = models.ForeignKey(Ward, models.PROTECT, related_name="places")
    number = models.CharField("nomor", max_length=10)
    order = models.PositiveSmallIntegerField(default=0)
    is_extra = models.BooleanField("tambahan", default=False)
    is_in_use = models.BooleanField("dipakai", default=True)

    objects = models.Manager.from_queryset(PlaceQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ward", "number"],
                name="place_number_once",
                violation_error_message="Nomor tempat ini sudah ada di wisma.",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class OccupancyKind(models.TextChoices):
    HELD = "held", "Dipesan"
    LIVED_IN = "lived_in", "Dihuni"
    BLOCKED = "blocked", "Tidak dipakai"


class OccupancyQuerySet(models.QuerySet["Occupancy"]):
    def now(self) -> "OccupancyQuerySet":
        """Those that count at this moment: a hold that ran out no longer does."""
        return self.filter(period__contains=Now())

    def at(self, moment: dt.datetime) -> "OccupancyQuerySet":
        return self.filter(period__contains=moment)

    def locked(self) -> "OccupancyQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Occupancy(models.Model):
    """One place taken for a period: held for a referral, lived in by a case, or blocked.

    Free places, residents on a day and the history of a bed are all read from these dated rows;
    nothing counts up or down. ``period`` is half-open, [from, to); a hold always has an end. A person
    lives in one place at a time and has one place held, perhaps elsewhere, while they wait for it.
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="occupancies")
    kind = models.CharField(max_length=10, choices=OccupancyKind)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="occupancies")
    period = DateTimeRangeField()
    reason = models.CharField("alasan", max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(OccupancyQuerySet)()

    class Meta:
        constraints = [
            only_choices("kind", OccupancyKind, name="occupancy_kind_is_known"),
            ExclusionConstraint(
                name="occupancy_one_per_place",
                expressions=[("place", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                violation_error_message="Tempat ini sudah terisi pada waktu itu.",
            ),
            ExclusionConstraint(
                name="occupancy_one_place_per_case_and_kind",
                expressions=[
                    ("case", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(case__isnull=False),
                violation_error_message=(
                    "Orang ini sudah menempati atau sudah dipesankan tempat lain pada waktu itu."
                ),
            ),
            models.CheckConstraint(
                condition=Q(kind=OccupancyKind.BLOCKED, case__isnull=True)
                | (~Q(kind=OccupancyKind.BLOCKED) & Q(case__isnull=False)),
                name="occupancy_has_a_case_unless_blocked",
                violation_error_message="Tempat dipesan atau dihuni untuk sebuah kasus; tempat rusak tidak.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=OccupancyKind.HELD) | Q(period__upper_inf=False),
                name="occupancy_hold_has_an_end",
                violation_error_message="Pemesanan tempat memerlukan batas waktu.",
            ),
            models.CheckConstraint(
                condition=Q(period__isempty=False, period__lower_inf=False),
                name="occupancy_period_is_real",
                violation_error_message="Waktu berakhir harus sesudah waktu mulai.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=OccupancyKind.BLOCKED) | ~Q(reason=""),
                name="occupancy_blocked_says_why",
                violation_error_message="Tulis mengapa tempat ini tidak dipakai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.place_id}"

    @property
    def is_over(self) -> bool:
        return self.period.upper is not None and self.period.upper <= timezone.now()


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


class StayQuerySet(models.QuerySet["Stay"]):
    def visible_to(self, user: User) -> "StayQuerySet":
        if user.role in FACILITY_ROLES:
            return self.filter(facility__office=user.office_id)
        return self.filter(case__in=Case.objects.visible_to(user))

    def running(self) -> "StayQuerySet":
        return self.filter(exit_at__isnull=True)

    def for_list(self) -> "StayQuerySet":
        return self.select_related("case__person", "facility", "occupancy__place__ward")

    def locked(self) -> "StayQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


# Kinds of exit that may turn into a dispute: never recorded without their evidence (domain.md §5.1 I).
EXITS_WITH_EVIDENCE = (EndReason.ABSCONDED, EndReason.PUT_OUT, EndReason.DIED)


@pghistory.track()
class Stay(models.Model):
    """One person's time in one facility, from arrival with both names to an exit of a known kind."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="stays", editable=False)
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="stays", editable=False)
    occupancy = models.OneToOneField(
        Occupancy, models.PROTECT, null=True, related_name="stay", editable=False
    )
    arrived_at = models.DateTimeField("tiba")
    condition = models.TextField("kondisi saat tiba")
    belongings = models.TextField("barang yang dibawa")
    brought_by = models.CharField("diantar oleh", max_length=160)
    handed_by = models.CharField("yang menyerahkan", max_length=160)
    witness = models.CharField("saksi", max_length=160, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    exit_at = models.DateTimeField("keluar", null=True, editable=False)
    exit_kind = models.CharField(
        "cara keluar", max_length=15, choices=EndReason, blank=True, editable=False
    )
    exit_reason = models.TextField("alasan keluar", blank=True, editable=False)
    exit_evidence = models.TextField("bukti", blank=True, editable=False)
    exited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    objects = models.Manager.from_queryset(StayQuerySet)()

    class Meta:
        constraints = [
            only_choices_or_blank("exit_kind", EndReason, name="stay_exit_kind_is_known"),
            set_together("exit_at", "exited_by", name="stay_exited_by_and_at"),
            in_order(
                "arrived_at",
                "exit_at",
                name="stay_exit_after_arrival",
                message="Keluar tidak dapat sebelum tiba.",
            ),
            models.CheckConstraint(
                condition=Q(exit_at__isnull=True, exit_kind="")
                | (Q(exit_at__isnull=False) & ~Q(exit_kind="") & ~Q(exit_reason="")),
                name="stay_exit_says_how_and_why",
                violation_error_message="Pilih cara keluar dan tulis alasannya.",
            ),
            models.CheckConstraint(
                condition=~Q(exit_kind__in=EXITS_WITH_EVIDENCE) | ~Q(exit_evidence=""),
                name="stay_disputable_exit_has_evidence",
                violation_error_message="Cara keluar ini tidak dapat dicatat tanpa bukti.",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(exit_at__isnull=True),
                name="stay_one_running_per_case",
                violation_error_message="Orang ini masih tercatat tinggal di tempat lain.",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "arrived_at"], name="stay_by_facility_arrival"),
            models.Index(fields=["facility", "exit_at"], name="stay_by_facility_exit"),
        ]

    def __str__(self) -> str:
        return f"stay {self.pk}"
