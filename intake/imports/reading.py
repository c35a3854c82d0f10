"""From the cells of a register to what each row says, and what hinders it.

``answers`` is what a person told of the whole file: ``sex`` and ``type`` map folded words, ``year``
stands in for missing dates, ``serials``, ``drop_nik``, ``nameless`` and ``split`` are permissions.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from intake import nik as nik_rules
from intake.imports import values
from intake.imports.columns import Column, Field, Head
from intake.imports.workbook import Sheet
from intake.models import BirthPrecision, EntryDoor, Sex
from ppks_service.text import folded

SUMS = re.compile(r"^(jumlah|total|sub ?total|grand total|rekap|rata rata)\b")
SIGNATURE = re.compile(r"^(mengetahui|kepala|nip|dibuat oleh|petugas|medan)\b")


@dataclass(frozen=True)
class Line:
    """One row of data: its number in the spreadsheet and its cells, ditto marks spelt out."""

    number: int
    cells: tuple[str, ...]


@dataclass
class Problem:
    """What is wrong with one cell (``column`` is its index, or None) and a word to ask about."""

    code: str
    why: str
    column: int | None = None
    is_error: bool = False
    word: str = ""
    guess: str = ""

    def as_data(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass
class Judged:
    """A row read: its values as JSON, and its problems."""

    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)

    @property
    def has_error(self) -> bool:
        return any(problem.is_error for problem in self.problems)


def data_rows(sheet: Sheet, head: Head, columns: Sequence[Column]) -> Iterator[Line | None]:
    """The rows below the head; None for each that is no data: blank, a title, a sum, the head again."""
    used = [column.index for column in columns if column.field]
    names = {column.index for column in columns if column.field == Field.NAME}
    heads = {name.lower() for name in head.names if name}
    above: tuple[str, ...] = ("",) * sheet.width
    for index, row in enumerate(sheet.rows[head.last + 1 :], start=head.last + 2):
        if not any(row):
            continue
        if not is_data(row, heads, used, names):
            yield None
            continue
        cells = tuple(
            above[i] if values.is_ditto(cell) and above[i] else cell for i, cell in enumerate(row)
        )
        above = cells
        yield Line(index, cells)


def is_data(row: Sequence[str], heads: set[str], used: Sequence[int], names: set[int]) -> bool:
    """Whether a filled row speaks of somebody."""
    filled = [(index, cell) for index, cell in enumerate(row) if cell]
    words = [cell.lower() for _, cell in filled]
    first = folded(filled[0][1])
    if sum(word in heads for word in words) >= max(2, len(filled) // 2 + 1):
        return False  # the head once more, as at the top of each printed page
    if SUMS.match(first):
        return False
    if len(filled) > 2 and all(cell.isdecimal() for _, cell in filled):
        numbers = [int(cell) for _, cell in filled]
        if numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] <= 1:
            return False  # the row that numbers the columns
    in_use = [index for index, _ in filled if index in used]
    if not in_use:
        return False
    if len({cell for _, cell in filled}) == 1:
        only_name = len(filled) == 1 and filled[0][0] in names
        return only_name and not SIGNATURE.match(first)
    return not (len(filled) <= 2 and SIGNATURE.match(first))


@dataclass(frozen=True)
class Judge:
    """Reads rows of one file: its columns, what a person answered, today, the areas by name."""

    columns: Sequence[Column]
    answers: Mapping[str, Any]
    today: dt.date
    areas: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def column_of(self) -> dict[str, Column]:
        """The first column that says each thing."""
        return {column.field: column for column in reversed(self.columns)}

    def read(self, cells: Sequence[str]) -> Judged:
        """What ``cells`` say. Nothing is invented: what is not there stays empty."""
        row = _Row(self, cells)
        row.days()
        row.identity()
        row.birth()
        row.numbers()
        row.story()
        return row.judged


class _Row:
    """One row while it is read."""

    def __init__(self, judge: Judge, cells: Sequence[str]) -> None:
        self.judge, self.cells = judge, cells
        self.judged = Judged({})
        self.unread: list[str] = []  # words that no column of ours holds: kept in the note

    def cell(self, wanted: Field) -> tuple[str, Column | None]:
        column = self.judge.column_of.get(wanted)
        if column is None or column.index >= len(self.cells):
            return "", column
        return self.cells[column.index], column

    def say(self, read: values.Read, column: Column | None, *, word: str = "") -> None:
        if read.why:
            index = column.index if column else None
            self.judged.problems.append(
                Problem(read.code, read.why, index, read.is_error, word, read.guess)
            )

    def keep(self, key: str, value: Any) -> None:
        if value not in (None, "", []):
            self.judged.values[key] = value

    def permits(self, name: str) -> bool:
        return bool(self.judge.answers.get(name))

    def days(self) -> None:
        text, column = self.cell(Field.CAME)
        year = str(self.judge.answers.get("year", ""))
        came: values.Read[values.Day]
        if values.is_empty(text):
            if year.isdecimal():
                came = values.Read(
                    values.Day(dt.date(int(year), 1, 1), BirthPrecision.YEAR),
                    f"Tanggal masuk kosong; dicatat tahun {year}",
                    "came_year",
                )
            else:
                came = values.Read(None, "Tanggal masuk kosong", "came_empty", True)
        else:
            came = self._day(text)
        self.say(came, column)
        text, column = self.cell(Field.LEFT)
        left: values.Read[values.Day]
        left = values.Read(None) if values.is_empty(text) else self._day(text)
        self.say(left, column)
        if came.value and left.value and left.value.on < came.value.on:
            problem = Problem(
                "left_before",
                "Tanggal keluar sebelum tanggal masuk",
                column.index if column else None,
                True,
            )
            self.judged.problems.append(problem)
        for key, read in (("came", came), ("left", left)):
            if read.value:
                self.keep(key, read.value.on.isoformat())
                self.keep(f"{key}_precision", read.value.precision)

    def _day(self, text: str) -> values.Read[values.Day]:
        return values.day(text, today=self.judge.today, serials=self.permits("serials"))

    def identity(self) -> None:
        text, column = self.cell(Field.NAME)
        sex_text, sex_column = self.cell(Field.SEX)
        sex = values.sex(sex_text, self.judge.answers.get("sex", {}))
        self.say(sex, sex_column, word=folded(sex_text)[:40])
        self.keep("sex", sex.value or Sex.UNKNOWN)
        if values.names_several(text):
            beside = values.several_counted(text)
            if self.permits("split") and beside:
                self.keep("beside", min(beside, 20))
                first = re.split(r"\b(?:dan|dgn|dengan|beserta|serta)\b|[&+(/;]", text, flags=re.I)[
                    0
                ]
                self.keep("written_name", text)
                text = first
                why = f"Menjadi {beside + 1} orang; yang lain tanpa nama"
                self.say(values.Read(None, why, "split"), column)
            else:
                why = "Beberapa orang dalam satu baris"
                code = "several" if beside else "several_unknown"
                self.say(values.Read(None, why, code, True), column)
        if not values.is_nameless(text):
            self.keep("name", values.name(text))
        else:
            if not values.is_empty(text):
                self.keep("called", " ".join(text.split()))
            bare = not text.strip() and not self._has_traits(sex.value)
            if bare and not self.permits("nameless"):
                why = "Nama kosong dan tidak ada ciri"
                self.say(values.Read(None, why, "nameless", True), column)
            else:
                why = "Tanpa nama: menjadi “Tidak Dikenal”"
                self.say(values.Read(None, why, "no_name"), column)
        alias, _ = self.cell(Field.ALIAS)
        if not values.is_empty(alias):
            self.keep("alias", alias)

    def _has_traits(self, sex: str | None) -> bool:
        """Whether anything but a date would tell this person from another."""
        traits = (Field.AGE, Field.BORN, Field.NIK, Field.ORIGIN, Field.CONDITION, Field.PLACE)
        return sex in (Sex.MALE, Sex.FEMALE) or any(
            not values.is_empty(self.cell(trait)[0]) for trait in traits
        )

    def birth(self) -> None:
        text, column = self.cell(Field.BORN)
        place, _ = self.cell(Field.BIRTH_PLACE)
        came = self.judged.values.get("came")
        on = dt.date.fromisoformat(came) if came else self.judge.today
        born: values.Birth | None = None
        if not values.is_empty(text):
            match = re.match(r"^\s*([A-Za-z' .]+?)\s*[,/]\s*(.+)$", text)
            if match and folded(match[1]) not in values.MONTHS:
                place, text = place or match[1], match[2]
            read = values.day(
                text, today=self.judge.today, serials=True, earliest=dt.date(1900, 1, 1)
            )
            self.say(read, column)
            if read.value:
                born = values.Birth(read.value.on, read.value.precision)
        if born is None:
            text, column = self.cell(Field.AGE)
            aged = values.age(text, on)
            self.say(aged, column)
            born = aged.value
            if not values.is_empty(text):
                self.keep("age_text", text)
        if born is not None:
            if born.born_on > on:
                why = "Lahir sesudah tanggal masuk"
                self.say(values.Read(None, why, "born_after", True), column)
            self.keep("born_on", born.born_on.isoformat())
            self.keep("precision", born.precision)
        if not values.is_empty(place):
            self.keep("birth_place", values.name(place)[:120])

    def numbers(self) -> None:
        text, column = self.cell(Field.NIK)
        read = values.nik(text)
        if read.value is not None and (
            faults := nik_rules.errors(read.value, today=self.judge.today)
        ):
            read = values.Read(None, faults[0], "nik", True)
        if read.is_error and self.permits("drop_nik"):
            read = values.Read(None, "NIK dikosongkan; angkanya masuk catatan", "nik_dropped")
            self.unread.append(f"NIK tertulis: {text}")
        self.say(read, column)
        if read.value is not None:
            self.keep("nik", read.value)
            for sentence in self._nik_warnings(read.value):
                self.say(values.Read(None, sentence, "nik_warning"), column)
        text, column = self.cell(Field.KK)
        plain = nik_rules.digits(text)
        if not values.is_empty(text):
            if len(plain) == 16 and plain.isdecimal():
                self.keep("kk", plain)
            else:
                self.say(values.Read(None, "Nomor KK bukan 16 angka; masuk catatan", "kk"), column)
                self.unread.append(f"Nomor KK tertulis: {text}")

    def _nik_warnings(self, number: str) -> Iterable[str]:
        said = self.judged.values
        born = said.get("born_on")
        return nik_rules.warnings(
            number,
            today=self.judge.today,
            sex=said.get("sex", Sex.UNKNOWN),
            born_on=dt.date.fromisoformat(born) if born else None,
            birth_is_exact=said.get("precision") == BirthPrecision.DAY,
            family_card=said.get("kk", ""),
        )

    def story(self) -> None:
        text, column = self.cell(Field.TYPE)
        types = values.ppks_types(text, self.judge.answers.get("type", {}))
        self.say(types, column, word=folded(text)[:60])
        self.keep("types", types.value)
        if not values.is_empty(text):
            self.keep("type_text", text)
        text, _ = self.cell(Field.DOOR)
        place, _ = self.cell(Field.PLACE)
        self.keep("door", values.chosen(text, values.DOORS) or EntryDoor.REGISTER)
        self.keep("door_text", text)
        self.keep("place", "" if values.is_empty(place) else place)
        text, _ = self.cell(Field.ORIGIN)
        if not values.is_empty(text):
            self.keep("origin", text[:160])
            self.keep("area", self._area(text))
        text, _ = self.cell(Field.CONDITION)
        self.keep("condition", "" if values.is_empty(text) else text)
        text, _ = self.cell(Field.END)
        if not values.is_empty(text):
            self.keep("end", text)
            self.keep("end_reason", values.chosen(text, values.ENDS))
        for column in self.judge.columns:
            if column.field == Field.NOTE and self.cells[column.index]:
                self.unread.append(f"{column.head or 'Keterangan'}: {self.cells[column.index]}")
        self.keep("notes", self.unread)

    def _area(self, text: str) -> str:
        plain = folded(text)
        for prefix in ("kab", "kabupaten", "kota"):
            plain = plain.removeprefix(f"{prefix} ")
        return self.judge.areas.get(plain, "")
