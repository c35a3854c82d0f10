"""The plain text of a letter: paragraphs with fields of a closed list. Nothing in it is ever run.

An empty line ends a paragraph. ``{nama}`` is a field; ``{kriteria}`` on a line of its own is a table.
``[Kebutuhan: {kebutuhan}. ]`` is left out where a field in it is empty. A line may begin with ``# ``
(heading), ``- `` (list), ``1. `` (numbered list) or ``> `` (own words of the person); ``Usia :: {umur}`` is
a line of a table.
"""

import difflib
import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ppks_service.documents.models_letters import DataNeed
from ppks_service.documents.subjects import Block, Field
from ppks_service.indonesian import in_sentence

MARKS = re.compile(r"(\{[^{}\s]*\}|[\[\]{}])")
FIELD = re.compile(r"^\{([^{}\s]+)\}$")
BEGINNINGS = re.compile(r"^(?:(#) |(-) |(\d{1,2}\.) |(>) )(.+)$")
ASK = re.compile(r"^([a-z][a-z0-9_]{1,29})\s*:\s*([^()]+?)\s*(?:\(([^()]*)\))?$")
NOTHING = "–"


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    NUMBERED = "numbered"
    QUOTE = "quote"
    PAIRS = "pairs"
    BLOCK = "block"


BY_BEGINNING = (Kind.HEADING, Kind.LIST, Kind.NUMBERED, Kind.QUOTE)


@dataclass(frozen=True)
class Fault:
    """What cannot be used in one line of a text."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"Baris {self.line}: {self.sentence}"


class Unreadable(ValueError):
    """A text cannot be used. ``faults`` has every line that cannot, with its sentence."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(" ".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True)
class Ask:
    """One question to whoever makes the letter; its answer is the field ``name``."""

    name: str
    label: str
    is_long: bool = False
    may_be_empty: bool = False

    @property
    def as_field(self) -> Field:
        return Field(name=self.name, label=self.label, sample=f"({in_sentence(self.label)})")


@dataclass(frozen=True)
class Run:
    """A piece of a line. ``is_filled``: it came out of a field, which a preview marks."""

    text: str
    is_filled: bool = False


@dataclass(frozen=True)
class Part:
    """What stands in a letter between two empty lines, ready to be drawn.

    ``rows`` are the lines: one of a paragraph, heading or quote; several of a list; pairs of label and
    value.
    """

    kind: str
    rows: tuple[tuple[Run, ...], ...] = ()
    labels: tuple[str, ...] = ()
    block: Block | None = None
    context: Mapping[str, Any] | None = None

    @property
    def pairs(self) -> list[tuple[str, tuple[Run, ...]]]:
        return list(zip(self.labels, self.rows, strict=True))


@dataclass(frozen=True)
class Text:
    """A text that was read and found usable."""

    chunks: tuple[tuple[Kind, tuple[str, ...]], ...]
    fields: frozenset[str]

    def filled(
        self,
        values: Mapping[str, Any],
        blocks: Mapping[str, Block],
        *,
        long: Collection[str] = (),
    ) -> list[Part]:
        """The parts with ``values`` in them; what came out empty is left out, and its heading with it.

        ``long`` are answers that may run over several paragraphs, where they stand alone on a line.
        """
        found = [part for chunk in self.chunks for part in _parts(chunk, values, blocks, long)]
        return [
            part
            for part, after in itertools.zip_longest(found, found[1:])
            if part.kind != Kind.HEADING or (after and after.kind != Kind.HEADING)
        ]


def read(
    text: str,
    fields: Mapping[str, Field],
    blocks: Mapping[str, Block],
    prints: Collection[str] = tuple(DataNeed),
) -> Text:
    """``text`` checked line by line against what is known. Raises ``Unreadable``."""
    faults: list[Fault] = []
    used: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        for sentence in _faults(line.strip(), fields, blocks, prints, used):
            faults.append(Fault(number, sentence))
    if faults:
        raise Unreadable(faults)
    return Text(tuple(_chunks(text, blocks)), frozenset(used))


def line_filled(text: str, values: Mapping[str, Any]) -> str:
    """One line (a recipient, a copy) with ``values`` in it, as plain text."""
    return "".join(run.text for run in _runs(text, values)).strip()


def read_asks(text: str, taken: Collection[str]) -> list[Ask]:
    """The questions, one a line: ``alasan: Alasan pengeluaran (panjang, boleh kosong)``. Raises ``Unreadable``."""
    asks: list[Ask] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = ASK.match(line.strip())
        if match is None:
            faults.append(
                Fault(number, "tulis nama isian, titik dua, lalu pertanyaannya: “alasan: Alasan”.")
            )
            continue
        name, label, hints = match.groups()
        said = {hint.strip() for hint in (hints or "").split(",") if hint.strip()}
        if unknown := said - {"panjang", "boleh kosong"}:
            faults.append(Fault(number, f"“{min(unknown)}” tidak dikenal dalam kurung."))
        elif name in taken or name in {ask.name for ask in asks}:
            faults.append(Fault(number, f"{{{name}}} sudah ada; pakai nama lain."))
        else:
            asks.append(Ask(name, label, "panjang" in said, "boleh kosong" in said))
    if faults:
        raise Unreadable(faults)
    return asks


# --- Reading ---------------------------------------------------------------------------------


def _faults(
    line: str,
    fields: Mapping[str, Field],
    blocks: Mapping[str, Block],
    prints: Collection[str],
    used: set[str],
) -> Iterator[str]:
    depth = 0
    for mark in MARKS.findall(line):
        if mark in "[]":
            depth += 1 if mark == "[" else -1
            if depth not in (0, 1):
                yield "kurung siku [ ] harus berpasangan, tidak di dalam satu sama lain."
                return
            continue
        match = FIELD.match(mark)
        if match is None:
            yield "kurung kurawal harus berpasangan dan berisi nama isian, seperti {nama}."
            continue
        yield from _faults_of(match[1], line == mark, fields, blocks, prints)
        used.add(match[1])
    if depth:
        yield "kurung siku [ tidak ditutup di baris yang sama."


def _faults_of(
    name: str,
    is_alone: bool,
    fields: Mapping[str, Field],
    blocks: Mapping[str, Block],
    prints: Collection[str],
) -> Iterator[str]:
    known: Field | Block | None = fields.get(name) or blocks.get(name)
    if known is None:
        near = difflib.get_close_matches(name, [*fields, *blocks], n=1, cutoff=0.5)
        yield f"{{{name}}} tidak dikenal." + (f" Mungkin {{{near[0]}}}." if near else "")
    elif isinstance(known, Block) and not is_alone:
        yield f"{{{name}}} adalah tabel; tulis sendirian di satu baris."
    elif known.needs == DataNeed.HEALTH and known.needs not in prints:
        yield (
            f"{{{name}}} memuat keadaan kesehatan; nyatakan bahwa jenis surat ini memerlukannya, "
            "atau hapus."
        )


def _chunks(text: str, blocks: Mapping[str, Block]) -> Iterator[tuple[Kind, tuple[str, ...]]]:
    """Lines that belong together, with what they are."""
    gathered: list[str] = []
    kind: Kind | None = None
    for raw in [*text.splitlines(), ""]:
        now, line = _kind_of(raw.strip(), blocks)
        joins = now == kind and now not in (Kind.HEADING, Kind.BLOCK)
        if gathered and not joins and kind is not None:
            yield kind, tuple(gathered)
            gathered = []
        kind = now
        if line:
            gathered.append(line)


def _kind_of(line: str, blocks: Mapping[str, Block]) -> tuple[Kind | None, str]:
    if not line:
        return None, ""
    alone = FIELD.match(line)
    if alone is not None and alone[1] in blocks:
        return Kind.BLOCK, alone[1]
    begun = BEGINNINGS.match(line)
    if begun is not None:
        kind = next(k for k, mark in zip(BY_BEGINNING, begun.groups(), strict=False) if mark)
        return kind, begun[5]
    if " :: " in line:
        return Kind.PAIRS, line
    return Kind.PARAGRAPH, line


# --- Filling ---------------------------------------------------------------------------------


def _parts(
    chunk: tuple[Kind, tuple[str, ...]],
    values: Mapping[str, Any],
    blocks: Mapping[str, Block],
    long: Collection[str],
) -> Iterator[Part]:
    kind, lines = chunk
    if kind == Kind.BLOCK:
        if values.get(lines[0]):
            yield Part(kind, block=blocks[lines[0]], context=values[lines[0]])
    elif kind == Kind.PAIRS:
        halves = [line.partition(" :: ") for line in lines]
        rows = tuple(_runs(value, values) or (Run(NOTHING),) for _, _, value in halves)
        yield Part(kind, rows, tuple(label.strip() for label, _, _ in halves))
    elif kind in (Kind.LIST, Kind.NUMBERED):
        rows = tuple(row for line in lines if (row := _runs(line, values)))
        if rows:
            yield Part(kind, rows)
    elif (alone := FIELD.match(lines[0])) and len(lines) == 1 and alone[1] in long:
        for paragraph in re.split(r"\n\s*\n", str(values.get(alone[1], "")).strip()):
            if paragraph.strip():
                yield Part(kind, ((Run(paragraph.strip(), is_filled=True),),))
    elif row := _runs(" ".join(lines), values):
        yield Part(kind, (row,))


def _runs(line: str, values: Mapping[str, Any]) -> tuple[Run, ...]:
    """The pieces of a line; nothing where nothing but blanks is left of it."""
    runs: list[Run] = []
    for piece in re.split(r"(\[[^\[\]]*\])", line):
        optional = piece.startswith("[")
        inner = piece[1:-1] if optional else piece
        names = [m[1] for mark in MARKS.findall(inner) if (m := FIELD.match(mark))]
        if optional and any(not str(values.get(name, "")).strip() for name in names):
            continue
        for bit in MARKS.split(inner):
            match = FIELD.match(bit)
            if match is not None:
                value = str(values.get(match[1], "") or "").strip()
                runs.append(Run(value or NOTHING, is_filled=True))
            elif bit:
                runs.append(Run(bit))
    return tuple(runs) if "".join(run.text for run in runs).strip() else ()
