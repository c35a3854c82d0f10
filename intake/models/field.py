"""What phones sent from the field: each thing once, with what became of it."""

from typing import Any

from django.db import models
from django.db.models import Q

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.constraints import Check, only_choices
from ppks_service.documents.models import StoredFile


class SyncKind(models.TextChoices):
    """What an item asks the server to do."""

    RAID_OPEN = "raid.open", "Razia baru"
    STOP_ADD = "stop.add", "Titik baru"
    STOP_COUNT = "stop.count", "Hitungan titik"
    ENCOUNTER_RECORD = "encounter.record", "Orang ditemui"
    ENCOUNTER_EDIT = "encounter.edit", "Perubahan catatan"
    ENCOUNTERS_BARE = "encounters.bare", "Beberapa orang tanpa nama"
    PHOTO_ATTACH = "photo.attach", "Foto"
    BAND_ATTACH = "band.attach", "Gelang"
    ITEM_DISCARD = "item.discard", "Kiriman dibuang"
    CONFLICT_RESOLVE = "conflict.resolve", "Pilihan atas perubahan yang berbeda"


class SyncState(models.TextChoices):
    """Where an item stands. None of these is "lost"."""

    ACCEPTED = "accepted", "Tersimpan di server"
    PARKED = "parked", "Diterima, menunggu"
    CONFLICT = "conflict", "Berbeda dengan yang tersimpan"
    REFUSED = "refused", "Belum dapat diterima"


# What brings a person with it: the office takes these in when their raid closed without them.
BRINGS_PEOPLE = (SyncKind.ENCOUNTER_RECORD, SyncKind.ENCOUNTERS_BARE)


class SyncItemQuerySet(models.QuerySet["SyncItem"]):
    def visible_to(self, user: User) -> "SyncItemQuerySet":
        """What they sent themselves; the office sees all that waits."""
        return self if user.has(Capability.REGISTER) else self.filter(sent_by=user)

    def waiting_for(self, *parents: object) -> "SyncItemQuerySet":
        """Those parked until one of ``parents`` arrives, in the order in which they were written."""
        return self.filter(state=SyncState.PARKED, waits_for__in=parents).order_by(
            "made_at", "seq", "pk"
        )

    def waiting_for_office(self) -> "SyncItemQuerySet":
        return self.filter(state=SyncState.PARKED, waits_for_office=True)

    def locked(self) -> "SyncItemQuerySet":
        return self.select_for_update(of=("self",), no_key=True)


class SyncItem(models.Model):
    """One thing that a phone sent, known by the UUID that the phone gave it, and its latest receipt.

    ``payload`` holds what was written for as long as it is not part of the record itself: it goes when
    the item is accepted. ``clash`` stays after a choice, for both versions belong to the history.
    """

    uuid = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20, choices=SyncKind)
    subject = models.UUIDField(db_index=True, help_text="The raid, stop or person it is about.")
    raid = models.UUIDField(null=True)
    device = models.UUIDField()
    made_at = models.DateTimeField(help_text="By the phone's clock.")
    seq = models.PositiveBigIntegerField(help_text="Counts up on the device.")
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    payload = models.JSONField(null=True)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=SyncState)
    waits_for = models.UUIDField(null=True, help_text="The raid, stop or person that is to come.")
    waits_for_office = models.BooleanField(default=False)
    why = models.JSONField(default=list, help_text="Sentences: [{field, sentence}].")
    clash = models.JSONField(default=dict, help_text="By field: base, mine, theirs, and who.")
    receipt = models.JSONField(default=dict, help_text="Number, ordinal and version given.")
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(SyncItemQuerySet)()

    class Meta:
        constraints = [
            only_choices("kind", SyncKind, name="sync_item_kind_is_known"),
            only_choices("state", SyncState, name="sync_item_state_is_known"),
            Check(
                condition=Q(state=SyncState.ACCEPTED, applied_at__isnull=False)
                | (~Q(state=SyncState.ACCEPTED) & Q(applied_at__isnull=True)),
                name="sync_item_accepted_and_when",
            ),
            Check(
                condition=Q(state=SyncState.ACCEPTED, payload__isnull=True)
                | (~Q(state=SyncState.ACCEPTED) & Q(payload__isnull=False)),
                name="sync_item_payload_until_accepted",
            ),
            Check(
                condition=(
                    Q(state=SyncState.PARKED, waits_for__isnull=False, waits_for_office=False)
                    | Q(state=SyncState.PARKED, waits_for__isnull=True, waits_for_office=True)
                    | (
                        ~Q(state=SyncState.PARKED)
                        & Q(waits_for__isnull=True, waits_for_office=False)
                    )
                ),
                name="sync_item_parked_waits_for_one_thing",
            ),
            Check(
                condition=~Q(state=SyncState.CONFLICT) | ~Q(clash={}),
                name="sync_item_conflict_says_where",
            ),
            Check(
                condition=~Q(state=SyncState.REFUSED) | ~Q(why=[]),
                name="sync_item_refused_says_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["waits_for"],
                condition=Q(state=SyncState.PARKED),
                name="sync_item_parked",
            ),
            models.Index(
                fields=["received_at"],
                condition=~Q(state=SyncState.ACCEPTED),
                name="sync_item_unsettled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {str(self.uuid)[:8]}"

    @property
    def open_clash(self) -> dict[str, Any]:
        """The answers of a conflict between which nobody has chosen yet."""
        return {name: side for name, side in self.clash.items() if not side.get("chosen")}
