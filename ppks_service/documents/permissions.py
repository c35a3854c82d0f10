"""Who words kinds of letter, who issues a letter of a kind, and who reads the agenda book."""

from dataclasses import dataclass
from typing import Any

from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability, Role
from ppks_service.accounts.rules import rule
from ppks_service.documents.models import IssuedDocument, LetterKind, LetterTemplate
from ppks_service.documents.subjects import source_of

# Made by the approval of a referral, in its transaction, and by nobody's hand.
BY_APPROVAL = frozenset({LetterKind.RECOMMENDATION.value, LetterKind.REFERRAL.value})


@dataclass(frozen=True)
class Wanted:
    """A letter that somebody would make: its kind, and what it is made of."""

    wording: LetterTemplate
    thing: Any


@rule
def maintain_letters(user: User, wording: object) -> str | None:
    """Admin data words what others issue."""
    if user.has(Capability.MAINTAIN_REFERENCE):
        return None
    return "Jenis surat ditulis oleh admin data."


@rule
def retire_wording(user: User, wording: LetterTemplate) -> str | None:
    """As maintaining, except for what an approval cannot do without."""
    if wording.code in BY_APPROVAL:
        return "Surat ini dibuat oleh persetujuan rujukan, jadi tidak dihentikan. Terbitkan versi baru."
    return maintain_letters.refusal(user, wording)


@rule
def issue_letter(user: User, wanted: Wanted) -> str | None:
    """The roles that the kind names, for things they may open."""
    wording = wanted.wording
    if wording.code in BY_APPROVAL:
        return f"{wording.name} terbit saat rujukan disetujui, tidak dibuat sendiri."
    if not user.acts_as(*(Role(role) for role in wording.issuers)):
        return f"{wording.name} tidak diterbitkan oleh peran Anda. Yang dapat: {issuers_in_words(wording)}."
    return source_of(wording.subject).refusal(user, wanted.thing) or None


@rule
def replace_letter(user: User, document: IssuedDocument) -> str | None:
    """Whoever issued it, of a kind that is made by hand."""
    if document.wording_id is None or document.kind in BY_APPROVAL:
        return "Surat ini dibuat oleh tindakan lain; ulangi tindakannya."
    if document.issued_by_id != user.pk:
        return f"Hanya yang menerbitkan surat ini yang menggantinya: {document.issued_by}."
    return None


def issuers_in_words(wording: LetterTemplate) -> str:
    """``pekerja sosial, petugas UPT``"""
    labels = [str(Role(role).label) for role in wording.issuers]
    return ", ".join(f"{label[:1].lower()}{label[1:]}" for label in labels)
