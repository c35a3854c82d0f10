"""What the pages show on which a person chooses a kind of letter and writes one."""

from typing import Any

from django.http import Http404

from ppks_service.accounts.models import User
from ppks_service.documents import permissions
from ppks_service.documents.actions_letters import needs_basis
from ppks_service.documents.composing import compose, prefilled
from ppks_service.documents.forms_letters import LetterForm
from ppks_service.documents.models import (
    DocumentStatus,
    IssuedDocument,
    LetterSubject,
    LetterTemplate,
)
from ppks_service.documents.queries import visible_documents
from ppks_service.documents.subjects import Source, source_at, source_of
from ppks_service.versions import VersionStatus


def thing_at(user: User, of: str, key: str) -> tuple[Source, Any]:
    """What a letter is to be made of, where ``user`` may see it; otherwise there is none."""
    source = source_at(of)
    thing = source.find(user, key) if source else None
    if source is None or thing is None:
        raise Http404
    return source, thing


def place_of(user: User, document: IssuedDocument) -> tuple[str, str]:
    """The address, in two parts, of what ``document`` was made of. Its key is its number or its row."""
    assert document.wording is not None
    source = source_of(document.wording.subject)
    thing = source.of_row(user, document.subject_pk)
    if thing is None:
        raise Http404
    return source.slug, source.key_of(thing)


def choices_for(user: User, source: Source, thing: Any) -> list[dict[str, Any]]:
    """The kinds in force for this subject, each with why ``user`` may not issue it. One query."""
    kinds = LetterTemplate.objects.filter(
        subject=source.subject, status=VersionStatus.PUBLISHED
    ).exclude(code__in=permissions.BY_APPROVAL)
    found = [
        {
            "wording": wording,
            "of": source.slug,
            "key": source.key_of(thing),
            "issuers": permissions.issuers_in_words(wording),
            "refusal": permissions.issue_letter.refusal(user, permissions.Wanted(wording, thing)),
        }
        for wording in kinds.order_by("name", "pk")
    ]
    return sorted(found, key=lambda row: row["refusal"] is not None)


def all_choices(user: User, source: Source, thing: Any) -> list[dict[str, Any]]:
    """The kinds made of this very thing, then those made of its case, where ``user`` may open that."""
    found = choices_for(user, source, thing)
    if source.subject == LetterSubject.CASE:
        return found
    of_case = source_of(LetterSubject.CASE)
    case = of_case.of_row(user, source.case_of(thing).pk)
    return found + (choices_for(user, of_case, case) if case is not None else [])


def wording_at(source: Source, code: str) -> LetterTemplate:
    found = LetterTemplate.objects.filter(
        code=code, subject=source.subject, status=VersionStatus.PUBLISHED
    ).first()
    if found is None:
        raise Http404
    return found


def replaced_by_new(
    user: User, pk: str, wording: LetterTemplate, thing: Any
) -> IssuedDocument | None:
    """The valid letter of this kind about ``thing`` that the new one replaces, where the address names one."""
    if not pk:
        return None
    letters = visible_documents(user).defer("html").filter(status=DocumentStatus.VALID)
    of_this = letters.filter(kind=wording.code, subject_pk=thing.pk)
    found = of_this.filter(pk=int(pk)).first() if pk.isdigit() else None
    if found is None:
        raise Http404
    permissions.replace_letter.check(user, found)
    return found


def form_for(
    data: Any,
    wording: LetterTemplate,
    thing: Any,
    *,
    by: User,
    replaces: IssuedDocument | None,
) -> LetterForm:
    """The questions of the kind, begun with its own words or with those of the letter to be replaced."""
    if replaces is not None:
        begun = {"kepada": replaces.recipient, "perihal": replaces.title}
    else:
        begun = prefilled(wording, thing, by=by)
    case = source_of(wording.subject).case_of(thing)
    return LetterForm(
        data,
        initial=begun,
        wording=wording,
        replacing=replaces is not None,
        needs_basis=needs_basis(wording, case_pk=case.pk),
    )


def previewed(wording: LetterTemplate, thing: Any, form: LetterForm, *, by: User) -> dict[str, Any]:
    """The letter as the answers make it, with the seal that says what was looked at."""
    letter = compose(wording, thing, by=by, answers=form.answers())
    return {
        "letter": letter,
        "seal": letter.seal,
        "number": "(nomor saat terbit)",
        "is_sample": True,
    }
