"""The one way into the journal."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from ppks_service.accounts.models import User
from ppks_service.indonesian import one_stop
from ppks_service.journal.middleware import current_origin
from ppks_service.journal.models import Entry
from ppks_service.journal.subjects import file_of, person_of_case


def record(
    *,
    actor: User | None,
    action: str,
    subject: models.Model,
    case_pk: int | None = None,
    person_pk: int | None = None,
    note: str = "",
    **data: Any,
) -> Entry:
    """Write down that ``actor`` did ``action``; call it in the transaction of the act itself.

    To whose file the act belongs is found through the subject (``subjects.file_of``); ``case_pk`` and
    ``person_pk`` say it where the subject does not. ``data`` must be JSON and free of names; ``note`` is a
    sentence for a reader of the file.
    """
    entry = _entry(actor, action, subject, note, data, case_pk=case_pk, person_pk=person_pk)
    entry.save(force_insert=True)
    return entry


def record_each(
    *, actor: User | None, action: str, notes: Iterable[tuple[models.Model, str]]
) -> None:
    """Write down, in one statement, that ``actor`` did one ``action`` to each subject of ``notes``."""
    Entry.objects.bulk_create(
        _entry(actor, action, subject, note, {}, case_pk=None, person_pk=None)
        for subject, note in notes
    )


def _entry(
    actor: User | None,
    action: str,
    subject: models.Model,
    note: str,
    data: dict[str, Any],
    *,
    case_pk: int | None,
    person_pk: int | None,
) -> Entry:
    case_pk, person_pk = _file(subject, case_pk, person_pk)
    return Entry(
        actor=actor,
        action=action,
        subject_label=subject._meta.label_lower,
        subject_pk=str(subject.pk),
        subject_text=str(getattr(subject, "number", "") or getattr(subject, "register_number", ""))[
            :120
        ],
        case_pk=case_pk,
        person_pk=person_pk,
        note=one_stop(note),
        data=data,
        origin=current_origin(),
    )


def _file(
    subject: models.Model, case_pk: int | None, person_pk: int | None
) -> tuple[int | None, int | None]:
    """What was said of the file, completed from the subject; nothing is asked where both were said."""
    if case_pk is None or person_pk is None:
        case, person = file_of(subject)
        case_pk, person_pk = case_pk or case, person_pk or person
        if person_pk is None and case_pk is not None:
            person_pk = person_of_case(case_pk)
    return case_pk, person_pk
