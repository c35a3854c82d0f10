"""The nine parts as tables, the same for the page, the paper and the workbook."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from evaluation.reports import service_tables
from evaluation.reports.dimensions import BANDS
from evaluation.reports.figures import Flow, MonthlyReport, Split
from evaluation.reports.layout import (
    AGE_COLUMNS,
    ROUNDING,
    SEX_COLUMNS,
    UNKNOWN_NOTE,
    Cell,
    Group,
    Part,
    Row,
    Table,
    line_of,
    plain,
    shown,
    split_table,
)
from evaluation.reports.rounding import share
from ppks_service.indonesian import in_sentence


def parts(report: MonthlyReport) -> list[Part]:
    """The parts in the order of domain.md §2.6, tables numbered through."""
    found = [
        Part(1, "population", "Keadaan penghuni UPT", _population(report)),
        Part(2, "intake", "Orang masuk", _intake(report)),
        Part(3, "people", "Orang dan kasus", _people(report)),
        Part(
            4, "spm", "Standar pelayanan minimal di dalam panti", service_tables.spm_tables(report)
        ),
        Part(5, "referrals", "Rujukan", service_tables.referrals_tables(report)),
        Part(6, "documents", "Identitas dan surat", service_tables.documents_tables(report)),
        Part(7, "outcomes", "Hasil", service_tables.outcomes_tables(report)),
        Part(
            8,
            "monitoring",
            "Pemantauan, kepuasan, dan mutu",
            (*service_tables.monitoring_tables(report), service_tables.clock_table(report)),
        ),
    ]
    serial, numbered = 0, []
    for part in found:
        tables = []
        for table in part.tables:
            serial += 1
            tables.append(replace(table, number=serial))
        numbered.append(replace(part, tables=tuple(tables)))
    return numbered


MOVES = {"opening": "Awal", "entered": "Masuk", "left": "Keluar", "closing": "Akhir"}


def _population(report: MonthlyReport) -> tuple[Table, ...]:
    """The first table names who has not reported; the others leave them out."""
    flows, total = report.population.facilities, report.population.total
    reported = tuple(flow for flow in flows if flow.closing is not None)
    return (
        _moves(
            "Awal + masuk − keluar = akhir, menurut tempat dan jenis kelamin",
            SEX_COLUMNS,
            flows,
            total,
        ),
        _moves(
            "Awal + masuk − keluar = akhir, menurut tempat dan usia saat tiba",
            AGE_COLUMNS,
            reported,
            total,
            is_wide=True,
        ),
        _left_by(reported, total),
        _stayed(reported, total),
    )


def _moves(
    caption: str, columns: dict[str, str], flows: tuple[Flow, ...], total: Flow, **more: Any
) -> Table:
    every = [getattr(flow, move) for flow in (*flows, total) for move in MOVES]
    heads = shown(columns, every)
    rows = [
        _moves_row(flow.label, f"population.facilities.{flow.code}", flow, heads) for flow in flows
    ]
    return Table(
        caption=caption,
        first="Tempat",
        groups=(*(Group(label, len(heads)) for label in MOVES.values()), Group("", 1)),
        columns=(*list(heads.values()) * len(MOVES), "Jumlah akhir"),
        rows=tuple(rows),
        total=_moves_row("Jumlah", "population.total", total, heads) if rows else None,
        note=_legend(flows, heads),
        **more,
    )


def _legend(flows: tuple[Flow, ...], heads: dict[str, str]) -> str:
    """What a blank cell and ``TD`` mean, each only where the table has one."""
    silent = any(flow.closing is None for flow in flows)
    said = (
        "Kosong: belum melapor." if silent else "",
        UNKNOWN_NOTE if "TD" in heads.values() else "",
    )
    return " ".join(word for word in said if word)


def _moves_row(label: str, key: str, flow: Flow, heads: dict[str, str]) -> Row:
    cells = [
        Cell(getattr(getattr(flow, move), name, None), f"{key}.{move}.{name}")
        for move in MOVES
        for name in heads
    ]
    return Row(
        label,
        (*cells, Cell(flow.closing.total if flow.closing else None, f"{key}.closing")),
        silence="" if flow.closing else "belum melapor",
    )


def _left_by(flows: tuple[Flow, ...], total: Flow) -> Table:
    """Facility by facility, only the ways that occurred."""
    return Table(
        caption="Keluar menurut tempat dan cara",
        first="Tempat dan cara",
        columns=("Orang",),
        rows=tuple(
            Row(
                f"{flow.label}: {in_sentence(line.label)}",
                (Cell(line.total, f"population.facilities.{flow.code}.left_by.{line.code}"),),
            )
            for flow in flows
            for line in flow.left_by
        ),
        total=Row(
            "Jumlah", (Cell(total.left.total if total.left else None, "population.total.left"),)
        ),
    )


def _stayed(flows: tuple[Flow, ...], total: Flow) -> Table:
    """How long those who left had stayed."""

    def row(label: str, key: str, flow: Flow) -> Row:
        return Row(
            label,
            (
                Cell(flow.left.total if flow.left else None, f"{key}.left"),
                Cell(flow.mean_days, f"{key}.mean_days"),
                Cell(flow.longest_days, f"{key}.longest_days"),
            ),
        )

    left = [flow for flow in flows if flow.left and flow.left.total]
    return Table(
        caption="Lama tinggal yang keluar",
        first="Tempat",
        columns=("Keluar", "Rata-rata hari", "Terlama (hari)"),
        rows=tuple(row(f.label, f"population.facilities.{f.code}", f) for f in left),
        total=row("Jumlah", "population.total", total) if left else None,
    )


def _intake(report: MonthlyReport) -> tuple[Table, ...]:
    intake = report.intake
    whole = intake.people.total
    return (
        split_table(
            "Menurut jenis PPKS utama",
            "Jenis PPKS",
            [(line.label, f"intake.type.{line.code}", line.people) for line in intake.type],
            ("intake", intake.people),
        ),
        _cross(report),
        _ages(report),
        Table(
            caption="Menurut pintu masuk",
            first="Pintu masuk",
            columns=("Orang", "Berulang"),
            rows=tuple(
                line_of(line.label, f"intake.door.{line.code}", line, ["total", "repeat"])
                for line in intake.door
            ),
            total=Row(
                "Jumlah",
                (Cell(whole, "intake"), Cell(sum(line.repeat for line in intake.door))),
            ) if intake.door else None,
        ),
        plain("Menurut operasi", "Operasi", {"total": "Orang"}, intake.raid, "intake.raid"),
        plain(
            "Menurut aktivitas jalanan",
            "Aktivitas",
            {"total": "Orang"},
            intake.activity,
            "intake.activity",
            note="Satu orang dapat tercatat dengan beberapa aktivitas; jumlahnya dapat melebihi orang masuk.",
        ),
        plain(
            "Menurut daerah asal",
            "Asal",
            {"total": "Orang"},
            intake.origin,
            "intake.origin",
            total=Row("Jumlah", (Cell(whole, "intake"),)) if intake.origin else None,
            note="Asal terbukti didahulukan dari asal menurut pengakuan.",
        ),
        Table(
            caption="Asal, ringkas",
            first="Asal",
            columns=("Orang", "Bagian"),
            rows=tuple(
                Row(label, (Cell(value, f"intake.{name}"), Cell(share(value, whole), is_share=True)))
                for name, label in (
                    ("inside", "Di dalam Sumatera Utara"),
                    ("outside", "Di luar Sumatera Utara"),
                    ("abroad", "Luar negeri"),
                    ("unknown", "Tidak diketahui"),
                )
                if (value := getattr(intake, name)) or whole
            ),
            total=Row("Jumlah", (Cell(whole, "intake"), Cell(share(whole, whole), is_share=True)))
            if whole else None,
        ),
    )  # fmt: skip


def _cross(report: MonthlyReport) -> Table:
    """Type by age by sex, as the office's paper has it."""
    people = [line.people for line in report.intake.type]
    sexes, ages = shown(SEX_COLUMNS, people), shown(AGE_COLUMNS, people)
    codes = {name: code for code, (name, _) in BANDS.items()}

    def cells(key: str, lines: Iterable[Any]) -> list[Cell]:
        by = {line.code: line for line in lines}
        return [
            Cell(getattr(by.get(codes[age]), sex, 0), f"{key}.age.{codes[age]}.{sex}")
            for age in ages
            for sex in sexes
        ]

    def row(label: str, key: str, lines: Iterable[Any], split: Split) -> Row:
        ends = [Cell(getattr(split, sex), f"{key}.{sex}") for sex in sexes]
        return Row(label, (*cells(key, lines), *ends, Cell(split.total, key)))

    return Table(
        caption="Menurut jenis PPKS utama, kelompok usia, dan jenis kelamin",
        first="Jenis PPKS",
        groups=(
            *(Group(a, len(sexes)) for a in ages.values()),
            Group("Jumlah", len(sexes)),
            Group("", 1),
        ),
        columns=(*list(sexes.values()) * (len(ages) + 1), "Semua"),
        rows=tuple(
            row(t.label, f"intake.type.{t.code}", t.age, t.people) for t in report.intake.type
        ),
        total=row("Jumlah", "intake", report.intake.age, report.intake.people) if people else None,
        is_wide=True,
    )


def _ages(report: MonthlyReport) -> Table:
    """Age by sex with totals and percentages."""
    people, whole = report.intake.people, report.intake.people.total
    sexes = shown(SEX_COLUMNS, [people])
    names = {code: name for code, (name, _) in BANDS.items()}
    rows = [
        Row(
            line.label,
            (
                *(Cell(getattr(line, sex), f"intake.age.{line.code}.{sex}") for sex in sexes),
                Cell(getattr(people, names[line.code]), f"intake.{names[line.code]}"),
                Cell(share(getattr(people, names[line.code]), whole), is_share=True),
            ),
        )
        for line in report.intake.age
    ]
    ends = [Cell(getattr(people, sex), f"intake.{sex}") for sex in sexes]
    shares = [Cell(share(getattr(people, sex), whole), is_share=True) for sex in sexes]
    if rows:
        rows.append(Row("Bagian", (*shares, Cell(share(whole, whole), is_share=True), Cell(None))))
    return Table(
        caption="Menurut kelompok usia dan jenis kelamin",
        first="Kelompok usia",
        columns=(*sexes.values(), "Jumlah", "Bagian"),
        rows=tuple(rows),
        total=Row("Jumlah", (*ends, Cell(whole, "intake"), Cell(share(whole, whole), is_share=True)))
        if rows else None,
        note=ROUNDING,
    )  # fmt: skip


def _people(report: MonthlyReport) -> tuple[Table, ...]:
    people = report.people
    labels = {
        "episodes": "Kasus dibuka",
        "persons": "Orang",
        "new": "Orang baru",
        "repeat": "Orang yang pernah dilayani",
        "first": "Kasus ke-1 orangnya",
        "second": "Kasus ke-2 orangnya",
        "third": "Kasus ke-3 orangnya",
        "later": "Kasus ke-4 atau lebih",
        "returned_90": "Kembali dalam 90 hari sesudah kasus terdahulu selesai",
    }
    return (
        Table(
            caption="Orang dan kasus: satu orang dapat punya beberapa kasus",
            first="Ukuran",
            columns=("Jumlah",),
            rows=tuple(
                Row(label, (Cell(getattr(people, name), f"people.{name}"),))
                for name, label in labels.items()
            ),
        ),
    )
