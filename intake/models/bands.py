"""A paper band on a wrist: a number and a code that mean nothing to whoever finds it."""

import uuid

from django.db import models
from django.db.models import Q

from intake.models.encounters import Encounter
from intake.models.raids import Raid
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, Unique, set_together

# The quasigroup of Damm (2004): the digit that it adds betrays every wrong digit and every swap of two.
DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def check_digit(number: int) -> int:
    """The last digit of a band whose serial number is ``number``."""
    state = 0
    for digit in str(number):
        state = int(DAMM[state][int(digit)])
    return state


class BandQuerySet(models.QuerySet["Band"]):
    def free(self) -> "BandQuerySet":
        """Those that nobody wears and that were not set aside."""
        return self.filter(encounter__isnull=True, voided_at__isnull=True)

    def worn(self) -> "BandQuerySet":
        return self.filter(encounter__isnull=False, voided_at__isnull=True)

    def locked(self) -> "BandQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class Band(models.Model):
    """One printed paper band of a raid; worn by one person at most, ever.

    ``number`` is large print for people, its last digit a check; ``code`` is what the QR code holds.
    Neither says who wears it.
    """

    raid = models.ForeignKey(Raid, models.PROTECT, related_name="bands")
    sheet = models.UUIDField(default=uuid.uuid4, help_text="Bands printed at once share it.")
    number = models.PositiveIntegerField("nomor gelang", unique=True)
    code = models.CharField("kode gelang", max_length=24, unique=True)
    printed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    reserved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="bands_reserved")
    reserved_at = models.DateTimeField(null=True)
    encounter = models.ForeignKey(Encounter, models.PROTECT, null=True, related_name="bands")
    attached_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    attached_at = models.DateTimeField(null=True)
    void_reason = models.CharField("alasan tidak dipakai lagi", max_length=200, blank=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(BandQuerySet)()

    class Meta:
        constraints = [
            set_together("reserved_by", "reserved_at", name="band_reserved_by_and_at"),
            set_together("encounter", "attached_by", "attached_at", name="band_worn_since_and_by"),
            set_together("voided_by", "voided_at", name="band_voided_by_and_at"),
            Check(
                condition=Q(voided_at__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="band_void_has_reason",
                violation_error_message="Tulis mengapa gelang ini tidak dipakai lagi.",
            ),
            # That a band never changes from one person to another, a trigger says: migration 0022.
            Unique(
                fields=["encounter"],
                condition=Q(encounter__isnull=False, voided_at__isnull=True),
                name="band_one_worn_by_a_person",
                violation_error_message="Orang ini sudah memakai gelang lain.",
            ),
        ]
        indexes = [models.Index(fields=["raid", "number"], name="band_by_raid")]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """``012 345``: as it stands on the band, in groups that one reads aloud."""
        return number_words(self.number)


def number_words(number: int) -> str:
    digits = f"{number:06d}"
    return f"{digits[:-3]} {digits[-3:]}"
