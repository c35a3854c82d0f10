"""How the office finds out who somebody is: family, documents, marks, what the person says."""

import datetime as dt

from django.utils import timezone

from intake import actions as intake
from intake.models import (
    BodyMark,
    BodyRegion,
    Case,
    CheckMethod,
    ContactResult,
    FamilyContact,
    IdentifierKind,
    IdentityCheck,
    IdentityLevel,
    IdentityTask,
    MarkKind,
    PersonStatement,
    StatementTopic,
    TaskStatus,
)
from ppks_service.accounts.models import User
from ppks_service.development.demo.cast import Cast
from ppks_service.development.demo.people import Somebody


def _note_marks(case: Case, worker: User) -> None:
    """What makes somebody known again who may not say it, and one rung given as a task."""
    mark = BodyMark(person=case.person, kind=MarkKind.SCAR, region=BodyRegion.FOREARM_LEFT)
    mark.words = "lama, kira-kira 3 cm (contoh)"
    intake.add_mark(mark, by=worker)
    said = PersonStatement(person=case.person, topic=StatementTopic.ORIGIN, heard_by="Petugas jaga")
    said.words, said.said_on = "Dulu saya tinggal dekat stasiun.", timezone.localdate()
    intake.add_statement(said, by=worker)
    asked = IdentityTask.objects.filter(person=case.person, status=TaskStatus.OPEN)
    if asked.exists():  # met again before anybody answered
        return
    task = IdentityTask(person=case.person, level=IdentityLevel.BIOMETRIC, owner=worker)
    task.asked_of, task.due_on = (
        "Disdukcapil Kota Medan",
        timezone.localdate() + dt.timedelta(days=7),
    )
    intake.ask_identity(task, by=worker)


def look_for_family(cast: Cast, case: Case, who: Somebody, worker: User) -> None:
    has_family = who.profile.answers.get("has_family") == "yes"
    results = (
        (ContactResult.REACHED,)
        if has_family
        else (
            ContactResult.DEAD_NUMBER,
            ContactResult.WRONG_ADDRESS,
            ContactResult.NO_ANSWER,
        )
    )
    intake.log_family_contact(
        FamilyContact(
            person=case.person,
            contacted_at=timezone.now(),
            channel="Telepon",
            number=f"0812-9000-{case.number[-4:]}",
            whom="Kakak" if has_family else "Nomor yang disebut sendiri",
            result=cast.chance.choice(results),
        ),
        by=worker,
    )
    if (
        int(case.number[-6:]) % 9 == 0
    ):  # without a draw of chance: the rest of the story stays as it was
        _note_marks(case, worker)
    if who.nik and cast.chance.random() < 0.5:
        intake.check_identity(
            IdentityCheck(
                person=case.person,
                level=IdentityLevel.DOCUMENT,
                method=CheckMethod.DOCUMENT,
                evidence="KTP dilihat petugas",
                checked_on=timezone.localdate(),
            ),
            by=worker,
        )
    elif who.nik and not case.person.identifiers.filter(kind=IdentifierKind.NIK).exists():
        intake.add_identifier(
            case.person,
            by=worker,
            kind=IdentifierKind.NIK,
            number=who.nik,
            source="perekaman Disdukcapil",
            accept_warnings=True,
        )
