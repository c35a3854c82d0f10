"""What is done when everything is full: waiting in order, staying somewhere for a time, a signed extra place."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Q

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.constraints import (
    Check,
    Unique,
    only_choices,
    only_choices_or_blank,
    set_together,
)
from upt_facilities.models.facilities import Facility
from upt_facilities.models.places import Ward
from upt_facilities.models.stays import Stay


class WaitingCause(models.TextChoices):
    """Why somebody cannot go in yet."""

    FULL = "full", "Penuh"
    PAPERS = "papers", "Menunggu surat"
    CONDITION = "condition", "Menunggu keadaannya memenuhi syarat"
    CLOSED = "closed", "Penerimaan ditutup sementara"


class WaitingEnd(models.TextChoices):
    PLACED = "placed", "Mendapat tempat"
    ELSEWHERE = "elsewhere", "Ditempatkan di tempat lain"
    WITHDRAWN = "withdrawn", "Tidak lagi menunggu"


class WaitingQuerySet(models.QuerySet["WaitingEntry"]):
    def open(self) -> "WaitingQuerySet":
        return self.filter(ended_at__isnull=True)

    def in_order(self) -> "WaitingQuerySet":
        return self.order_by("ward", "position", "pk")

    def for_list(self) -> "WaitingQuerySet":
        return self.select_related("case__person", "ward__facility", "added_by")

    def locked(self) -> "WaitingQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class WaitingEntry(models.Model):
    """One person's turn for a place in one ward: since when, why, and in which order.

    ``position`` sorts and is changed by ``actions.waiting`` alone, with a reason in the journal. It
    has gaps where somebody before got a place: what is shown is the count of those before.
    """

    ward = models.ForeignKey(
        Ward, models.PROTECT, related_name="waiting", verbose_name="wisma", editable=False
    )
    case = models.ForeignKey(Case, models.PROTECT, related_name="waiting", editable=False)
    position = models.PositiveIntegerField(editable=False)
    cause = models.CharField("sebab menunggu", max_length=10, choices=WaitingCause)
    note = models.CharField("keterangan", max_length=200, blank=True)
    next_try_on = models.DateField("dicoba lagi pada", null=True, blank=True)
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(editable=False)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    end = models.CharField(max_length=10, choices=WaitingEnd, blank=True, editable=False)
    end_note = models.CharField(max_length=200, blank=True, editable=False)

    objects = models.Manager.from_queryset(WaitingQuerySet)()

    class Meta:
        constraints = [
            only_choices("cause", WaitingCause, name="waiting_cause_is_known"),
            only_choices_or_blank("end", WaitingEnd, name="waiting_end_is_known"),
            set_together("ended_by", "ended_at", name="waiting_ended_by_and_at"),
            Check(
                condition=Q(ended_at__isnull=True, end="")
                | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="waiting_end_says_how",
                violation_error_message="Pilih mengapa tidak lagi menunggu.",
            ),
            Unique(
                fields=["ward", "case"],
                condition=Q(ended_at__isnull=True),
                name="waiting_once_per_ward",
                violation_error_message="Orang ini sudah ada di daftar tunggu wisma ini.",
            ),
            ExclusionConstraint(
                name="waiting_one_per_position",
                expressions=[("ward", RangeOperators.EQUAL), ("position", RangeOperators.EQUAL)],
                condition=Q(ended_at__isnull=True),
                deferrable=Deferrable.DEFERRED,
                violation_error_message="Urutan ini sudah dipakai orang lain.",
            ),
        ]
        indexes = [
            models.Index(fields=["case"], name="waiting_by_case"),
        ]

    def __str__(self) -> str:
        return f"waiting {self.pk}"


class TemporaryPlacement(models.Model):
    """That a stay is for a time only: until when and why. The newest row of a stay counts."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="temporary", editable=False)
    until = models.DateField("sampai tanggal")
    reason = models.CharField("mengapa sementara", max_length=200)
    set_on = models.DateField(editable=False)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [
            Check(
                condition=Q(until__gt=F("set_on")),
                name="temporary_ends_later",
                violation_error_message="Batas tempat sementara harus sesudah hari ini.",
            ),
            Check(
                condition=~Q(reason=""),
                name="temporary_says_why",
                violation_error_message="Tulis mengapa hanya sementara.",
            ),
        ]
        indexes = [models.Index(fields=["stay", "-id"], name="temporary_by_stay")]

    def __str__(self) -> str:
        return f"temporary {self.pk}"


class OverCapacity(models.Model):
    """A signed permission to take one person beyond the places of a facility, on one of its extra places."""

    facility = models.ForeignKey(
        Facility, models.PROTECT, related_name="over_capacities", editable=False
    )
    case = models.ForeignKey(Case, models.PROTECT, related_name="over_capacities", editable=False)
    reason = models.TextField("alasan")
    letter_number = models.CharField("nomor surat", max_length=60)
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    signed_at = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            Check(
                condition=~Q(reason="") & ~Q(letter_number=""),
                name="over_capacity_is_signed",
                violation_error_message="Kelebihan daya tampung memerlukan alasan dan nomor surat.",
            ),
            models.UniqueConstraint(
                fields=["facility", "case"],
                name="over_capacity_once",
                violation_error_message="Orang ini sudah diizinkan melebihi daya tampung di sini.",
            ),
        ]

    def __str__(self) -> str:
        return self.letter_number
