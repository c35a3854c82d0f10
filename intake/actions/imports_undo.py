"""Taking back what an import made, except what later acts stand on."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q

from intake.models import (
    Case,
    CaseStage,
    CaseType,
    Identifier,
    Import,
    ImportRow,
    Person,
    PersonName,
    Relation,
    RowState,
)
from ppks_service.accounts.models import User
from ppks_service.bulk import update_many
from ppks_service.journal.models import READINGS, Entry

# What the import itself made for a person or case: no later act.
OWN = {
    Person: (PersonName, Identifier, ImportRow, Case, Relation),
    Case: (CaseType, CaseStage, ImportRow),
}
WORDS = {
    "intake.case": "kasus baru",
    "intake.encounter": "temuan",
    "intake.paper": "surat",
    "documents.issueddocument": "surat",
}


def later_uses(rows: Iterable[ImportRow]) -> dict[int, str]:
    """For each row that later acts stand on, in two words what they are, by the row's key."""
    rows = list(rows)
    cases = {row.case_id: row.pk for row in rows if row.case_id}
    persons = {row.person_id: row.pk for row in rows if row.person_id and row.person_is_new}
    found: dict[int, str] = {}
    for model, of in ((Case, cases), (Person, persons)):
        for pk, word in _related(model, list(of)):
            found.setdefault(of[pk], word)
    acts = Entry.objects.filter(Q(case_pk__in=list(cases)) | Q(person_pk__in=list(persons)))
    for reading in READINGS:
        acts = acts.exclude(action__endswith=f".{reading}")
    for case_pk, person_pk in acts.exclude(action__startswith="import.").values_list(
        "case_pk", "person_pk"
    ):
        row = cases.get(case_pk or 0) or persons.get(person_pk or 0)
        if row is not None:
            found.setdefault(row, "sudah diubah")
    others = Case.objects.filter(person__in=list(persons)).exclude(pk__in=list(cases))
    for person in others.values_list("person_id", flat=True):
        found[persons[person]] = "kasus baru"
    return found


def _related(model: type[models.Model], pks: list[int]) -> Iterable[tuple[int, str]]:
    """Whose rows anywhere point to these, but for what the import made itself."""
    own: tuple[type[models.Model], ...] = OWN[model]
    for relation in model._meta.related_objects:
        other: Any = relation.related_model
        if other in own or hasattr(other, "pgh_tracked_model"):
            continue
        column = relation.field.name
        word = WORDS.get(other._meta.label_lower, str(other._meta.verbose_name))
        for pk in other._default_manager.filter(**{f"{column}__in": pks}).values_list(
            column, flat=True
        ):
            yield pk, word


def undo_step(source: Import, *, by: User, at_most: int, memory: dict[str, Any]) -> int:
    """Take back the next rows, the last first; how many they were. Runs in ``go_on``'s transaction."""
    rows = list(
        source.rows.filter(state=RowState.TAKEN)
        .select_related("person", "case")
        .order_by("-line")[:at_most]
    )
    if not rows:
        return 0
    used = later_uses(rows)
    shared = _needed_by_others(source, rows)
    taken_back = []
    for row in rows:
        why = used.get(row.pk) or shared.get(row.pk, "")
        if why:
            row.state, row.kept_why = RowState.KEPT, why[:120]
        else:
            taken_back.append(row)
            row.state = RowState.UNDONE
    cases = [row.case_id for row in taken_back if row.case_id]
    persons = [row.person_id for row in taken_back if row.person_id and row.person_is_new]
    companions = [number for row in taken_back for number in row.added.get("companions", ())]
    persons += Person.objects.filter(register_number__in=companions).values_list("pk", flat=True)
    names = [pk for row in taken_back for pk in row.added.get("names", ())]
    numbers = [pk for row in taken_back for pk in row.added.get("identifiers", ())]
    for row in taken_back:
        row.person, row.case = None, None
    update_many(rows, ["state", "kept_why", "person", "case"])
    _remove(CaseType.objects.filter(case__in=cases))
    _remove(CaseStage.objects.filter(case__in=cases))
    _remove(Case.objects.filter(pk__in=cases))
    _remove(PersonName.objects.filter(Q(person__in=persons) | Q(pk__in=names)))
    _remove(Identifier.objects.filter(Q(person__in=persons) | Q(pk__in=numbers)))
    _remove(Relation.objects.filter(Q(person__in=persons) | Q(other__in=persons)))
    _remove(Person.objects.filter(pk__in=persons))
    return len(rows)


def _needed_by_others(source: Import, rows: list[ImportRow]) -> dict[int, str]:
    """Rows whose new person other rows were added to that stay, by the row's key."""
    new = {row.person_id: row.pk for row in rows if row.person_is_new}
    here = [row.pk for row in rows]
    others = ImportRow.objects.filter(
        person__in=list(new), state__in=(RowState.TAKEN, RowState.KEPT)
    ).exclude(pk__in=here)
    return {
        new[person]: "dipakai baris lain" for person in others.values_list("person_id", flat=True)
    }


def _remove(rows: models.QuerySet) -> None:
    """Delete without asking around: what stands on them was looked up, and foreign keys watch."""
    rows.order_by()._raw_delete(rows.db)
