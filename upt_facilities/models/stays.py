"""Stays: a person's time in one facility."""

import pghistory
from django.db import models
from django.db.models import Q

from intake.models import Case, EndReason
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES
from ppks_service.constraints import Check, Unique, in_order, only_choices_or_blank, set_together
from ppks_service.documents.models import Signature
from ppks_service.journal.openings import FileQuerySet
from upt_facilities.models.facilities import Facility
from upt_facilities.models.places import Occupancy


class StayQuerySet(FileQuerySet["Stay"]):
    def visible_to(self, user: User) -> "StayQuerySet":
        if user.role in FACILITY_ROLES:
            return self.filter(facility__office=user.office_id)
        return self.filter(case__in=Case.objects.visible_to(user)).read_by(user)

    def running(self) -> "StayQuerySet":
        return self.filter(exit_at__isnull=True)

    def for_list(self) -> "StayQuerySet":
        return self.select_related("case__person", "facility", "occupancy__place__ward")

    def locked(self) -> "StayQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


# Kinds of exit that may turn into a dispute: never recorded without their evidence (domain.md §5.1 I).
EXITS_WITH_EVIDENCE = (EndReason.ABSCONDED, EndReason.PUT_OUT, EndReason.DIED)


@pghistory.track()
class Stay(models.Model):
    """One person's time in one facility, from arrival with both names to an exit of a known kind."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="stays", editable=False)
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="stays", editable=False)
    occupancy = models.OneToOneField(
        Occupancy, models.PROTECT, null=True, related_name="stay", editable=False
    )
    arrived_at = models.DateTimeField("tiba")
    condition = models.TextField("kondisi saat tiba")
    belongings = models.TextField("barang yang dibawa")
    brought_by = models.CharField("diantar oleh", max_length=160)
    handed_by = models.CharField("yang menyerahkan", max_length=160)
    witness = models.CharField("saksi", max_length=160, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    giver_signature = models.OneToOneField(
        Signature, models.PROTECT, null=True, related_name="+", editable=False
    )
    receiver_signature = models.OneToOneField(
        Signature, models.PROTECT, null=True, related_name="+", editable=False
    )
    exit_at = models.DateTimeField("keluar", null=True, editable=False)
    exit_kind = models.CharField(
        "cara keluar", max_length=15, choices=EndReason, blank=True, editable=False
    )
    exit_reason = models.TextField("alasan keluar", blank=True, editable=False)
    exit_evidence = models.TextField("bukti", blank=True, editable=False)
    exited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    objects = models.Manager.from_queryset(StayQuerySet)()

    class Meta:
        constraints = [
            only_choices_or_blank("exit_kind", EndReason, name="stay_exit_kind_is_known"),
            set_together("exit_at", "exited_by", name="stay_exited_by_and_at"),
            set_together("giver_signature", "receiver_signature", name="stay_signed_by_both"),
            in_order(
                "arrived_at",
                "exit_at",
                name="stay_exit_after_arrival",
                message="Keluar tidak dapat sebelum tiba.",
            ),
            Check(
                condition=Q(exit_at__isnull=True, exit_kind="")
                | (Q(exit_at__isnull=False) & ~Q(exit_kind="") & ~Q(exit_reason="")),
                name="stay_exit_says_how_and_why",
                violation_error_message="Pilih cara keluar dan tulis alasannya.",
            ),
            Check(
                condition=~Q(exit_kind__in=EXITS_WITH_EVIDENCE) | ~Q(exit_evidence=""),
                name="stay_disputable_exit_has_evidence",
                violation_error_message="Cara keluar ini tidak dapat dicatat tanpa bukti.",
            ),
            Unique(
                fields=["case"],
                condition=Q(exit_at__isnull=True),
                name="stay_one_running_per_case",
                violation_error_message="Orang ini masih tercatat tinggal di tempat lain.",
            ),
        ]
        indexes = [
            models.Index(fields=["facility", "arrived_at"], name="stay_by_facility_arrival"),
            models.Index(fields=["facility", "exit_at"], name="stay_by_facility_exit"),
            models.Index(fields=["exit_at"], name="stay_by_exit"),
        ]

    def __str__(self) -> str:
        return f"stay {self.pk}"
