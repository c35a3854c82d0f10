"""Offices and the people who work in them."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from ppks_service.accounts.roles import ROLE_CAPABILITIES, Capability, Role
from ppks_service.constraints import Check, only_choices


class OfficeKind(models.TextChoices):
    DEPARTMENT = "department", "Dinas"
    DIVISION = "division", "Bidang"
    SECTION = "section", "Seksi"
    UPT = "upt", "UPT"
    HOSPITAL = "hospital", "Rumah sakit"
    AGENCY = "agency", "Perangkat daerah"
    CITY_DEPARTMENT = "city_department", "Dinas kabupaten/kota"
    POLICE = "police", "Kepolisian"
    OTHER = "other", "Lainnya"


class Office(models.Model):
    """One office that has people in it or takes part in the work; offices form a tree."""

    name = models.CharField("nama", max_length=150, unique=True)
    short_name = models.CharField("nama pendek", max_length=60)
    kind = models.CharField("jenis", max_length=20, choices=OfficeKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="induk"
    )
    is_active = models.BooleanField("dipakai", default=True)

    class Meta:
        constraints = [
            only_choices("kind", OfficeKind, name="office_kind_is_known"),
            Check(
                condition=~Q(parent=models.F("pk")),
                name="office_not_its_own_parent",
                violation_error_message="Kantor tidak dapat menjadi induk bagi dirinya sendiri.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Digest(models.TextChoices):
    """When a user is told by mail that something waits: numbers and an address, never a name."""

    NONE = "none", "Tidak dikirimi surel"
    DAILY = "daily", "Ringkasan tiap pagi"
    AT_ONCE = "at_once", "Begitu ada kabar, dan ringkasan tiap pagi"


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """One member of staff or partner, with one role in one office."""

    username = models.CharField(
        "nama pengguna",
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9._-]+$", "Pakai huruf kecil, angka, titik, atau garis.")
        ],
        error_messages={"unique": "Nama pengguna ini sudah dipakai."},
    )
    full_name = models.CharField("nama lengkap", max_length=120)
    role = models.CharField("peran", max_length=20, choices=Role)
    office = models.ForeignKey(Office, models.PROTECT, related_name="users", verbose_name="kantor")
    nip = models.CharField(
        "NIP",
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^\d{18}$", "NIP terdiri dari 18 angka.")],
    )
    rank = models.CharField("pangkat", max_length=60, blank=True)
    position = models.CharField("jabatan", max_length=120, blank=True)
    email = models.EmailField("surel", blank=True)
    digest = models.CharField(
        "pemberitahuan lewat surel", max_length=10, choices=Digest, default=Digest.NONE
    )
    is_active = models.BooleanField("aktif", default=True)
    must_change_password = models.BooleanField(default=False, editable=False)
    password_changed_at = models.DateTimeField(null=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"

    class Meta:
        constraints = [
            only_choices("role", Role, name="user_role_is_known"),
            only_choices("digest", Digest, name="user_digest_is_known"),
            Check(
                condition=Q(digest=Digest.NONE) | ~Q(email=""),
                name="user_digest_has_an_address",
                violation_error_message="Isi alamat surel, atau pilih tidak dikirimi surel.",
            ),
            Check(
                condition=Q(nip="") | Q(nip__regex=r"^\d{18}$"),
                name="user_nip_has_18_digits",
                violation_error_message="NIP terdiri dari 18 angka.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def has(self, capability: Capability) -> bool:
        """Whether the user's role may do ``capability``; on which rows, ``visible_to`` says."""
        return capability in ROLE_CAPABILITIES[Role(self.role)]

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.full_name.split()[:2]).upper()
