"""Drawings of a report: one specification, the same SVG on the page and on paper.

Each has a text alternative and its numbers as a table. Colours are those of the house, in its order;
the ground is white in the dark theme too.
"""

import base64
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count as CountRows
from django.db.models.functions import TruncMonth
from django.utils import timezone

from evaluation.months import Month
from evaluation.reports.figures import MonthlyReport
from evaluation.reports.layout import Cell, Row, Table
from evaluation.reports.rounding import share
from evaluation.reports.service_tables import clock_table
from intake.models import Case
from ppks_service.indonesian import MONTHS, percent

TOBA, GOLD, ULOS = "#0d4f6b", "#b57a0c", "#7a1f2b"
INK, INK_2, LINE = "#16232b", "#47555f", "#d9e0e4"
FONT = "Arimo, Arial, sans-serif"
TREND_MONTHS = 6
SHOWN_TYPES = 7
WIDTH = 400


@dataclass(frozen=True)
class Chart:
    """One drawing: its title, what it shows in words, its numbers, and the SVG."""

    code: str
    title: str
    alternative: str
    table: Table
    svg: str

    @property
    def address(self) -> str:
        """The drawing as a data address, which the policy of the pages allows for pictures."""
        return f"data:image/svg+xml;base64,{base64.b64encode(self.svg.encode()).decode()}"


@dataclass(frozen=True)
class Point:
    """What came in and what ended in one month; None before the office's first case."""

    month: Month
    opened: int | None
    ended: int | None

    @property
    def short(self) -> str:
        return MONTHS[self.month.number - 1][:3]


def trend(month: Month) -> list[Point]:
    """The six months up to ``month``. Three queries."""
    first = month.back(TREND_MONTHS - 1)
    opened, ended = _by_month("opened_at", first, month), _by_month("ended_at", first, month)
    start = first_month()
    return [
        Point(
            at,
            opened[at.first] if start and at >= start else None,
            ended[at.first] if start and at >= start else None,
        )
        for at in (first.back(-n) for n in range(TREND_MONTHS))
    ]


def first_month() -> Month | None:
    """The month of the office's first case: before it nothing was reported."""
    first = Case.objects.counted().order_by("opened_at").values_list("opened_at", flat=True).first()
    return Month.of(first) if first else None


def _by_month(column: str, first: Month, last: Month) -> Counter[dt.date]:
    rows = (
        Case.objects.counted()
        .filter(**{f"{column}__gte": first.start, f"{column}__lt": last.end})
        .order_by()
        .values(m=TruncMonth(column, tzinfo=timezone.get_default_timezone()))
        .annotate(n=CountRows("pk"))
    )
    return Counter({timezone.localdate(row["m"]): row["n"] for row in rows})


def trend_chart(points: Sequence[Point]) -> Chart:
    import altair as alt

    known = [point for point in points if point.opened is not None]
    values: list[dict[str, Any]] = [
        {"bulan": point.short, "apa": word, "jumlah": n}
        for point in known
        for word, n in (("masuk", point.opened), ("selesai", point.ended))
    ]
    colour = alt.Color(
        "apa:N", scale=alt.Scale(domain=["masuk", "selesai"], range=[TOBA, ULOS]), legend=None
    )
    order = [point.short for point in points]
    base = alt.Chart(_data(values)).encode(
        x=alt.X("bulan:N", sort=order, scale=alt.Scale(domain=order), title=None, axis=alt.Axis(labelAngle=0, domain=False, ticks=False)),
        y=alt.Y("jumlah:Q", title=None, axis=alt.Axis(tickCount=4, domain=False, ticks=False, format="d", tickMinStep=1)),
        color=colour,
    )  # fmt: skip
    lines = base.mark_line(strokeWidth=2.5, point=True).encode(
        strokeDash=alt.StrokeDash(
            "apa:N",
            scale=alt.Scale(domain=["masuk", "selesai"], range=[[1, 0], [5, 4]]),
            legend=None,
        )
    )
    ends = [{**row, "kata": f"{row['jumlah']} {row['apa']}"} for row in values[-2:]]
    up = bool(ends) and ends[0]["jumlah"] >= ends[-1]["jumlah"]
    labels = [
        alt.Chart(_data([row]))
        .mark_text(
            align="left", dx=8, dy=(-6 if (i == 0) == up else 8), fontWeight="bold", color=INK
        )
        .encode(
            x=alt.X("bulan:N", sort=order, scale=alt.Scale(domain=order)),
            y="jumlah:Q",
            text="kata:N",
        )
        for i, row in enumerate(ends)
    ]
    said = [f"{p.month.label} masuk {p.opened}, selesai {p.ended}" for p in known]
    return Chart(
        "trend",
        f"Orang masuk dan kasus selesai, {points[0].month.label} sampai {points[-1].month.label}",
        f"Garis: {'; '.join(said)}." if said else "Belum ada angka.",
        Table(
            caption="Orang masuk dan kasus selesai per bulan",
            first="Bulan",
            columns=("Masuk", "Selesai"),
            rows=tuple(Row(p.month.label, (Cell(p.opened), Cell(p.ended))) for p in points),
        ),
        _svg(alt.layer(lines, *labels), height=190, right=70),
    )


def bars(
    code: str, title: str, rows: Sequence[tuple[str, float, str]], *, unit: str = "Jumlah"
) -> Chart:
    """Horizontal bars: name, length, and the number in words at the end of each."""
    import altair as alt

    data = _data([{"nama": n, "jumlah": v, "kata": w} for n, v, w in rows])
    base = alt.Chart(data).encode(
        y=alt.Y(
            "nama:N",
            sort=[n for n, _, _ in rows],
            title=None,
            axis=alt.Axis(domain=False, ticks=False, labelLimit=260, labelPadding=8),
        ),
        x=alt.X("jumlah:Q", axis=None, scale=alt.Scale(domainMin=0)),
    )
    drawing = base.mark_bar(color=TOBA, height=18, cornerRadius=2) + base.mark_text(
        align="left", dx=6, fontWeight="bold", color=INK
    ).encode(text="kata:N")
    said = ", ".join(f"{n} {w}" for n, _, w in rows)
    return Chart(
        code,
        title,
        f"Batang: {said}." if said else "Belum ada angka.",
        Table(
            caption=title,
            first="Nama",
            columns=(unit,),
            rows=tuple(Row(n, (Cell(w),)) for n, _, w in rows),
        ),
        _svg(
            drawing,
            height=max(30 * len(rows), 30),
            left=max((len(n) for n, _, _ in rows), default=0),
        ),
    )


def age_chart(report: MonthlyReport) -> Chart:
    """Age by sex, three ages: children, adults, elderly."""
    import altair as alt

    ages = (("0–17 tahun", ("0-5", "6-17")), ("18–59 tahun", ("18-59",)), ("60+ tahun", ("60",)))
    sexes = (("male", "Laki-laki"), ("female", "Perempuan"))
    lines = {line.code: line for line in report.intake.age}
    values, rows = [], []
    for place, (age, bands) in enumerate(ages):
        numbers = [
            sum(getattr(lines[band], sex) for band in bands if band in lines) for sex, _ in sexes
        ]
        rows.append(Row(age, (*map(Cell, numbers), Cell(sum(numbers)))))
        values += [
            {"usia": age, "jk": label, "jumlah": n, "urut": place}
            for (_, label), n in zip(sexes, numbers, strict=True)
        ]
    order = [age for age, _ in ages]
    base = alt.Chart(_data(values)).encode(
        y=alt.Y("usia:N", sort=order, title=None, axis=alt.Axis(domain=False, ticks=False, labelPadding=8))
    )  # fmt: skip
    drawing = base.mark_bar(height=20).encode(
        x=alt.X("sum(jumlah):Q", axis=None),
        color=alt.Color(
            "jk:N",
            scale=alt.Scale(domain=[label for _, label in sexes], range=[TOBA, GOLD]),
            legend=alt.Legend(orient="top", title=None, symbolType="square"),
        ),
        order=alt.Order("jk:N"),
    ) + base.mark_text(align="left", dx=6, fontWeight="bold", color=INK).encode(
        x="sum(jumlah):Q", text="sum(jumlah):Q"
    )
    said = "; ".join(
        f"{row.head} laki-laki {row.cells[0].text}, perempuan {row.cells[1].text}" for row in rows
    )
    return Chart(
        "age",
        "Usia dan jenis kelamin orang masuk",
        f"Batang bertumpuk: {said}. Yang usia atau jenis kelaminnya tidak diketahui tidak digambar.",
        Table(
            caption="Usia dan jenis kelamin orang masuk",
            first="Usia",
            columns=("Laki-laki", "Perempuan", "Jumlah"),
            rows=tuple(rows),
        ),
        _svg(drawing, height=125),
    )


def clock_chart(report: MonthlyReport) -> Chart:
    """The share of the acts under each clock that kept it; clocks without acts are not drawn."""
    rows = []
    for line in report.clocks:
        part = share(line.kept, line.acts)
        if part is not None:
            rows.append((f"{line.label} ({line.limit})", part, percent(part)))
    table = clock_table(report)
    drawn = bars("clocks", table.caption, rows, unit="Bagian")
    return replace(drawn, table=table) if rows else drawn


def outcome_chart(report: MonthlyReport) -> Chart:
    lines = sorted(report.outcomes.reason, key=lambda line: -line.people.total)
    rows = [(line.label, line.people.total, str(line.people.total)) for line in lines]
    return bars("outcomes", f"Cara selesai ({report.outcomes.ended.total} kasus)", rows)


def type_chart(report: MonthlyReport) -> Chart:
    """The most frequent types; the rest together as "Lainnya"."""
    lines = sorted(report.intake.type, key=lambda line: (-line.people.total, line.code))
    rows = [(line.label, line.people.total) for line in lines[:SHOWN_TYPES]]
    if rest := sum(line.people.total for line in lines[SHOWN_TYPES:]):
        rows.append(("Lainnya", rest))
    return bars("types", "Orang masuk menurut jenis PPKS utama", [(n, v, str(v)) for n, v in rows])


def _data(values: list[dict[str, Any]]) -> Any:
    import altair as alt

    make: Any = alt.Data
    return make(values=values)


def _svg(drawing: Any, *, height: int, right: int = 40, left: int = 5) -> str:
    """``drawing`` as SVG text in the look of the house.

    A page draws it in whatever sans the machine has: ``left`` is room for names wider than Arimo makes
    them.
    """
    import vl_convert

    spec = (
        drawing.properties(
            width=WIDTH,
            height=height + 13,
            background="#ffffff",
            padding={"left": left, "top": 8, "right": right, "bottom": 5},
            autosize={"type": "fit", "contains": "padding"},
        )
        .configure(font=FONT)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK_2, labelFontSize=12, gridColor=LINE, labelFont=FONT, titleFont=FONT
        )
        .configure_axisX(grid=False)
        .configure_text(fontSize=12, font=FONT)
        .configure_legend(labelFont=FONT, labelColor=INK_2, labelFontSize=12)
    )
    return str(vl_convert.vegalite_to_svg(spec.to_dict()))


def dashboard_charts(month: Month, report: MonthlyReport) -> list[Chart]:
    """The four drawings of the running month."""
    return [trend_chart(trend(month)), type_chart(report), age_chart(report), clock_chart(report)]


def report_charts(month: Month, report: MonthlyReport) -> dict[str, list[Chart]]:
    """The drawings of a report by the part they stand in."""
    return {
        "intake": [trend_chart(trend(month)), age_chart(report)],
        "outcomes": [outcome_chart(report)],
        "monitoring": [clock_chart(report)],
    }
