"""Wards, numbered places, and who has which from when to when."""

import datetime as dt

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, between, in_order, only_choices
from upt_facilities.models.facilities import Facility


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
    is_on_request = models.BooleanField(
        "hanya bila diminta",
        default=False,
        help_text="Ruang isolasi dan sejenisnya: tidak pernah dipilih sendiri oleh sistem.",
    )

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
    over_capacity = models.ForeignKey(
        "upt_facilities.OverCapacity",
        models.PROTECT,
        null=True,
        related_name="occupancies",
        editable=False,
        help_text="The signed permission by which an extra place is taken; a trigger asks for it.",
    )
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(OccupancyQuerySet)()

    class Meta:
        # Who is there now is asked of all places at once: the constraints' indexes begin with the place.
        indexes = [GistIndex(fields=["period"], name="occupancy_period")]
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
            Check(
                condition=Q(kind=OccupancyKind.BLOCKED, case__isnull=True)
                | (~Q(kind=OccupancyKind.BLOCKED) & Q(case__isnull=False)),
                name="occupancy_has_a_case_unless_blocked",
                violation_error_message="Tempat dipesan atau dihuni untuk sebuah kasus; tempat rusak tidak.",
            ),
            Check(
                condition=~Q(kind=OccupancyKind.HELD) | Q(period__upper_inf=False),
                name="occupancy_hold_has_an_end",
                violation_error_message="Pemesanan tempat memerlukan batas waktu.",
            ),
            Check(
                condition=Q(period__isempty=False, period__lower_inf=False),
                name="occupancy_period_is_real",
                violation_error_message="Waktu berakhir harus sesudah waktu mulai.",
            ),
            Check(
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
