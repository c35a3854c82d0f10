"""The one way into the journal."""

from typing import Any

from django.db import models

from ppks_service.accounts.models import User
from ppks_service.indonesian import one_stop
from ppks_service.journal.middleware import current_origin
from ppks_service.journal.models import Entry


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

    ``case_pk`` and ``person_pk`` are read from the subject's ``case`` and ``person`` where it has
    them. ``data`` must be JSON and free of names; ``note`` is a sentence for a reader of the file.
    """
    label = subject._meta.label_lower
    if case_pk is None:
        case_pk = subject.pk if label == "intake.case" else getattr(subject, "case_id", None)
    if person_pk is None:
        person_pk = subject.pk if label == "intake.person" else getattr(subject, "person_id", None)
    return Entry.objects.create(
        actor=actor,
        action=action,
        subject_label=label,
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
