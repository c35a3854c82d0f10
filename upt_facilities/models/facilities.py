"""Facilities: UPTs, shelters, hospitals and agencies, with what they give and to whom."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from intake.models import NeedDomain
from ppks_service.accounts.models import Office, User
from ppks_service.accounts.roles import FACILITY_ROLES
from ppks_service.areas.models import Area
from ppks_service.constraints import all_from_choices, only_choices


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
    needs_served = ArrayField(
        models.CharField(max_length=12, choices=NeedDomain),
        default=list,
        blank=True,
        verbose_name="kebutuhan yang dapat dilayani",
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
            all_from_choices("needs_served", NeedDomain, name="facility_needs_are_known"),
        ]

    def __str__(self) -> str:
        return self.name
