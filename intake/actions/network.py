"""What is written about how close people are, who has died, and what else holds a person."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake import permissions
from intake.actions.identity import begin_writing
from intake.models import Bond, Person, Relation, Tie
from ppks_service.accounts.models import User
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus


@transaction.atomic
def add_tie(tie: Tie, *, by: User) -> Tie:
    """Write down what holds a person, as a form filled it."""
    permissions.write_person.check(by, tie.person)
    tie.noted_by = by
    tie.full_clean()
    tie.save(force_insert=True)
    record(
        actor=by,
        action="person.add_tie",
        subject=tie.person,
        note=f"Ikatan dicatat: {in_sentence(tie.get_kind_display())}.",
    )
    return tie


@transaction.atomic
def end_tie(tie: Tie, *, by: User, until: dt.date, reason: str) -> Tie:
    """Say that something holds the person no more, since when and why; the row stays."""
    permissions.write_person.check(by, tie.person)
    current = Tie.objects.select_for_update(of=("self",)).get(pk=tie.pk)
    if current.until is not None:
        raise WrongStatus("Ikatan ini sudah berakhir. Muat ulang halaman.")
    if until > timezone.localdate():
        raise ValidationError({"until": "Tanggal ini belum tiba."})
    current.until, current.ended_reason = until, reason.strip()
    current.full_clean()
    current.save(update_fields=["until", "ended_reason"])
    record(
        actor=by,
        action="person.end_tie",
        subject=current.person,
        note=f"Ikatan berakhir: {in_sentence(current.get_kind_display())}.",
    )
    return current


@transaction.atomic
def note_bond(bond: Bond, *, by: User) -> Bond:
    """Write down how close two are on a day; what was read before stays as the history."""
    person = _about(bond, by)
    bond.noted_by = by
    if bond.said_on is not None and bond.said_on > timezone.localdate():
        raise ValidationError({"said_on": "Tanggal ini belum tiba."})
    bond.full_clean()
    bond.save(force_insert=True)
    record(
        actor=by,
        action="person.note_bond",
        subject=person,
        note=f"Mutu hubungan dicatat: {in_sentence(bond.get_quality_display())}.",
    )
    return bond


@transaction.atomic
def note_death(person: Person, *, by: User) -> Person:
    """Say of a relative that they have died, as the family or a paper says."""
    current = begin_writing(person, by=by)
    if current.is_dead:
        raise WrongStatus("Sudah tercatat meninggal. Muat ulang halaman.")
    current.is_dead = True
    current.save(update_fields=["is_dead"])
    record(actor=by, action="person.note_death", subject=current, note="Dicatat sudah meninggal.")
    return current


def _about(bond: Bond, by: User) -> Person:
    """Whose record the reading is written into: the one that the user may write about."""
    if bond.tie is not None:
        permissions.write_person.check(by, bond.tie.person)
        return bond.tie.person
    relation: Relation | None = bond.relation
    if relation is None:
        raise ValidationError("Pilih satu hubungan atau satu ikatan.")
    if permissions.write_person.refusal(by, relation.other) is None:
        return relation.other
    permissions.write_person.check(by, relation.person)
    return relation.person
