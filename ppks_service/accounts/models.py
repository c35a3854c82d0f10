"""Offices and the people who work in them."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Value
from django.db.models.functions import JSONObject
from django.utils import timezone

from ppks_service.accounts.nip import check_nip
from ppks_service.accounts.posts import POST_ROLES, Post
from ppks_service.accounts.roles import Capability, Role
from ppks_service.constraints import Check, in_order, only_choices, set_together


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
    def get_queryset(self) -> models.QuerySet["User"]:
        """Accounts with the mandates that are theirs today, so that no page asks for them apart."""
        found = self._with_mandates.all()
        return found.using(self._db) if self._db else found

    @cached_property
    def _with_mandates(self) -> models.QuerySet["User"]:
        """Composed once: it took longer than what a request does with it. The day is asked at each reading."""
        theirs = Mandate.objects.in_force().filter(acting=OuterRef("pk"))
        posts = theirs.order_by("pk").values(json=JSONObject(**{key: key for key in POST_KEYS}))
        return super().get_queryset().annotate(mandates_today=ArraySubquery(posts))

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
        validators=[check_nip],
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

    def posts(self) -> tuple[Post, ...]:
        """The user's own role first, then the posts they act in today.

        An account that came along with another row brings no mandates: it asks for them, once a day.
        """
        own = Post(Role(self.role), self.office_id)
        return (own, *(_acted(row) for row in self._mandates_today()))

    def has(self, capability: Capability) -> bool:
        """Whether one of the user's posts may do ``capability``; on which rows, ``visible_to`` says."""
        return any(post.has(capability) for post in self.posts())

    def acts_as(self, *roles: Role) -> bool:
        """Whether one of the user's posts is one of ``roles``."""
        return any(post.role in roles for post in self.posts())

    def post_for(self, capability: Capability, office: int | None) -> Post | None:
        """The post in which the user may do ``capability`` in ``office``: their own before one acted in."""
        held = (post for post in self.posts() if post.office == office and post.has(capability))
        return next(held, None)

    def offices_for(self, capability: Capability) -> list[int]:
        """The offices in which the user may do ``capability`` today."""
        return [post.office for post in self.posts() if post.has(capability)]

    @property
    def acting_in_words(self) -> str:
        """``Plh. Kepala Seksi …``, where the user acts today; else nothing."""
        return ", ".join(post.in_words for post in self.posts() if post.mandate)

    def _mandates_today(self) -> list[dict[str, Any]]:
        if "mandates_today" in self.__dict__:
            return list(self.__dict__["mandates_today"])
        today, cached = timezone.localdate(), self.__dict__.get("_mandates_on")
        if cached is None or cached[0] != today:
            rows = Mandate.objects.in_force().filter(acting=self.pk).order_by("pk")
            cached = self.__dict__["_mandates_on"] = today, list(rows.values(*POST_KEYS))
        return list(cached[1])

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.full_name.split()[:2]).upper()


class MandateKind(models.TextChoices):
    """UU 30/2014 pasal 14: in place of a head who is away for a time, or who is gone for good."""

    PLH = "plh", "Pelaksana harian (Plh.)"
    PLT = "plt", "Pelaksana tugas (Plt.)"


POST_KEYS = ("id", "kind", "role", "office_id", "title")
PREFIXES = {MandateKind.PLH: "Plh.", MandateKind.PLT: "Plt."}


class Today(models.Value):
    """The day on which a query is sent: a form's own query may have been written down weeks ago."""

    def __init__(self) -> None:
        super().__init__(None, output_field=models.DateField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (timezone.localdate(),)


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self) -> "MandateQuerySet":
        return self.filter(starts_on__lte=Today(), ends_on__gte=Today(), revoked_at=None)


class Mandate(models.Model):
    """One person acts in the post of a head, from one day to another, by a letter.

    It begins and ends by itself. What was recorded stays; only ending it early can be added.
    """

    kind = models.CharField("macam", max_length=3, choices=MandateKind)
    role = models.CharField(
        "jabatan", max_length=20, choices=[(role.value, role.label) for role in POST_ROLES]
    )
    office = models.ForeignKey(Office, models.PROTECT, related_name="+", verbose_name="kantor")
    title = models.CharField(
        "jabatan pada surat", max_length=120, help_text="Tanpa Plh. atau Plt., tanpa koma."
    )
    stands_in_for = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="menggantikan",
    )
    acting = models.ForeignKey(
        User, models.PROTECT, related_name="mandates", verbose_name="pengganti"
    )
    starts_on = models.DateField("dari")
    ends_on = models.DateField("sampai")
    letter_number = models.CharField("nomor surat perintah", max_length=60)
    letter_on = models.DateField("tanggal surat perintah")
    reason = models.CharField(
        "sebab", max_length=120, help_text="Dinas luar, cuti, jabatan kosong."
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoke_reason = models.CharField(max_length=200, blank=True, editable=False)

    objects = models.Manager.from_queryset(MandateQuerySet)()

    class Meta:
        constraints = [
            only_choices("kind", MandateKind, name="mandate_kind_is_known"),
            Check(
                condition=Q(role__in=[role.value for role in POST_ROLES]),
                name="mandate_role_is_known",
                violation_error_message="Pilih jabatan kepala.",
            ),
            in_order(
                "starts_on",
                "ends_on",
                name="mandate_in_order",
                message="Hari terakhir mendahului hari pertama.",
            ),
            set_together("revoked_by", "revoked_at", name="mandate_revoked_by_and_at"),
            Check(
                condition=Q(revoked_at__isnull=True) | ~Q(revoke_reason=""),
                name="mandate_revoked_says_why",
                violation_error_message="Tulis mengapa mandat diakhiri.",
            ),
            Check(
                condition=~Q(acting=F("stands_in_for")),
                name="mandate_not_over_oneself",
                violation_error_message="Tidak seorang pun menjadi pengganti dirinya sendiri.",
            ),
            Check(
                condition=~Q(acting=F("recorded_by")),
                name="mandate_recorded_by_another",
                violation_error_message="Mandat dicatat orang lain, bukan penggantinya sendiri.",
            ),
            Check(
                condition=~Q(kind=MandateKind.PLH) | Q(stands_in_for__isnull=False),
                name="mandate_plh_stands_in_for_somebody",
                violation_error_message="Plh. menggantikan pejabat yang ada; pilih siapa. "
                "Bila jabatannya kosong, pilih Plt.",
            ),
            ExclusionConstraint(
                name="mandate_one_per_post",
                expressions=[
                    ("role", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(revoked_at__isnull=True),
                violation_error_message="Jabatan ini sudah punya pengganti pada hari-hari itu.",
            ),
        ]
        indexes = [models.Index(fields=["acting", "ends_on"], name="mandate_by_acting")]

    def __str__(self) -> str:
        return f"{self.prefix} {self.title}"

    @property
    def prefix(self) -> str:
        return PREFIXES[MandateKind(self.kind)]


def _acted(row: dict[str, Any]) -> Post:
    return Post(
        Role(row["role"]),
        row["office_id"],
        mandate=row["id"],
        prefix=PREFIXES[MandateKind(row["kind"])],
        title=row["title"],
    )
