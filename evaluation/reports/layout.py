"""Tables as data: cells with their keys, rows, headings. The page, the paper and the workbook read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from evaluation.reports.figures import Split, Value
from ppks_service.indonesian import number, percent

SHORT = 16


@dataclass(frozen=True)
class Cell:
    """One figure in a table. ``key`` leads to its rows; without one it is computed from others."""

    value: Value | str
    key: str = ""
    is_share: bool = False
    label: str = ""  # the column's name, for the phone

    @property
    def is_text(self) -> bool:
        return isinstance(self.value, str)

    @property
    def text(self) -> str:
        """As printed. What was not reported is blank, and no 0."""
        if self.value is None:
            return ""
        if isinstance(self.value, str):
            return self.value
        if self.is_share:
            return percent(self.value)
        return number(self.value, 1 if isinstance(self.value, float) else 0)


@dataclass(frozen=True)
class Row:
    head: str
    cells: tuple[Cell, ...]
    silence: str = ""  # what a row without any figure means, said where no blank cells are seen


@dataclass(frozen=True)
class Group:
    """A heading over several columns."""

    label: str
    span: int


@dataclass(frozen=True)
class Table:
    """One table. ``first`` heads the names of rows; ``groups`` stand over ``columns`` where given."""

    caption: str
    first: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    groups: tuple[Group, ...] = ()
    note: str = ""
    is_wide: bool = False
    number: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.rows

    @property
    def is_short(self) -> bool:
        """Whether it fits on one page and should not be broken."""
        return len(self.rows) <= SHORT

    @property
    def flat_columns(self) -> list[str]:
        """Each column with its group's name before it, where one row of headings must do."""
        if not self.groups:
            return list(self.columns)
        over = [group.label for group in self.groups for _ in range(group.span)]
        return [f"{g} {c}".strip() if g else c for g, c in zip(over, self.columns, strict=True)]


@dataclass(frozen=True)
class Part:
    """One of the nine parts of the report."""

    number: int
    code: str
    title: str
    tables: tuple[Table, ...] = ()


SEX_COLUMNS = {"male": "L", "female": "P", "sex_unknown": "TD"}
AGE_COLUMNS = {
    "age_0_5": "0–5", "age_6_17": "6–17", "age_18_59": "18–59", "age_60": "60+", "age_unknown": "TD",
}  # fmt: skip
UNKNOWN_NOTE = "TD: tidak diketahui."
ROUNDING = (
    "Persentase dan rata-rata dibulatkan satu per satu ke satu angka desimal, setengah ke atas, "
    "dan tidak disesuaikan agar berjumlah 100."
)


def line_of(head: str, key: str, thing: Any, names: Iterable[str]) -> Row:
    """A row of the fields ``names`` of ``thing``, whose keys begin with ``key``."""
    return Row(head, tuple(Cell(getattr(thing, name), key_of(key, name)) for name in names))


def key_of(key: str, name: str) -> str:
    return key if name == "total" else f"{key}.{name}"


def shown(columns: dict[str, str], splits: Iterable[Split | None]) -> dict[str, str]:
    """``columns`` without the unknown where nobody is unknown."""
    known = list(splits)
    return {
        name: label
        for name, label in columns.items()
        if label != "TD" or any(split and getattr(split, name) for split in known)
    }


def plain(
    caption: str, first: str, heads: dict[str, str], lines: Iterable[Any], key: str, **more: Any
) -> Table:
    """A table of lines with a code, its columns the fields in ``heads``."""
    return Table(
        caption=caption,
        first=first,
        columns=tuple(heads.values()),
        rows=tuple(line_of(line.label, f"{key}.{line.code}", line, heads) for line in lines),
        **more,
    )


def split_table(
    caption: str,
    first: str,
    lines: list[tuple[str, str, Split]],
    total: tuple[str, Split] | None,
    **more: Any,
) -> Table:
    """Lines with their people by sex, by age, and in all."""
    sexes = shown(SEX_COLUMNS, [split for _, _, split in lines])
    ages = shown(AGE_COLUMNS, [split for _, _, split in lines])
    names = [*sexes, *ages, "total"]
    note = UNKNOWN_NOTE if "TD" in [*sexes.values(), *ages.values()] else ""
    return Table(
        caption=caption,
        first=first,
        groups=(Group("Jenis kelamin", len(sexes)), Group("Usia", len(ages)), Group("", 1)),
        columns=(*sexes.values(), *ages.values(), "Jumlah"),
        rows=tuple(line_of(label, key, split, names) for label, key, split in lines),
        total=line_of("Jumlah", total[0], total[1], names) if total and lines else None,
        note=note,
        **more,
    )
