"""Two registered persons: asked whether they are one, answered by a person, linked, and unlinked."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake import permissions_links as permissions
from intake import same
from intake.models import (
    WAITING,
    Case,
    DuplicateProposal,
    Person,
    PersonLink,
    ProposalSource,
    ProposalState,
    SameGround,
)
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus


@transaction.atomic
def propose(
    one: Person,
    other: Person,
    *,
    by: User | None,
    source: str,
    score: float | None = None,
    reasons: Sequence[dict[str, Any]] = (),
    owner: User | None = None,
) -> DuplicateProposal | None:
    """Ask whether the two are one person, or None where that was answered or they are one already.

    A question that still waits is asked again with a better ``score`` and its reasons; who was unsure
    is then to answer today. ``by`` is None for the nightly job.
    """
    left, right = sorted((one, other), key=lambda person: person.pk)
    found = DuplicateProposal.objects.locked().filter(left=left, right=right).first()
    if found is not None:
        return _asked_again(found, score=score, reasons=reasons)
    if same.group_of(left.pk).root == same.group_of(right.pk).root:
        return None
    pair = DuplicateProposal(
        left=left,
        right=right,
        source=source,
        score=score,
        reasons=list(reasons),
        owner=owner,
        made_at=timezone.now(),
    )
    pair.full_clean()
    pair.save(force_insert=True)
    _write_down(pair, by=by, action="person.maybe_same", note="Mungkin orang yang sama dengan {}.")
    return pair


def _asked_again(
    pair: DuplicateProposal, *, score: float | None, reasons: Sequence[dict[str, Any]]
) -> DuplicateProposal | None:
    if pair.state not in WAITING:
        return None
    if score is not None and score > (pair.score or 0) + 0.01:
        pair.score, pair.reasons = score, list(reasons)
        if pair.state == ProposalState.UNSURE:
            pair.due_on = timezone.localdate()
        pair.save(update_fields=["score", "reasons", "due_on"])
    return pair


@transaction.atomic
def answer_same(
    pair: DuplicateProposal, *, by: User, ground: str, head: Person, note: str = ""
) -> DuplicateProposal:
    """Say that both are one person, shown as ``head``; of a protected one a second officer says it too.

    The first answer about a protected person is kept and waits; the second, by another, links.
    """
    pair = _begin(pair, by=by)
    if head.pk not in (pair.left_id, pair.right_id):
        raise ValidationError({"head": "Pilih salah satu dari kedua nomor."})
    if ground not in SameGround.values:
        raise ValidationError({"ground": "Pilih dasar bahwa keduanya satu orang."})
    pair.ground, pair.note, pair.head = ground, note.strip(), head
    pair.decided_by, pair.decided_at = by, timezone.now()
    if needs_two(pair):
        pair.state = ProposalState.SECOND
        _save(pair)
        words = "Dinyatakan satu orang dengan {}; menunggu petugas kedua."
        _write_down(pair, by=by, action="person.same_first", note=words)
        return pair
    return _link(pair, by=by, first=by, confirmed_by=None)


@transaction.atomic
def confirm_same(pair: DuplicateProposal, *, by: User) -> DuplicateProposal:
    """Be the second officer who says that a protected person is that one. Links the two."""
    pair = DuplicateProposal.objects.locked().select_related("left", "right").get(pk=pair.pk)
    if pair.state != ProposalState.SECOND or pair.decided_by is None:
        raise WrongStatus("Pasangan ini tidak menunggu petugas kedua.")
    permissions.confirm_pair.check(by, pair)
    return _link(pair, by=by, first=pair.decided_by, confirmed_by=by)


@transaction.atomic
def answer_not_same(pair: DuplicateProposal, *, by: User, note: str = "") -> DuplicateProposal:
    """Say that they are two people. It is remembered: nobody is asked about this pair again."""
    pair = _begin(pair, by=by)
    pair.state, pair.note = ProposalState.NOT_SAME, note.strip()
    pair.ground, pair.head = "", None
    pair.decided_by, pair.decided_at = by, timezone.now()
    _save(pair)
    words = "Bukan orang yang sama dengan {}."
    _write_down(pair, by=by, action="person.not_same", note=words)
    return pair


@transaction.atomic
def answer_unsure(
    pair: DuplicateProposal, *, by: User, due_on: dt.date, owner: User | None = None, note: str = ""
) -> DuplicateProposal:
    """Leave the answer open as a task of ``owner`` (else of who says so), due on ``due_on``."""
    pair = _begin(pair, by=by)
    if due_on < timezone.localdate():
        raise ValidationError({"due_on": "Batas waktu sudah lewat."})
    pair.state, pair.note = ProposalState.UNSURE, note.strip()
    pair.ground, pair.head = "", None
    pair.owner, pair.due_on = owner or by, due_on
    pair.decided_by, pair.decided_at = by, timezone.now()
    _save(pair)
    words = "Belum yakin apakah satu orang dengan {}."
    _write_down(pair, by=by, action="person.unsure", note=words)
    return pair


@transaction.atomic
def undo_link(link: PersonLink, *, by: User, reason: str) -> PersonLink:
    """Take a link back. Each record is as it was, for nothing of it ever moved; the pair is asked again.

    What was written since then stays with the number under which it was written.
    """
    link = PersonLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    permissions.undo_link.check(by, link)
    link.undone_at, link.undone_by = timezone.now(), by
    link.undone_reason = reason.strip()
    if not link.undone_reason:
        raise ValidationError({"reason": "Tulis mengapa penggabungan dibatalkan."})
    link.save(update_fields=["undone_at", "undone_by", "undone_reason"])
    pair = DuplicateProposal.objects.locked().filter(link=link).first()
    if pair is not None:
        pair.state, pair.link, pair.ground, pair.head = ProposalState.OPEN, None, "", None
        pair.note, pair.owner = link.undone_reason, by
        _save(pair)
    for person, other in ((link.person, link.head), (link.head, link.person)):
        record(
            actor=by,
            action="person.unlink",
            subject=person,
            note=f"Penggabungan dengan {other.register_number} dibatalkan: {link.undone_reason}",
        )
    return link


def needs_two(pair: DuplicateProposal) -> bool:
    """Whether one of the two, under any of their numbers, is protected: then two officers answer."""
    keys = {k for g in same.groups_of([pair.left_id, pair.right_id]).values() for k in g.keys}
    return Case.objects.filter(person__in=keys).exclude(flags=[]).exists()


def _begin(pair: DuplicateProposal, *, by: User) -> DuplicateProposal:
    """Lock the stored pair, or keep a pair that an officer asks about themselves; check the right."""
    permissions.judge_pair.check(by, pair)
    if pair.pk is None:
        stored = propose(pair.left, pair.right, by=by, source=ProposalSource.OFFICER, owner=by)
        if stored is None:
            raise WrongStatus("Pasangan ini sudah dijawab; muat ulang halamannya.")
        return stored
    current = DuplicateProposal.objects.locked().select_related("left", "right").get(pk=pair.pk)
    if current.state == ProposalState.SAME:
        raise WrongStatus("Keduanya sudah digabung; batalkan dahulu bila keliru.")
    return current


def _link(
    pair: DuplicateProposal, *, by: User, first: User, confirmed_by: User | None
) -> DuplicateProposal:
    """Link the roots of both, so that every number of either leads to the one person."""
    groups = same.groups_of([pair.left_id, pair.right_id])
    head_pk = pair.head_id or pair.left_id
    other_pk = pair.right_id if head_pk == pair.left_id else pair.left_id
    head, folded = groups[head_pk].root, groups[other_pk].root
    if head == folded:
        raise WrongStatus("Kedua nomor ini sudah satu orang.")
    now = timezone.now()
    link = PersonLink(
        person_id=folded,
        head_id=head,
        root_id=head,  # the database puts the root of the chain here
        ground=pair.ground,
        note=pair.note,
        linked_at=now,
        linked_by=first,
        confirmed_by=confirmed_by,
    )
    link.full_clean()
    link.save(force_insert=True)
    pair.state, pair.link = ProposalState.SAME, link
    _save(pair)
    ground = SameGround(pair.ground).label
    words = f"Satu orang dengan {{}}. Dasar: {ground}."
    _write_down(pair, by=by, action="person.link", note=words)
    return pair


def _save(pair: DuplicateProposal) -> None:
    pair.full_clean()
    pair.save()


def _write_down(pair: DuplicateProposal, *, by: User | None, action: str, note: str) -> None:
    """One line in the file of each of the two, which names the other by number."""
    for person, other in ((pair.left, pair.right), (pair.right, pair.left)):
        record(
            actor=by,
            action=action,
            subject=person,
            note=note.format(other.register_number),
            pair=pair.pk,
        )
