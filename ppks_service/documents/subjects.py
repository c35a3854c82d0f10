"""What a letter may be made of, and the closed list of fields that its text may use.

This app has the letters; the apps above have cases, referrals and stays. Each registers a ``Source``
(how one is found and guarded) and ``Provision``s (fields, blocks and where their values are read).
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ppks_service.accounts.models import Office, User
from ppks_service.documents.models_letters import DataNeed, LetterSubject
from ppks_service.panels import register, registered
from ppks_service.text import initials

SECRET = "dirahasiakan"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One ``{name}`` of a text: what it holds, as an invented example, and what it gives away."""

    name: str
    label: str
    sample: str
    needs: DataNeed | None = None
    is_name: bool = False  # initials stand for it where the kind does not need the identity


@dataclass(frozen=True, kw_only=True)
class Block:
    """A table or list that a text calls for by ``{name}`` on a line of its own.

    ``template`` draws it with the context ``b``; an annex stands below the signature. What its context has
    under ``facts`` are fields by name, and masked as they are.
    """

    name: str
    label: str
    template: str
    sample: Mapping[str, Any]
    needs: DataNeed | None = None
    is_annex: bool = False


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """By whom and when a letter is made, and what its kind may print."""

    by: User
    at: dt.datetime
    prints: frozenset[str]
    extra: Mapping[str, Any] = field(default_factory=dict)  # what the act that issues it knows
    known: dict[str, Any] = field(
        default_factory=dict
    )  # the values so far: those of the case first


@dataclass(frozen=True, kw_only=True)
class Provision:
    """Fields and blocks for letters made of ``subject``. ``values`` reads them, a fixed number of queries.

    What is given for a case serves letters made of a referral or a stay too, with their case.
    """

    subject: LetterSubject
    fields: tuple[Field, ...]
    values: Callable[[Any, Circumstances], Mapping[str, Any]]
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """How the things are found that letters of ``subject`` are made of."""

    subject: LetterSubject
    slug: str  # in addresses, as "kasus"
    find: Callable[[User, str], Any]  # what the user may see under that key, or None
    of_row: Callable[[User, int], Any]  # the same by the row's own key
    refusal: Callable[[User, Any], str]  # why the user may write no letter of it, or nothing
    case_of: Callable[[Any], Any]
    section_of: Callable[[Any], Office]
    key_of: Callable[[Any], str]
    url_of: Callable[[Any], str]  # the page to go back to
    words: Callable[[Any], str]  # what the page calls it, as "K-2026-000731"


@dataclass(frozen=True)
class LetterPerson:
    """Of whom a letter tells: the names that stand in no agenda book, whether they are protected or agreed."""

    names: tuple[str, ...] = ()
    is_protected: bool = False
    has_consented: bool = False

    def named_in(self, text: str) -> str:
        """The first of the person's names that ``text`` has as whole words, or nothing."""
        return next((name for name in self._said() if _as_words(name).search(text)), "")

    def without_name(self, text: str) -> str:
        """``text`` with initials for the person's names."""
        for name in self._said():
            text = _as_words(name).sub(initials(name), text)
        return text

    def _said(self) -> list[str]:
        """The longest first, and none that is too short to be told from an ordinary word."""
        return sorted((name for name in self.names if len(name) > 3), key=len, reverse=True)


NOBODY = LetterPerson()


def person_of(case_pk: int | None) -> LetterPerson:
    """Of whom the letters of this case tell. An app registers ``"letter.person"``."""
    for tell in registered("letter.person") if case_pk is not None else ():
        person: LetterPerson = tell(case_pk)
        return person
    return NOBODY


def provide(provision: Provision) -> None:
    register("letter.provisions", provision)


def offer(source: Source) -> None:
    register("letter.sources", source)


def source_of(subject: str) -> Source:
    return next(source for source in _sources() if source.subject == subject)


def source_at(slug: str) -> Source | None:
    return next((source for source in _sources() if source.slug == slug), None)


def _sources() -> list[Source]:
    return list(registered("letter.sources"))


def provisions_for(subject: str) -> list[Provision]:
    """What letters of ``subject`` may use, the case's first; a later one wins under one name."""
    fit = [p for p in registered("letter.provisions") if p.subject in (LetterSubject.CASE, subject)]
    return sorted(fit, key=lambda provision: provision.subject != LetterSubject.CASE)


def fields_for(subject: str) -> dict[str, Field]:
    """The closed list of fields for ``subject``, by name, in the order in which pages list them."""
    found = {field.name: field for field in COMMON}
    for provision in provisions_for(subject):
        found |= {field.name: field for field in provision.fields}
    return found


def blocks_for(subject: str) -> dict[str, Block]:
    """The closed list of blocks for ``subject``, by name."""
    return {b.name: b for provision in provisions_for(subject) for b in provision.blocks}


def _as_words(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


# What every letter has, whatever it is made of.
COMMON = (
    Field(name="kepada", label="Kepada siapa, ditulis saat surat dibuat", sample="Kepala UPT"),
    Field(name="di", label="Kota tujuan, ditulis saat surat dibuat", sample="Binjai"),
    Field(name="perihal", label="Hal surat", sample="Permohonan data keluarga"),
    Field(name="tanggal", label="Tanggal surat", sample="21 September 2026"),
    Field(name="hari_tanggal", label="Hari dan tanggal", sample="Senin, 21 September 2026"),
    Field(name="kota", label="Kota penandatanganan", sample="Medan"),
    Field(name="kantor", label="Nama kantor", sample="Dinas Sosial"),
    Field(name="petugas", label="Yang menerbitkan", sample="Ratna Ginting"),
    Field(name="jabatan_petugas", label="Jabatannya", sample="pekerja sosial"),
)
