"""How close people are to each other, and what else holds a person: school, work, neighbours, a place of prayer."""

from django.db import models
from django.db.models import Q

from intake.models.persons import Person, Relation
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, Unique, in_order, only_choices


class TieKind(models.TextChoices):
    SCHOOL = "school", "Sekolah"
    WORK = "work", "Pekerjaan"
    HEALTH = "health", "Puskesmas atau rumah sakit"
    WORSHIP = "worship", "Mesjid, gereja, atau rumah ibadah lain"
    NEIGHBOURS = "neighbours", "Tetangga"
    FRIENDS = "friends", "Teman"
    FACILITY = "facility", "UPT atau panti"
    OFFICE = "office", "Kantor pemerintah"
    OTHER = "other", "Lainnya"


class Tie(models.Model):
    """That a person belongs to an institution or to people around them, from one day to another."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="ties", editable=False)
    kind = models.CharField("dengan apa", max_length=10, choices=TieKind)
    name = models.CharField("namanya", max_length=80)
    since = models.DateField("sejak", null=True, blank=True)
    until = models.DateField("sampai", null=True, editable=False)
    ended_reason = models.CharField("mengapa berakhir", max_length=200, blank=True, editable=False)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            only_choices("kind", TieKind, name="tie_kind_is_known"),
            in_order(
                "since",
                "until",
                name="tie_ends_after_start",
                message="Ikatan berakhir sebelum mulai.",
            ),
            Check(
                condition=Q(until__isnull=True) | ~Q(ended_reason=""),
                name="tie_ended_says_why",
                violation_error_message="Tulis mengapa ikatan ini berakhir.",
            ),
            Unique(
                fields=["person", "kind", "name"],
                condition=Q(until__isnull=True),
                name="tie_once",
                violation_error_message="Ikatan ini sudah tercatat.",
            ),
        ]

    def __str__(self) -> str:
        return f"tie {self.pk}"


class BondQuality(models.TextChoices):
    CLOSE = "close", "Dekat"
    USUAL = "usual", "Biasa"
    THIN = "thin", "Renggang"
    CONFLICT = "conflict", "Konflik"
    CUT = "cut", "Putus"


class Bond(models.Model):
    """How close a person was to a relative or to what holds them, as somebody said on one day.

    The newest reading counts, and the earlier ones are the history; a trigger keeps them all. Between
    husband and wife “putus” is drawn as a separation.
    """

    relation = models.ForeignKey(
        Relation, models.PROTECT, null=True, related_name="bonds", editable=False
    )
    tie = models.ForeignKey(Tie, models.PROTECT, null=True, related_name="bonds", editable=False)
    quality = models.CharField("hubungan mereka", max_length=10, choices=BondQuality)
    said_on = models.DateField("keadaan pada tanggal")
    said_by = models.CharField("menurut siapa", max_length=120)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    noted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            only_choices("quality", BondQuality, name="bond_quality_is_known"),
            Check(
                condition=Q(relation__isnull=True, tie__isnull=False)
                | Q(relation__isnull=False, tie__isnull=True),
                name="bond_of_one_thing",
                violation_error_message="Pilih satu hubungan atau satu ikatan.",
            ),
        ]
        indexes = [
            models.Index(fields=["relation", "-said_on", "-id"], name="bond_by_relation"),
            models.Index(fields=["tie", "-said_on", "-id"], name="bond_by_tie"),
        ]

    def __str__(self) -> str:
        return f"bond {self.pk}"
