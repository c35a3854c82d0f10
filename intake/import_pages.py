"""What the pages of an import show: the sum, what hinders which row, who it may be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from intake import search
from intake.actions.imports import candidate_key, undo_until
from intake.actions.imports_judging import columns_of
from intake.actions.imports_taking import rows_to_take
from intake.actions.imports_undo import later_uses
from intake.imports.columns import Column
from intake.imports.sealed import opened
from intake.models import Import, ImportRow, ImportStatus, PPKSType, RowState, Sex, Verdict
from ppks_service.accounts.models import User
from ppks_service.indonesian import long_date

PAGE_SIZE = 25
# Beyond this many rows what later acts stand on is looked up while undoing, not on the page.
LOOKED_UP = 5_000
FIX_IN_FILE = "Betulkan di berkas, lalu unggah ulang"
ELSEWHERE = {"came_empty": "Isi tahun register di bawah, atau betulkan di berkas"}
FIXES = {
    "date_serial": ("serials", "Baca sebagai tanggal Excel"),
    "nik": ("drop_nik", "Kosongkan, simpan di catatan"),
    "nameless": ("nameless", "Beri “Tidak Dikenal”"),
    "several": ("split", "Jadikan beberapa orang, yang lain tanpa nama"),
}


@dataclass(frozen=True)
class Tally:
    """The sum of a dry run: ``total`` = ready + double + warning + error, and what became of them."""

    total: int
    ready: int
    double: int
    warning: int
    error: int
    taken: int
    new_persons: int
    known_persons: int
    skipped: int
    undone: int
    kept: int
    pending: int
    answered: int

    @property
    def arithmetic(self) -> str:
        return f"{self.total} − {self.ready} − {self.double} − {self.warning}"

    @property
    def judged(self) -> int:
        return self.total - self.pending

    @property
    def clear(self) -> int:
        return self.ready + self.warning

    @property
    def waiting(self) -> int:
        return self.ready + self.double + self.warning + self.error


def tally_of(source: Import) -> Tally:
    """One query."""
    waiting, taken = Q(state=RowState.WAITING), Q(state=RowState.TAKEN)
    counts = {
        "total": Count("pk"),
        **{v.value: Count("pk", filter=waiting & Q(verdict=v)) for v in Verdict},
        "taken": Count("pk", filter=taken),
        "new_persons": Count("pk", filter=taken & Q(person_is_new=True)),
        "known_persons": Count("pk", filter=taken & Q(person_is_new=False)),
        "skipped": Count("pk", filter=Q(state=RowState.SKIPPED)),
        "undone": Count("pk", filter=Q(state=RowState.UNDONE)),
        "kept": Count("pk", filter=Q(state=RowState.KEPT)),
        "answered": Count("pk", filter=waiting & Q(verdict=Verdict.DOUBLE) & ~Q(answer="")),
    }
    return Tally(**source.rows.aggregate(**counts))


@dataclass(frozen=True)
class Fix:
    """What can be done about a problem for the whole file: the answer that a button posts."""

    label: str
    answer: str = ""
    word: str = ""
    value: str = ""


@dataclass(frozen=True)
class ProblemLine:
    """One problem with its place, the cell as it was written, and what can be done."""

    line: int
    place: str
    cell: str
    why: str
    fixes: tuple[Fix, ...] = ()
    otherwise: str = FIX_IN_FILE


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class DoubleLine:
    """A row that may be somebody on record: in the file, on record, and the answers there are."""

    line: int
    in_file: str
    on_record: list[tuple[str, str]] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


@dataclass(frozen=True)
class WordLine:
    """A word of the type column that a person has to explain, and how many rows have it."""

    word: str
    rows: int
    guess: str


def problem_counts(source: Import) -> dict[tuple[str, str], int]:
    """How many waiting rows have a problem, by its code and word."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p->>'code', p->>'word', count(DISTINCT r.id) FROM intake_importrow r,"
            " jsonb_array_elements(r.problems) p WHERE r.source_id = %s AND r.state = %s"
            " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2",
            [source.pk, RowState.WAITING],
        )
        return {(code, word or ""): n for code, word, n in cursor.fetchall()}


def problem_lines(
    source: Import, verdict: Verdict, page: str | None, counts: dict[tuple[str, str], int]
) -> tuple[Page, list[ProblemLine]]:
    """A page of the rows with that verdict, a line for each problem."""
    rows = source.rows.filter(state=RowState.WAITING, verdict=verdict).order_by("line")
    found = Paginator(rows, PAGE_SIZE).get_page(page)
    columns = {column.index: column for column in columns_of(source)}
    lines = []
    for row in found:
        cells, _ = opened(row.content)
        for problem in row.problems:
            if verdict != Verdict.ERROR or problem["is_error"]:
                lines.append(_problem_line(row, cells, problem, columns, counts))
    return found, lines


def _problem_line(
    row: ImportRow,
    cells: Sequence[str],
    problem: dict[str, Any],
    columns: dict[int, Column],
    counts: dict[tuple[str, str], int],
) -> ProblemLine:
    column = columns.get(problem["column"]) if problem["column"] is not None else None
    cell = cells[column.index] if column and column.index < len(cells) else ""
    place = f"Baris {row.line}, {column.place}" if column else f"Baris {row.line}"
    return ProblemLine(
        row.line,
        place,
        cell,
        problem["why"],
        _fixes(problem, counts),
        ELSEWHERE.get(problem["code"], FIX_IN_FILE),
    )


def _fixes(problem: dict[str, Any], counts: dict[tuple[str, str], int]) -> tuple[Fix, ...]:
    code, word = problem["code"], problem["word"]
    if code == "sex":
        rows = counts.get((code, word), 1)
        words = {Sex.MALE: "L", Sex.FEMALE: "P", Sex.UNKNOWN: "tidak diketahui"}
        likely = [problem["guess"]] if problem["guess"] else list(words)
        return tuple(
            Fix(
                f"Anggap {word.upper()} = {words[Sex(value)]} untuk semua ({rows} baris)",
                "sex",
                word,
                value,
            )
            for value in likely
        )
    if code in FIXES and problem["is_error"]:
        answer, label = FIXES[code]
        return (Fix(label, answer),)
    return ()


def word_lines(counts: dict[tuple[str, str], int]) -> list[WordLine]:
    """The words of the type column that nobody has explained yet, the commonest first."""
    return [
        WordLine(w, n, "11" if "gepeng" in w else "") for (c, w), n in counts.items() if c == "type"
    ]


def double_lines(source: Import, user: User, page: str | None) -> tuple[Page, list[DoubleLine]]:
    """A page of the rows that may be somebody on record; who is protected stays initials."""
    rows = source.rows.filter(
        state__in=(RowState.WAITING, RowState.SKIPPED), verdict=Verdict.DOUBLE
    )
    found = Paginator(rows.order_by("line"), PAGE_SIZE).get_page(page)
    pks = {c["person"] for row in found for c in row.candidates if "person" in c}
    persons = {p.pk: search.seen_by(user, p) for p in search.with_cases(pks)}
    return found, [_double_line(row, persons) for row in found]


def _double_line(row: ImportRow, persons: dict[int, search.Found]) -> DoubleLine:
    _, said = opened(row.content)
    on_record, choices = [], []
    many = len(row.candidates) > 1
    for candidate in row.candidates:
        if "line" in candidate:
            label = f"Baris {candidate['line']} di berkas ini"
        elif found := persons.get(candidate["person"]):
            label = f"{found.person.register_number} {found.name}"
        else:
            continue  # gone since: an import taken back
        on_record.append((label, f"cocok: {candidate['why']}"))
        key = candidate_key(candidate)
        same = f"Orang yang sama: {label}" if many else "Orang yang sama"
        choices.append(Choice(key, same, row.answer == key))
    choices += [
        Choice("new", "Orang baru", row.answer == "new"),
        Choice("", "Putuskan nanti", row.answer == ""),
        Choice("skip", "Lewati baris ini", row.answer == "skip"),
    ]
    return DoubleLine(row.line, in_words(said), on_record, choices)


def in_words(said: dict[str, Any]) -> str:
    """``Marlan Soerya, L, 62 th, Asahan``: a row as one line."""
    sex = said.get("sex", Sex.UNKNOWN)
    parts = [
        said.get("name") or said.get("called") or "Tanpa nama",
        sex if sex != Sex.UNKNOWN else "",
        said.get("age_text", "") or (f"lahir {said['born_on'][:4]}" if "born_on" in said else ""),
        said.get("origin", ""),
    ]
    return ", ".join(part for part in parts if part)


def page_of(source: Import, user: User, asked: dict[str, str]) -> dict[str, Any]:
    """Everything that the page of one import shows at its present step."""
    context: dict[str, Any] = {"source": source, "tally": tally_of(source), "takeable": 0}
    context["columns"] = columns_of(source)
    context["used"] = sum(1 for column in context["columns"] if column.field)
    if source.status in (ImportStatus.CHECKED, ImportStatus.ACCEPTED):
        context |= _asking(source, user, asked)
    if source.accepted_at is not None:
        context |= _undoing(source)
    context["earlier"] = earlier_imports(user, but=source)
    return context


def _asking(source: Import, user: User, asked: dict[str, str]) -> dict[str, Any]:
    counts = problem_counts(source)
    errors, error_lines = problem_lines(source, Verdict.ERROR, asked.get("salah"), counts)
    warnings, warning_lines = problem_lines(source, Verdict.WARNING, asked.get("ingat"), counts)
    doubles, doubled = double_lines(source, user, asked.get("mungkin"))
    return {
        "errors": errors,
        "error_lines": error_lines,
        "warnings": warnings,
        "warning_lines": warning_lines,
        "doubles": doubles,
        "double_lines": doubled,
        "words": word_lines(counts)[:20],
        "types": PPKSType.objects.order_by("code"),
        "without_day": counts.get(("came_empty", ""), 0),
        "takeable": rows_to_take(source).count(),
    }


def _undoing(source: Import) -> dict[str, Any]:
    until = undo_until(source)
    taken = source.rows.filter(state=RowState.TAKEN).select_related("person").order_by("line")
    used: list[tuple[str, str]] = []
    if source.status == ImportStatus.ACCEPTED:
        rows = list(taken[: LOOKED_UP + 1])
        if len(rows) <= LOOKED_UP:
            why = later_uses(rows)
            used = [
                (row.person.register_number, why[row.pk])
                for row in rows
                if row.pk in why and row.person
            ]
    kept = source.rows.filter(state=RowState.KEPT).select_related("person").order_by("line")[:50]
    return {
        "undo_until": until,
        "undo_words": f"Sampai {long_date(until)}",
        "may_undo": timezone.now() <= until,
        "later_used": used,
        "kept_rows": kept,
    }


def earlier_imports(user: User, *, but: Import | None = None) -> list[Import]:
    found = Import.objects.visible_to(user).exclude(status=ImportStatus.DROPPED)
    if but is not None:
        found = found.exclude(pk=but.pk)
    counted = found.annotate(
        taken=Count("rows", filter=Q(rows__state__in=(RowState.TAKEN, RowState.KEPT))),
        waiting=Count("rows", filter=Q(rows__state=RowState.WAITING)),
    )
    return list(counted.select_related("uploaded_by").order_by("-uploaded_at", "-pk")[:20])
