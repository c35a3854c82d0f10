"""The register of belongings: what was taken from somebody, and where it is now."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q

from intake.models.cases import Case
from intake.models.custody import Handover
from intake.models.encounters import Encounter
from intake.models.raids import Raid
from ppks_service.accounts.models import User
from ppks_service.constraints import Check, Unique, only_choices
from ppks_service.documents.models import Signature
from ppks_service.journal.openings import FileQuerySet


class ItemKind(models.TextChoices):
    BAG = "bag", "Tas, pakaian, buntalan"
    MONEY = "money", "Uang"
    PAPERS = "papers", "KTP, kartu, surat"
    PHONE = "phone", "HP"
    MEDICINE = "medicine", "Obat"
    TOOL = "tool", "Alat kegiatan: kotak amal, kostum, cat, alat musik, gerobak"
    WEAPON = "weapon", "Senjata atau benda tajam"
    DRUGS = "drugs", "Narkotika atau obat terlarang"
    OTHER = "other", "Lainnya"


class ItemState(models.TextChoices):
    """What was last done with a thing."""

    TAKEN = "taken", "Diambil petugas"
    HELD = "held", "Disimpan"
    RETURNED = "returned", "Dikembalikan"
    POLICE = "police", "Diserahkan ke polisi"
    DESTROYED = "destroyed", "Dimusnahkan"
    MISTAKE = "mistake", "Salah catat"


# Weapons and drugs go to the police and nowhere else.
FOR_THE_POLICE = (ItemKind.WEAPON, ItemKind.DRUGS)
# With one of these the story of a thing ends.
SETTLED = (ItemState.RETURNED, ItemState.POLICE, ItemState.DESTROYED, ItemState.MISTAKE)
NEEDS_WHY = (ItemState.DESTROYED, ItemState.MISTAKE)
NEEDS_WHOM = (ItemState.RETURNED, ItemState.POLICE)


class BelongingItemQuerySet(FileQuerySet["BelongingItem"]):
    def visible_to(self, user: User) -> "BelongingItemQuerySet":
        """Those of people of the raids that ``user`` sees, and those of files that they may open."""
        cases = Case.objects.visible_to(user)
        raids = Q(encounter__raid__in=Raid.objects.visible_to(user))
        unprotected = Q(encounter__case__isnull=True) | Q(encounter__case__flags=[])
        seen = (raids & unprotected) | Q(case__in=cases) | Q(encounter__case__in=cases)
        return self.filter(seen).read_by(user)

    def open(self) -> "BelongingItemQuerySet":
        """Those whose story has not ended: still with the office or with a holder."""
        ends = BelongingChange.objects.filter(item=OuterRef("pk"), state__in=SETTLED)
        return self.filter(~Exists(ends))

    def of_case(self, case: Case) -> "BelongingItemQuerySet":
        mine = Q(case=case)
        if case.encounter_id is not None:
            mine |= Q(encounter=case.encounter_id)
        return self.filter(mine)


class BelongingItem(models.Model):
    """One thing, or several of a kind, taken from one person; permanent, its changes are rows."""

    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    encounter = models.ForeignKey(
        Encounter, models.PROTECT, null=True, related_name="items", editable=False
    )
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="items", editable=False)
    kind = models.CharField("jenis barang", max_length=10, choices=ItemKind)
    description = models.CharField("barang", max_length=200)
    amount = models.CharField("jumlah", max_length=60, blank=True)

    objects = models.Manager.from_queryset(BelongingItemQuerySet)()

    class Meta:
        constraints = [
            only_choices("kind", ItemKind, name="belonging_item_kind_is_known"),
            Check(
                condition=Q(encounter__isnull=True, case__isnull=False)
                | Q(encounter__isnull=False, case__isnull=True),
                name="belonging_item_is_of_one_person",
            ),
            Check(
                condition=~Q(description=""),
                name="belonging_item_is_described",
                violation_error_message="Tulis barangnya.",
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.pk}"

    @property
    def words(self) -> str:
        """``Kotak amal kayu (1 buah)``"""
        return f"{self.description} ({self.amount})" if self.amount else self.description

    @property
    def is_for_the_police(self) -> bool:
        return self.kind in FOR_THE_POLICE


class BelongingChange(models.Model):
    """One step in the story of a thing, counted from 1: taken, held somewhere, given to whom; permanent."""

    item = models.ForeignKey(BelongingItem, models.PROTECT, related_name="changes", editable=False)
    step = models.PositiveSmallIntegerField(editable=False, help_text="1, 2, … of the item.")
    state = models.CharField("sekarang", max_length=10, choices=ItemState)
    at = models.DateTimeField("waktu")
    where = models.CharField("disimpan di", max_length=160, blank=True)
    to_whom = models.CharField("kepada siapa", max_length=160, blank=True)
    reason = models.CharField("alasan", max_length=300, blank=True)
    signature = models.ForeignKey(
        Signature,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        help_text="Whoever received it; of a handover, the receiver's.",
    )
    handover = models.ForeignKey(
        Handover, models.PROTECT, null=True, related_name="items", editable=False
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            only_choices("state", ItemState, name="belonging_change_state_is_known"),
            models.UniqueConstraint(fields=["item", "step"], name="belonging_change_step_once"),
            Unique(
                fields=["item"],
                condition=Q(state__in=SETTLED),
                name="belonging_change_ends_once",
                violation_error_message="Barang ini sudah selesai tercatat.",
            ),
            Check(
                condition=~Q(state=ItemState.HELD) | ~Q(where=""),
                name="belonging_change_held_says_where",
                violation_error_message="Tulis di mana barang disimpan.",
            ),
            Check(
                condition=~Q(state__in=NEEDS_WHOM) | ~Q(to_whom=""),
                name="belonging_change_given_says_to_whom",
                violation_error_message="Tulis kepada siapa barang diserahkan.",
            ),
            Check(
                condition=~Q(state=ItemState.RETURNED) | Q(signature__isnull=False),
                name="belonging_change_returned_is_signed",
                violation_error_message="Pengembalian memerlukan tanda tangan penerimanya.",
            ),
            Check(
                condition=~Q(state__in=NEEDS_WHY) | ~Q(reason=""),
                name="belonging_change_ended_says_why",
                violation_error_message="Tulis alasannya.",
            ),
        ]
        indexes = [models.Index(fields=["item", "-step"], name="belonging_change_latest")]

    def __str__(self) -> str:
        return f"{self.get_state_display()}, step {self.step}"
