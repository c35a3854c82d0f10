"""The chain of custody: who held a person from the street to wherever they were brought."""

import uuid

from django.db import models
from django.db.models import F, Q

from intake.models.cases import Case
from intake.models.encounters import Encounter
from intake.models.raids import Raid
from ppks_service.accounts.models import Office, User
from ppks_service.constraints import Check, only_choices
from ppks_service.documents.models import Signature
from ppks_service.journal.openings import FileQuerySet


class HolderKind(models.TextChoices):
    """Where a person is, or with whom."""

    STREET = "street", "Tempat ditemukan"
    VEHICLE = "vehicle", "Kendaraan"
    SHELTER = "shelter", "Tempat penampungan"
    UPT = "upt", "UPT"
    HOSPITAL = "hospital", "Rumah sakit"
    POLICE = "police", "Kepolisian"
    FAMILY = "family", "Keluarga"
    OTHER = "other", "Lainnya"


# Nobody stays there: who was last written down in one of these, their last place is not known.
ON_THE_WAY = (HolderKind.STREET, HolderKind.VEHICLE)


class HandoverQuerySet(FileQuerySet["Handover"]):
    def visible_to(self, user: User) -> "HandoverQuerySet":
        """Those of the raids that ``user`` sees, and those of the case files that they may open."""
        return self.filter(
            Q(raid__in=Raid.objects.visible_to(user)) | Q(case__in=Case.objects.visible_to(user))
        ).read_by(user)

    def for_list(self) -> "HandoverQuerySet":
        return self.select_related(
            "raid",
            "case",
            "giver_signature",
            "receiver_signature",
            "recorded_by",
        ).defer("giver_signature__content", "receiver_signature__content")


class Handover(models.Model):
    """One handover (serah terima) of one or several people, at a raid or from a case file; permanent.

    A mistake is mended by the next handover, with its explanation: what was signed stays as signed.
    """

    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    raid = models.ForeignKey(
        Raid, models.PROTECT, null=True, related_name="handovers", editable=False
    )
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, related_name="handovers", editable=False
    )
    from_kind = models.CharField(
        "dari", max_length=10, choices=HolderKind, default=HolderKind.STREET
    )
    from_name = models.CharField("nama tempat atau kendaraan asal", max_length=160, blank=True)
    from_office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="+", editable=False
    )
    to_kind = models.CharField("ke", max_length=10, choices=HolderKind)
    to_name = models.CharField("nama tempat, kendaraan, atau keluarga", max_length=160)
    to_office = models.ForeignKey(
        Office, models.PROTECT, null=True, related_name="+", editable=False
    )
    at = models.DateTimeField("waktu serah terima")
    place = models.CharField("tempat serah terima", max_length=160, blank=True)
    papers = models.CharField("surat yang disertakan", max_length=300, blank=True)
    note = models.TextField("catatan", blank=True)
    witness = models.CharField("saksi", max_length=160, blank=True)
    explanation = models.CharField(
        "penjelasan",
        max_length=300,
        blank=True,
        help_text="Why the giver is not who received the person last.",
    )
    giver_signature = models.OneToOneField(
        Signature, models.PROTECT, related_name="+", editable=False
    )
    receiver_signature = models.OneToOneField(
        Signature, models.PROTECT, related_name="+", editable=False
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = models.Manager.from_queryset(HandoverQuerySet)()

    class Meta:
        constraints = [
            only_choices("from_kind", HolderKind, name="handover_from_kind_is_known"),
            only_choices("to_kind", HolderKind, name="handover_to_kind_is_known"),
            Check(
                condition=Q(raid__isnull=True, case__isnull=False)
                | Q(raid__isnull=False, case__isnull=True),
                name="handover_of_a_raid_or_of_a_case",
            ),
            Check(
                condition=~Q(to_kind=HolderKind.STREET),
                name="handover_goes_to_a_holder",
                violation_error_message="Orang yang dilepas dicatat lewat triase, bukan serah terima.",
            ),
            Check(
                condition=~Q(to_name=""),
                name="handover_names_its_receiver",
                violation_error_message="Tulis nama tempat, kendaraan, atau keluarga yang menerima.",
            ),
            Check(
                condition=~Q(giver_signature=F("receiver_signature")),
                name="handover_has_two_signatures",
            ),
        ]
        indexes = [
            models.Index(fields=["raid", "-at", "-id"], name="handover_by_raid"),
            models.Index(fields=["case", "-at", "-id"], name="handover_by_case"),
        ]

    def __str__(self) -> str:
        return f"handover {self.pk}"

    @property
    def from_words(self) -> str:
        return holder_words(self.from_kind, self.from_name)

    @property
    def to_words(self) -> str:
        return holder_words(self.to_kind, self.to_name)


class HandoverPerson(models.Model):
    """One person in one handover: the link of their chain, counted from 1; permanent.

    The chain is that of the encounter; of a case without one it is the case's own. A trigger keeps
    it whole: no number is left out or given twice, and no time lies before the one ahead of it.
    """

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="people", editable=False)
    encounter = models.ForeignKey(
        Encounter, models.PROTECT, null=True, related_name="handovers", editable=False
    )
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", editable=False)
    link = models.PositiveSmallIntegerField(editable=False, help_text="1, 2, … in the chain.")
    condition = models.CharField("keadaan", max_length=300)
    belongings = models.CharField("barang lain yang ikut", max_length=300, blank=True)

    class Meta:
        constraints = [
            Check(
                condition=Q(encounter__isnull=True, case__isnull=False)
                | Q(encounter__isnull=False, case__isnull=True),
                name="handover_person_has_one_chain",
            ),
            Check(condition=Q(link__gte=1), name="handover_person_link_counts_from_one"),
            Check(
                condition=~Q(condition=""),
                name="handover_person_condition_is_written",
                violation_error_message="Tulis keadaan orang yang diserahkan.",
            ),
            models.UniqueConstraint(
                fields=["encounter", "link"], name="handover_person_of_encounter_once"
            ),
            models.UniqueConstraint(fields=["case", "link"], name="handover_person_of_case_once"),
            models.UniqueConstraint(
                fields=["handover", "encounter"], name="handover_person_in_handover_once"
            ),
        ]

    def __str__(self) -> str:
        return f"handover {self.handover_id}, link {self.link}"


def holder_words(kind: str, name: str) -> str:
    """``Kendaraan: Dalmas 2``; the kind alone where nobody named it."""
    label = str(HolderKind(kind).label)
    return f"{label}: {name}" if name else label
