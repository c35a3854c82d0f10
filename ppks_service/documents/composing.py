"""A letter put together: the text of its kind filled with what is known, asked, or invented for a preview."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from ppks_service import indonesian
from ppks_service.accounts.models import Office, User
from ppks_service.documents import signers
from ppks_service.documents.actions import letterhead
from ppks_service.documents.letter_text import NOTHING, Ask, Part, read, read_asks
from ppks_service.documents.letter_text import line_filled as filled_line
from ppks_service.documents.models import DataNeed, LetterLayout, LetterTemplate, SignatureBlock
from ppks_service.documents.subjects import (
    SECRET,
    Circumstances,
    Field,
    blocks_for,
    fields_for,
    person_of,
    provisions_for,
    source_of,
)
from ppks_service.text import initials

PAPER = "documents/letter.html"
ASKED_OF_ALL = ("kepada", "di", "perihal")


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter ready to be drawn by ``documents/letter.html``, and what the agenda book says of it."""

    wording: LetterTemplate
    title: str
    recipient: str
    place: str
    body: list[Part]
    annexes: list[Part]
    copies: list[str]
    signatures: list[dict[str, Any]]
    below: dict[str, Any] | None
    trail: str
    empty: list[str]

    def context(self) -> dict[str, Any]:
        """What the template draws. ``signer`` is whoever issues: the last at the right."""
        return {
            "letter": self,
            "signer": self.signatures[-1],
            "copies": self.copies,
            "is_titled": self.wording.layout == LetterLayout.TITLED,
        }

    @property
    def seal(self) -> str:
        """A hash of all that the letter says, to tell whether it is still what was looked at."""
        said = [
            self.wording.pk,
            self.title,
            self.recipient,
            self.place,
            render_to_string("documents/_letter_parts.html", {"parts": self.body + self.annexes}),
            self.copies,
            self.signatures,
            self.below,
        ]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def asks_of(wording: LetterTemplate) -> list[Ask]:
    """What only a person can say, in the kind's own words."""
    return read_asks(wording.asks, ())


def known_fields(wording: LetterTemplate) -> dict[str, Field]:
    """The closed list for this kind: its subject's fields, and what it asks."""
    asked = {ask.name: ask.as_field for ask in asks_of(wording)}
    return fields_for(wording.subject) | asked


def compose(
    wording: LetterTemplate,
    thing: Any,
    *,
    by: User,
    answers: Mapping[str, str],
    extra: Mapping[str, Any] | None = None,
    signer: dict[str, Any] | None = None,
) -> Letter:
    """The letter that ``wording`` makes of ``thing`` (a case, referral or stay) and of ``answers``.

    Masks what the kind does not need of a protected person. ``extra`` is handed to the provisions.
    """
    source = source_of(wording.subject)
    section = source.section_of(thing)
    values = _values(wording, thing, by=by, extra=extra or {})
    values |= {
        "petugas": by.full_name,
        "jabatan_petugas": by.position or by.get_role_display(),
        **_today(),
        **answers,
    }
    post = signers.issuing_post(by, wording.issuers, section)
    issuer = signer or signers.issuer_block(by, post, section)
    trail = source.words(thing)
    return _letter(wording, values, issuer, section, trail=trail)


def sample(wording: LetterTemplate) -> Letter:
    """The letter as it will look, with invented people."""
    values: dict[str, Any] = {
        name: known.sample for name, known in known_fields(wording).items()
    } | {name: block.sample for name, block in blocks_for(wording.subject).items()}
    values |= _today()
    values["kepada"] = filled_line(wording.recipient, values) or values["kepada"]
    values["perihal"] = wording.title
    issuer = {
        "titles": ["a.n. Kepala Dinas Sosial", "Kepala Bidang Rehabilitasi Sosial,"],
        "name": "Nama Pejabat",
        "rank": "Pembina Tingkat I",
        "nip": "19700101 199503 1 001",
        "space": signers.SPACE,
    }
    return _letter(wording, values, issuer, None, trail="contoh")


def prefilled(wording: LetterTemplate, thing: Any, *, by: User) -> dict[str, str]:
    """What the form begins with: the kind's own recipient and matter, with the fields filled in."""
    if not wording.recipient:
        return {"perihal": wording.title}
    values = _values(wording, thing, by=by, extra={})
    return {"perihal": wording.title, "kepada": filled_line(wording.recipient, values)}


def _values(
    wording: LetterTemplate, thing: Any, *, by: User, extra: Mapping[str, Any]
) -> dict[str, Any]:
    """What is known of ``thing``, masked where its person is protected and the kind needs no name."""
    case = source_of(wording.subject).case_of(thing)
    prints = frozenset(wording.prints)
    given = Circumstances(by=by, at=timezone.now(), prints=prints, extra=extra)
    values = given.known
    for provision in provisions_for(wording.subject):
        of = thing if provision.subject == wording.subject else case
        values |= provision.values(of, given)
    if DataNeed.IDENTITY in prints or not person_of(case.pk).is_protected:
        return values
    return _masked(values, wording)


def _letter(
    wording: LetterTemplate,
    values: Mapping[str, Any],
    issuer: dict[str, Any],
    section: Office | None,
    *,
    trail: str,
) -> Letter:
    fields, blocks = known_fields(wording), blocks_for(wording.subject)
    text = read(wording.body, fields, blocks, wording.prints)
    long = [ask.name for ask in asks_of(wording) if ask.is_long]
    parts = text.filled(values, blocks, long=long)
    left, right, below = _signatures(wording, values, issuer, section)
    copies = (filled_line(line, values) for line in wording.copies.splitlines())
    return Letter(
        wording=wording,
        title=str(values.get("perihal") or wording.title),
        recipient=str(values.get("kepada") or ""),
        place=str(values.get("di") or ""),
        body=[part for part in parts if not (part.block and part.block.is_annex)],
        annexes=[part for part in parts if part.block and part.block.is_annex],
        copies=[copy for copy in copies if copy],
        signatures=[*([left] if left else []), right],
        below=below,
        trail=trail,
        empty=[
            fields[name].label
            for name in sorted(text.fields & set(fields_for(wording.subject)))
            if name not in ASKED_OF_ALL and str(values.get(name) or "").strip() in ("", NOTHING)
        ],
    )


def _signatures(
    wording: LetterTemplate,
    values: Mapping[str, Any],
    issuer: dict[str, Any],
    section: Office | None,
) -> tuple[dict[str, Any] | None, dict[str, Any], dict[str, Any] | None]:
    """Who signs at the left, at the right, and below both."""
    head = signers.head_block(section) if section else signers.blank_block("Kepala Seksi,")
    known = head | {"titles": ["Mengetahui,", *head["titles"]]}
    is_head = head["name"] == issuer["name"]
    match wording.signature:
        case SignatureBlock.ISSUER_KNOWN:
            return (None if is_head else known), issuer, None
        case SignatureBlock.PERSON:
            officer = issuer | {"titles": ["Di hadapan petugas,", *issuer["titles"]]}
            space = "tanda tangan atau cap jempol"
            name = str(values.get("nama") or "")
            return officer, signers.blank_block("Yang menyatakan,", name=name, space=space), None
        case SignatureBlock.PARTIES:
            second = str(values.get("pihak_kedua") or "")
            receiver = signers.blank_block("Pihak kedua,", name=second)
            first = issuer | {"titles": ["Pihak pertama,", *issuer["titles"]]}
            return receiver, first, None if is_head else known
    return None, issuer, None


def _masked(values: Mapping[str, Any], wording: LetterTemplate) -> dict[str, Any]:
    """``values`` of a protected person, for a kind that does not need who they are."""
    masked = dict(values)
    for name, known in fields_for(wording.subject).items():
        if known.needs == DataNeed.IDENTITY and name in masked:
            masked[name] = initials(str(masked[name])) if known.is_name else SECRET
    for name, block in blocks_for(wording.subject).items():
        if block.needs == DataNeed.IDENTITY:
            masked.pop(name, None)
        elif "facts" in masked.get(name, ()):
            facts = masked[name]["facts"]
            masked[name] = masked[name] | {"facts": facts | {k: masked[k] for k in facts}}
    return masked


def _today() -> dict[str, str]:
    today, head = timezone.localdate(), letterhead()
    return {
        "tanggal": indonesian.long_date(today),
        "hari_tanggal": indonesian.weekday_date(today),
        "kota": head["city"],
        "kantor": head["office"],
    }
