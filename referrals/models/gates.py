"""What must be there before somebody may be placed, and what follows a refusal."""

from django.db import models
from django.db.models import Q

from intake.models import Case, PaperKind
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, only_choices
from referrals.models.referrals import Referral
from upt_facilities.models import Facility


class ClearanceKind(models.TextChoices):
    """What somebody outside the section must have agreed to (domain.md §6.3)."""

    CHILD = "child", "Penempatan anak"
    TRAFFICKING = "trafficking", "Dugaan TPPO atau eksploitasi"


class Clearance(models.Model):
    """That whoever protects children or victims of trafficking agreed to the placement of one person."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="clearances", editable=False)
    kind = models.CharField("untuk", max_length=15, choices=ClearanceKind)
    agency = models.CharField(
        "instansi", max_length=120, help_text="UPTD PPA, Unit PPA kepolisian, Dinas P3AKB."
    )
    letter_number = models.CharField("nomor surat", max_length=60)
    dated_on = models.DateField("tanggal surat")
    note = models.CharField("keterangan", max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            only_choices("kind", ClearanceKind, name="clearance_kind_is_known"),
            Check(
                condition=~Q(agency="") & ~Q(letter_number=""),
                name="clearance_says_who",
                violation_error_message="Tulis instansi dan nomor suratnya.",
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "letter_number"],
                name="clearance_once",
                violation_error_message="Surat ini sudah tercatat.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.letter_number}"


class PaperTask(models.Model):
    """Who sees to it that a paper which the asked facility wants is there, and until when.

    It is done when the file of the case has such a paper; nobody ticks it off.
    """

    referral = models.ForeignKey(
        Referral, models.PROTECT, related_name="paper_tasks", editable=False
    )
    kind = models.CharField(max_length=20, choices=PaperKind, editable=False)
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="yang mengurus")
    due_on = models.DateField("paling lambat")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            only_choices("kind", PaperKind, name="paper_task_kind_is_known"),
            models.UniqueConstraint(fields=["referral", "kind"], name="paper_task_once"),
        ]
        indexes = [models.Index(fields=["owner", "due_on"], name="paper_task_by_owner")]

    def __str__(self) -> str:
        return self.get_kind_display()


class NextCandidate(models.Model):
    """The place that is proposed at once when the one that was asked cannot take the person."""

    referral = models.OneToOneField(
        Referral, models.PROTECT, related_name="next_candidate", editable=False
    )
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="+", editable=False)
    reason = models.TextField(editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"next {self.pk}"
