"""What the pages of kinds of letter show."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from ppks_service.accounts.models import User
from ppks_service.documents import permissions, workflow
from ppks_service.documents.actions import letterhead
from ppks_service.documents.composing import Letter, asks_of, sample
from ppks_service.documents.letter_text import Unreadable
from ppks_service.documents.models import (
    DataNeed,
    IssuedDocument,
    LetterSubject,
    LetterTemplate,
    NumberSeries,
)
from ppks_service.documents.numbering import CLASSES, next_numbers
from ppks_service.documents.subjects import COMMON, Block, Field, blocks_for, fields_for
from ppks_service.journal.models import Entry
from ppks_service.versions import VersionStatus


@dataclass(frozen=True)
class KindRow:
    """One kind in the list: the version that counts, whether another is being written, its letters."""

    shown: LetterTemplate
    draft: LetterTemplate | None
    issuers: str
    letters: int
    next_number: str

    @property
    def is_draft_only(self) -> bool:
        return self.shown.status == VersionStatus.DRAFT


def list_context() -> dict[str, Any]:
    """Every kind that is data, and the papers that code alone makes. Four queries."""
    versions: dict[str, list[LetterTemplate]] = {}
    for version in LetterTemplate.objects.order_by("name", "code", "-version"):
        versions.setdefault(version.code, []).append(version)
    counts = dict(IssuedDocument.objects.order_by().values_list("kind").annotate(n=Count("pk")))
    series = list(NumberSeries.objects.order_by("name", "pk"))
    numbers = next_numbers(series, timezone.localdate())
    rows = []
    for code, found in versions.items():
        in_force = next((v for v in found if v.status == VersionStatus.PUBLISHED), None)
        draft = next((v for v in found if v.status == VersionStatus.DRAFT), None)
        shown = in_force or draft or found[0]
        words = permissions.issuers_in_words(shown)
        rows.append(KindRow(shown, draft, words, counts.get(code, 0), numbers.get(code, "")))
    by_code = [
        (line, numbers[line.kind], counts.get(line.kind, 0))
        for line in series
        if line.kind not in versions
    ]
    return {"rows": rows, "by_code": by_code}


def series_at(kind: str) -> NumberSeries:
    """The series of papers that code alone makes; a kind that is data says in its versions how it is numbered."""
    if LetterTemplate.objects.filter(code=kind).exists():
        raise Http404
    return get_object_or_404(NumberSeries, kind=kind)


def series_context(series: NumberSeries) -> dict[str, Any]:
    """A stored series: the number that comes next, the papers numbered so far, and what was changed."""
    return {
        "series": series,
        "next_number": next_numbers([series], timezone.localdate())[series.kind],
        "letters": series.documents.count(),
        "changes": Entry.objects.of_subject(series).order_by("-pk"),
    }


def show_context(user: User, wording: LetterTemplate) -> dict[str, Any]:
    """One version: what it says, how it will look, and what may be done with it."""
    return {
        "wording": wording,
        "letter": preview_of(wording),
        "is_draft": wording.status == VersionStatus.DRAFT,
        "acts": workflow.WORDING.open_to(user, wording),
        "issuers": permissions.issuers_in_words(wording),
        "prints": [DataNeed(need).label for need in wording.prints],
        "class_words": CLASSES.get(wording.classification[:3], ""),
        "letters": wording.documents.count(),
        "other_draft": LetterTemplate.objects.filter(code=wording.code, status=VersionStatus.DRAFT)
        .exclude(pk=wording.pk)
        .first(),
        "by_approval": wording.code in permissions.BY_APPROVAL,
    } | PREVIEWED


def edit_context(wording: LetterTemplate) -> dict[str, Any]:
    """Beside the form: the letter as it was last saved, and the fields that exist."""
    return {
        "wording": wording,
        "letter": preview_of(wording) if wording.pk else None,
        "field_groups": field_groups(wording),
    } | PREVIEWED


# Where the number and the QR code will stand.
PREVIEWED: dict[str, Any] = {"number": "(nomor saat terbit)", "is_sample": True}


def preview_of(wording: LetterTemplate) -> Letter | None:
    """The letter with invented people; None where a text cannot be used any more."""
    try:
        return sample(wording)
    except Unreadable:
        return None


def paper_context(letter: Letter) -> dict[str, Any]:
    """What ``documents/letter.html`` needs beside the letter, for a paper that has no number yet."""
    return letter.context() | {
        "number": "(nomor saat terbit)",
        "document_title": letter.wording.name,
        "dated_on": timezone.localdate(),
        "letterhead": letterhead(),
        "check": None,
        "enclosures": "",
        "parafs": [],
        "settings_demo": True,
    }


def field_groups(wording: LetterTemplate) -> list[dict[str, Any]]:
    """The closed list, by where a field comes from; asked ones last. All subjects while nothing is saved."""
    common = {field.name for field in COMMON}
    subjects = [wording.subject] if wording.pk else list(LetterSubject.values)
    groups: list[dict[str, Any]] = [{"title": "Setiap surat", "fields": list(COMMON)}]
    seen = set(common)
    for subject in [LetterSubject.CASE.value, *(s for s in subjects if s != LetterSubject.CASE)]:
        known: list[Field | Block] = [
            *(f for name, f in fields_for(subject).items() if name not in seen),
            *(b for name, b in blocks_for(subject).items() if name not in seen),
        ]
        seen |= {thing.name for thing in known}
        groups.append({"title": LetterSubject(subject).label, "fields": known})
    try:
        asked = [ask.as_field for ask in asks_of(wording)]
    except Unreadable:
        asked = []
    if asked:
        groups.append({"title": "Ditanyakan saat surat dibuat", "fields": asked})
    return groups
