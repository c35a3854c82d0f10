"""People who are placed together: a family, or a group brought in one go, to one place or to several."""

from django.db import models
from django.db.models import Q

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, only_choices
from referrals.models.referrals import Referral


class GroupKind(models.TextChoices):
    FAMILY = "family", "Keluarga"
    BATCH = "batch", "Rombongan"


class PlacementGroup(models.Model):
    """One decision where several people go: all to one place, or split with the reason why.

    Each of them has a referral of their own, decided by itself; the group says what was meant.
    """

    number = models.CharField("nomor kelompok", max_length=20, unique=True, editable=False)
    kind = models.CharField("jenis", max_length=10, choices=GroupKind)
    reason = models.TextField("mengapa ke sana")
    is_split = models.BooleanField(default=False, editable=False)
    split_reason = models.TextField("mengapa dipisah", blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            only_choices("kind", GroupKind, name="placement_group_kind_is_known"),
            Check(
                condition=~Q(kind=GroupKind.FAMILY) | Q(is_split=False) | ~Q(split_reason=""),
                name="placement_group_split_says_why",
                violation_error_message="Tulis mengapa keluarga ini dipisah.",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PlacementMember(models.Model):
    """One person of a group, with the batch they travel in and the referral that asks for their place."""

    group = models.ForeignKey(
        PlacementGroup, models.PROTECT, related_name="members", editable=False
    )
    case = models.ForeignKey(Case, models.PROTECT, related_name="+", editable=False)
    referral = models.OneToOneField(Referral, models.PROTECT, related_name="member", editable=False)
    batch = models.PositiveSmallIntegerField("gelombang", default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "case"], name="placement_member_once"),
            Check(
                condition=Q(batch__gte=1),
                name="placement_member_batch_counts_from_one",
                violation_error_message="Gelombang dihitung dari 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"member {self.pk}"
