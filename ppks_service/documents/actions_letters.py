"""Letters that a person makes of a case, a referral or a stay: composed, numbered, replaced."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ppks_service.accounts.models import User
from ppks_service.documents import permissions
from ppks_service.documents.actions import issue, supersede
from ppks_service.documents.composing import PAPER, asks_of, compose
from ppks_service.documents.models import (
    DataNeed,
    IssuedDocument,
    LetterLayout,
    LetterTemplate,
)
from ppks_service.documents.subjects import person_of, source_of
from ppks_service.journal.actions import record
from ppks_service.versions import VersionStatus
from ppks_service.workflow import Refused, WrongStatus


class LooksOtherwise(Refused):
    """The letter is not what was looked at: the file or the form changed in between."""


@transaction.atomic
def issue_worded(
    wording: LetterTemplate,
    thing: Any,
    *,
    by: User,
    answers: Mapping[str, str],
    seen: str = "",
    basis: str = "",
    replaces: IssuedDocument | None = None,
    reason: str = "",
) -> IssuedDocument:
    """Issue a letter of the kind ``wording`` about ``thing``, with what its writer answered.

    A kind that tells of health asks for ``basis``, in whose words it may, while the person has not agreed.
    ``seen`` is the seal of the letter that was looked at: raises ``LooksOtherwise`` where it has become
    another. With ``replaces`` that paper is superseded for ``reason``. Raises ``ValidationError``,
    ``WrongStatus`` when the version is not in force any more, and ``PermissionDenied``.
    """
    current = LetterTemplate.objects.select_for_update(no_key=True).get(pk=wording.pk)
    if current.status != VersionStatus.PUBLISHED:
        raise WrongStatus(f"{current} tidak berlaku lagi. Buat surat dari versi yang berlaku.")
    permissions.issue_letter.check(by, permissions.Wanted(current, thing))
    source = source_of(current.subject)
    case_pk = source.case_of(thing).pk
    check_answers(current, answers, case_pk=case_pk, basis=basis)
    letter = compose(current, thing, by=by, answers=answers)
    if seen and seen != letter.seal:
        raise LooksOtherwise("Isi surat berubah sejak pratinjau. Periksa lagi sebelum menerbitkan.")
    if replaces is not None:
        permissions.replace_letter.check(by, replaces)
        if (replaces.kind, replaces.subject_pk) != (current.code, thing.pk):
            raise Refused(
                "Yang diganti harus surat sejenis tentang hal yang sama. Buka surat itu dulu."
            )
        supersede(replaces, by=by, reason=reason)
    document = issue(
        current.code,
        PAPER,
        letter.context(),
        title=letter.title,
        recipient=letter.recipient,
        subject=thing,
        by=by,
        case_pk=case_pk,
        wording=current,
        replaces=replaces,
    )
    if basis:
        record(
            actor=by,
            action="letter.without_consent",
            subject=document,
            case_pk=case_pk,
            note=f"Keadaan kesehatan dimuat tanpa persetujuan orangnya, atas dasar: {basis}",
        )
    return document


def needs_basis(wording: LetterTemplate, *, case_pk: int) -> bool:
    """Whether the letter tells of health while the person has not agreed to it."""
    return DataNeed.HEALTH in wording.prints and not person_of(case_pk).has_consented


def check_answers(
    wording: LetterTemplate, answers: Mapping[str, str], *, case_pk: int, basis: str = ""
) -> None:
    """Raise ``ValidationError`` for what is missing, and for a name in what the agenda book shows."""
    errors: dict[str, str] = {}
    person = person_of(case_pk)
    needed = ["perihal"] + (["kepada"] if wording.layout == LetterLayout.LETTER else [])
    needed += [ask.name for ask in asks_of(wording) if not ask.may_be_empty]
    for name in needed:
        if not answers.get(name, "").strip():
            errors[name] = "Isian ini diperlukan untuk surat ini."
    if not basis.strip() and needs_basis(wording, case_pk=case_pk):
        errors["basis"] = (
            "Persetujuan belum diberikan: tulis dasar hukum membuka keadaan kesehatan."
        )
    for name in ("perihal", "kepada"):
        if found := person.named_in(answers.get(name, "")):
            errors[name] = (
                f"“{found}” adalah nama orangnya. Baris ini masuk buku agenda; tulis namanya di isi surat."
            )
    if errors:
        raise ValidationError(errors)
