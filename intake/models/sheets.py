"""Paper forms filled in the street: a photographed sheet, and whom was written down from it."""

from django.db import models
from django.db.models import Q

from intake.models.encounters import Encounter
from intake.models.raids import Raid
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability, Role
from ppks_service.constraints import Check, only_choices, set_together
from ppks_service.documents.models import StoredFile


class SheetKind(models.TextChoices):
    """The two forms that are printed."""

    PEOPLE = "T", "Formulir temuan"
    RAID = "R", "Formulir razia"


class SheetStatus(models.TextChoices):
    WAITING = "waiting", "Menunggu disalin"
    KEYED = "keyed", "Sudah disalin"
    DISCARDED = "discarded", "Tidak dipakai"


class PaperSheetQuerySet(models.QuerySet["PaperSheet"]):
    def visible_to(self, user: User) -> "PaperSheetQuerySet":
        """A field officer sees what they photographed and the sheets of raids they answer for; the office all."""
        if not user.has(Capability.WRITE_RAIDS):
            return self.none()
        if user.role != Role.FIELD_OFFICER:
            return self
        mine = Q(uploaded_by=user) | Q(raid__opened_by=user) | Q(raid__led_by=user)
        return self.filter(mine)

    def waiting(self) -> "PaperSheetQuerySet":
        return self.filter(status=SheetStatus.WAITING)

    def for_list(self) -> "PaperSheetQuerySet":
        return self.select_related("raid", "uploaded_by", "settled_by").annotate(
            people=models.Count("lines")
        )

    def locked(self) -> "PaperSheetQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class PaperSheet(models.Model):
    """One sheet of paper that was filled by hand and photographed, until it was keyed in or put aside."""

    raid = models.ForeignKey(
        Raid,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sheets",
        verbose_name="razia",
    )
    kind = models.CharField(
        "formulir", max_length=1, choices=SheetKind, default=SheetKind.PEOPLE, editable=False
    )
    code = models.CharField(
        max_length=12,
        blank=True,
        editable=False,
        help_text="Of the printed sheet; blank if unread.",
    )
    page = models.PositiveSmallIntegerField(
        "lembar", null=True, editable=False, help_text="Its number among those printed together."
    )
    photo = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", editable=False)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(
        max_length=10, choices=SheetStatus, default=SheetStatus.WAITING, editable=False
    )
    settled_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", editable=False
    )
    settled_at = models.DateTimeField(null=True, editable=False)
    discard_reason = models.CharField("alasan", max_length=200, blank=True, editable=False)

    objects = models.Manager.from_queryset(PaperSheetQuerySet)()

    class Meta:
        constraints = [
            only_choices("kind", SheetKind, name="paper_sheet_kind_is_known"),
            only_choices("status", SheetStatus, name="paper_sheet_status_is_known"),
            set_together("settled_by", "settled_at", name="paper_sheet_settled_by_and_at"),
            Check(
                condition=Q(status=SheetStatus.WAITING, settled_at__isnull=True)
                | (~Q(status=SheetStatus.WAITING) & Q(settled_at__isnull=False)),
                name="paper_sheet_settled_once_not_waiting",
            ),
            Check(
                condition=~Q(status=SheetStatus.KEYED) | Q(raid__isnull=False),
                name="paper_sheet_keyed_has_raid",
                violation_error_message="Pilih razia lembar ini sebelum menyalinnya.",
            ),
            Check(
                condition=~Q(status=SheetStatus.DISCARDED) | ~Q(discard_reason=""),
                name="paper_sheet_discarded_says_why",
                violation_error_message="Tulis mengapa lembar ini tidak dipakai.",
            ),
        ]
        indexes = [
            models.Index(
                fields=["uploaded_at", "id"],
                condition=Q(status=SheetStatus.WAITING),
                name="paper_sheet_waiting",
            ),
            models.Index(fields=["code"], condition=~Q(code=""), name="paper_sheet_by_code"),
        ]

    def __str__(self) -> str:
        if not self.code:
            return f"lembar nomor {self.pk}"
        return f"lembar {self.page} ({self.code})"


class SheetLine(models.Model):
    """Somebody who was written down from a paper sheet."""

    sheet = models.ForeignKey(PaperSheet, models.PROTECT, related_name="lines")
    encounter = models.OneToOneField(Encounter, models.PROTECT, related_name="sheet_line")

    def __str__(self) -> str:
        return f"{self.sheet}: {self.encounter}"
