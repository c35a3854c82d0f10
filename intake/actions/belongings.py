"""The register of belongings: nothing that was taken from somebody vanishes without a line."""

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake import permissions_custody as permissions
from intake.actions.encounters import CLOCK_DRIFT
from intake.models import (
    BelongingChange,
    BelongingItem,
    HandoverPerson,
    HolderKind,
    ItemState,
)
from intake.models.belongings import NEEDS_WHOM, NEEDS_WHY, SETTLED
from ppks_service.accounts.models import User
from ppks_service.documents.signing import Given, sign
from ppks_service.indonesian import in_sentence, short_moment
from ppks_service.journal.actions import record
from ppks_service.locks import lock_uuid
from ppks_service.workflow import WrongStatus

TO_THE_POLICE = "Senjata dan narkotika hanya diserahkan ke polisi."


@transaction.atomic
def register_item(
    item: BelongingItem, *, by: User, at: dt.datetime, where: str = ""
) -> BelongingItem:
    """Write down one thing taken from somebody; kept from the start where ``where`` says so.

    Sent again with the same ``client_uuid``, the first one is returned.
    """
    lock_uuid(item.client_uuid)
    if earlier := BelongingItem.objects.filter(client_uuid=item.client_uuid).first():
        return earlier
    permissions.write_item.check(by, item)
    at = _checked_time(at)
    item.full_clean()
    item.save(force_insert=True)
    _add(BelongingChange(item=item, step=1, state=ItemState.TAKEN, at=at), by=by)
    if where.strip():
        held = BelongingChange(item=item, step=2, state=ItemState.HELD, at=at, where=where.strip())
        _add(held, by=by)
    _record(item, f"Barang dicatat: {in_sentence(item.get_kind_display())}.", by=by)
    return item


@transaction.atomic
def change_item(
    item: BelongingItem,
    *,
    by: User,
    seen: int,
    state: ItemState | str,
    at: dt.datetime,
    where: str = "",
    to_whom: str = "",
    reason: str = "",
    receiver: Given | None = None,
) -> BelongingChange:
    """Add the next step to the story of a thing. ``seen`` is the step that the page showed last.

    Returned needs the receiver's signature; weapons and drugs go to the police or were a mistake.
    Raises ``WrongStatus`` when somebody else was quicker or the story has ended.
    """
    current = (
        BelongingItem.objects.select_for_update(of=("self",), no_key=True)
        .select_related("encounter__case__section", "case__section")
        .get(pk=item.pk)
    )
    permissions.write_item.check(by, current)
    last = current.changes.select_related("recorded_by").order_by("-step").first()
    assert last is not None
    if last.step != seen or last.state in SETTLED:
        raise WrongStatus(
            f"Barang ini sudah dicatat {in_sentence(last.get_state_display())} oleh {last.recorded_by} "
            f"pada {short_moment(last.at)}. Muat ulang halaman."
        )
    if state not in ItemState.values or state == ItemState.TAKEN:
        raise ValidationError({"state": "Pilih apa yang terjadi dengan barang ini."})
    if current.is_for_the_police and state in (ItemState.RETURNED, ItemState.DESTROYED):
        raise ValidationError({"state": TO_THE_POLICE})
    change = BelongingChange(
        item=current,
        step=last.step + 1,
        state=state,
        at=_checked_time(at, after=last.at),
        where=where.strip() if state == ItemState.HELD else "",
        to_whom=to_whom.strip() if state in NEEDS_WHOM else "",
        reason=reason.strip(),
    )
    _check_words(change)
    if state in NEEDS_WHOM and receiver is not None:
        change.signature = sign(receiver, by=by)
        change.to_whom = change.to_whom or receiver.name.strip()
    _add(change, by=by)
    _record(current, f"Barang {in_sentence(change.get_state_display())}.", by=by)
    return change


def pass_on(items: Sequence[int], row: HandoverPerson, *, by: User) -> None:
    """Let things of the register go along with their person. Call it within the handover.

    With the family the story ends as returned, with the police as handed to them where it must.
    """
    if not items:
        return
    mine = BelongingItem.objects.filter(encounter=row.encounter, case=row.case, pk__in=items)
    things = list(mine.open().select_for_update(of=("self",), no_key=True).order_by("pk"))
    if len(things) != len(set(items)):
        raise ValidationError(
            "Ada barang yang sudah selesai tercatat atau bukan milik orang ini. Muat ulang halaman."
        )
    handover = row.handover
    for item in things:
        last = item.changes.order_by("-step").values_list("step", "at").first()
        assert last is not None
        change = BelongingChange(
            item=item, step=last[0] + 1, at=max(handover.at, last[1]), handover=handover
        )
        if handover.to_kind == HolderKind.FAMILY:
            if item.is_for_the_police:
                raise ValidationError(f"{TO_THE_POLICE} Lepas centangnya.")
            change.state, change.to_whom = ItemState.RETURNED, handover.receiver_signature.name
            change.signature = handover.receiver_signature
        elif handover.to_kind == HolderKind.POLICE and item.is_for_the_police:
            change.state, change.to_whom = ItemState.POLICE, handover.to_name
            change.signature = handover.receiver_signature
        else:
            change.state, change.where = ItemState.HELD, handover.to_words[:160]
        _add(change, by=by)


def _check_words(change: BelongingChange) -> None:
    if change.state == ItemState.HELD and not change.where:
        raise ValidationError({"where": "Tulis di mana barang disimpan."})
    if change.state == ItemState.POLICE and not change.to_whom:
        raise ValidationError({"to_whom": "Tulis kantor polisi dan petugas yang menerima."})
    if change.state in NEEDS_WHY and not change.reason:
        raise ValidationError({"reason": "Tulis alasannya."})


def _checked_time(at: dt.datetime, *, after: dt.datetime | None = None) -> dt.datetime:
    at = at.replace(second=0, microsecond=0)
    if at > timezone.now() + CLOCK_DRIFT:
        raise ValidationError({"at": "Waktu ini belum terjadi."})
    if after is not None and at < after:
        raise ValidationError({"at": f"Barang ini terakhir dicatat {short_moment(after)}."})
    return at


def _add(change: BelongingChange, *, by: User) -> None:
    change.recorded_by = by
    change.full_clean()
    change.save(force_insert=True)


def _record(item: BelongingItem, note: str, *, by: User) -> None:
    case = item.case or getattr(item.encounter, "case", None)
    record(
        actor=by,
        action="belonging.change",
        subject=item,
        case_pk=case.pk if case else None,
        person_pk=case.person_id if case else None,
        note=note,
    )
