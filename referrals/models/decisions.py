"""What was decided on a referral, with its content, for as long as the file is kept."""

from django.db import models
from django.db.models import Q

from ppks_service.accounts.models import Mandate, User
from ppks_service.constraints import Check, Unique, only_choices, only_choices_or_blank
from ppks_service.documents.models import IssuedDocument
from referrals.models.referrals import DecisionCode, Referral


class Outcome(models.TextChoices):
    ENDORSED = "endorsed", "Disetujui sebagai keputusan pertama"
    APPROVED = "approved", "Disetujui"
    RETURNED = "returned", "Dikembalikan"
    REFUSED = "refused", "Ditolak"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def for_list(self) -> "DecisionQuerySet":
        """The decisions on one referral, newest first, with what a row of the page shows."""
        return self.select_related("decided_by", "voided_by", "letter").order_by(
            "-decided_at", "-pk"
        )


class Decision(models.Model):
    """What one officer decided on a referral at one moment, and on what content.

    Permanent: a trigger refuses every change but the voiding of an approval, which happens once.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="decisions", editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome, editable=False)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    decided_at = models.DateTimeField(editable=False)
    decided_as = models.CharField(
        max_length=160,
        blank=True,
        editable=False,
        help_text="Plh. Kepala Seksi …; empty: their own post.",
    )
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, related_name="+", editable=False
    )
    code = models.CharField(max_length=15, choices=DecisionCode, blank=True, editable=False)
    note = models.TextField(blank=True, editable=False)
    content = models.JSONField(
        editable=False, help_text="The canonical form of what was decided: ``referrals.content``."
    )
    content_hash = models.CharField(
        max_length=64, editable=False, help_text="SHA-256 of the canonical form."
    )
    letter = models.OneToOneField(
        IssuedDocument, models.PROTECT, null=True, related_name="+", editable=False
    )
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        help_text="Whose edit took its ground away; null where the nightly job found it.",
    )
    void_changes = models.JSONField(
        default=list, editable=False, help_text="What changed: label, was, now."
    )

    objects = models.Manager.from_queryset(DecisionQuerySet)()

    class Meta:
        constraints = [
            only_choices("outcome", Outcome, name="decision_outcome_is_known"),
            only_choices_or_blank("code", DecisionCode, name="decision_code_is_known"),
            Check(
                condition=Q(outcome__in=[Outcome.APPROVED, Outcome.ENDORSED]) | ~Q(code=""),
                name="decision_against_says_why",
                violation_error_message="Pilih alasan mengembalikan atau menolak.",
            ),
            Check(
                condition=Q(outcome=Outcome.APPROVED, letter__isnull=False)
                | (~Q(outcome=Outcome.APPROVED) & Q(letter__isnull=True)),
                name="decision_approval_has_letter",
            ),
            Check(
                condition=Q(mandate__isnull=True, decided_as="")
                | (Q(mandate__isnull=False) & ~Q(decided_as="")),
                name="decision_acting_names_the_mandate",
            ),
            Check(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True, void_changes=[])
                | (
                    Q(voided_at__isnull=False, outcome__in=[Outcome.APPROVED, Outcome.ENDORSED])
                    & ~Q(void_changes=[])
                ),
                name="decision_voided_says_what_changed",
            ),
            Unique(
                fields=["referral"],
                condition=Q(outcome=Outcome.APPROVED, voided_at__isnull=True),
                name="decision_one_standing_approval",
                violation_error_message="Rujukan ini sudah disetujui.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}, {self.referral_id}"

    @property
    def by_in_words(self) -> str:
        """``Hotma Simanjuntak, Plh. Kepala Seksi …``"""
        return f"{self.decided_by}, {self.decided_as}" if self.decided_as else str(self.decided_by)

    @property
    def is_void(self) -> bool:
        return self.voided_at is not None
