"""What is written so that somebody may be known again: marks, statements, and rungs as tasks."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake import permissions
from intake.models import (
    BodyMark,
    Case,
    CheckResult,
    IdentityCheck,
    IdentityLevel,
    IdentityTask,
    Person,
    PersonStatement,
    TaskStatus,
)
from intake.same import group_of
from ppks_service.accounts.models import User
from ppks_service.indonesian import in_sentence
from ppks_service.journal.actions import record
from ppks_service.workflow import WrongStatus


@transaction.atomic
def add_mark(mark: BodyMark, *, by: User) -> BodyMark:
    """Note one lasting mark on a person's body."""
    permissions.write_person.check(by, mark.person)
    mark.noted_by = by
    mark.full_clean()
    mark.save(force_insert=True)
    record(actor=by, action="person.add_mark", subject=mark.person, note="Ciri tubuh dicatat.")
    return mark


@transaction.atomic
def add_statement(statement: PersonStatement, *, by: User) -> PersonStatement:
    """Keep what somebody said about themselves, beside what they said before."""
    permissions.write_person.check(by, statement.person)
    statement.noted_by = by
    statement.full_clean()
    if statement.said_on > timezone.localdate():
        raise ValidationError({"said_on": "Tanggal ini belum tiba."})
    statement.save(force_insert=True)
    record(
        actor=by,
        action="person.add_statement",
        subject=statement.person,
        note=f"Keterangan tentang {in_sentence(statement.get_topic_display())} dicatat.",
    )
    return statement


@transaction.atomic
def ask_identity(task: IdentityTask, *, by: User) -> IdentityTask:
    """Give ``task.owner`` a rung to reach. Raises ``ValidationError`` where it was asked already."""
    person = begin_writing(task.person, by=by)
    if task.level == IdentityLevel.UNKNOWN:
        raise ValidationError({"level": "Pilih tingkat yang hendak dicapai."})
    if not Case.objects.visible_to(task.owner).filter(person=person).exists():
        raise ValidationError(
            {"owner": "Petugas ini tidak dapat membuka berkas orang ini. Pilih petugas lain."}
        )
    task.opened_by = by
    task.full_clean()
    if task.due_on < timezone.localdate():
        raise ValidationError({"due_on": "Tanggal tagih sudah lewat."})
    task.save(force_insert=True)
    record(
        actor=by,
        action="identity.ask",
        subject=person,
        note=f"Tugas identitas: {in_sentence(task.get_level_display())}, oleh {task.owner}.",
    )
    return task


@transaction.atomic
def cancel_identity_task(task: IdentityTask, *, by: User, reason: str) -> IdentityTask:
    """Give a task up, with the reason. Raises ``WrongStatus`` once it is closed."""
    person = begin_writing(task.person, by=by)
    current = IdentityTask.objects.select_for_update(of=("self",)).get(pk=task.pk)
    if current.status != TaskStatus.OPEN:
        raise WrongStatus("Tugas ini sudah ditutup. Muat ulang halaman.")
    if not reason.strip():
        raise ValidationError({"reason": "Tulis mengapa tugas ini dibatalkan."})
    _close(current, TaskStatus.CANCELLED, by=by, outcome=reason.strip())
    record(
        actor=by,
        action="identity.cancel",
        subject=person,
        note=f"Tugas identitas dibatalkan, {in_sentence(current.get_level_display())}: {reason.strip()}",
    )
    return current


def close_tasks_by(check: IdentityCheck, *, by: User) -> None:
    """Close the open task of the rung that ``check`` tried: with its result, found or not.

    A task that was given under another number of the same person is closed too. What could not be done
    stays asked. Called inside the transaction of the check.
    """
    if check.result == CheckResult.IMPOSSIBLE:
        return
    records = group_of(check.person_id).keys
    rung = IdentityTask.objects.filter(
        person__in=records, level=check.level, status=TaskStatus.OPEN
    ).order_by("pk")
    for task in rung.select_for_update(of=("self",)):
        outcome = f"{check.get_result_display()}: {check.evidence}"[:200]
        _close(task, TaskStatus.DONE, by=by, outcome=outcome)


def _close(task: IdentityTask, status: TaskStatus, *, by: User, outcome: str) -> None:
    task.status, task.outcome = status, outcome
    task.closed_by, task.closed_at = by, timezone.now()
    task.save(update_fields=["status", "outcome", "closed_by", "closed_at"])


def begin_writing(person: Person, *, by: User) -> Person:
    """Lock the stored person and ask whether ``by`` may write about them."""
    current = Person.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    permissions.write_person.check(by, current)
    return current
