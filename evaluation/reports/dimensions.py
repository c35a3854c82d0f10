"""What rows are told apart by: sex, age band, origin. Each is a condition, so that a figure and the
rows behind it are the same question asked twice."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case as Choose
from django.db.models import CharField, Count, F, Func, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Left, TruncDate
from django.utils import timezone

from evaluation.reports.figures import BandLine, Split
from intake.models import AgeBand, Sex

BANDS = {
    "0-5": ("age_0_5", "0–5 tahun"),
    "6-17": ("age_6_17", "6–17 tahun"),
    "18-59": ("age_18_59", "18–59 tahun"),
    "60": ("age_60", "60 tahun ke atas"),
    "unknown": ("age_unknown", "Usia tidak diketahui"),
}
SEXES = {Sex.MALE: "male", Sex.FEMALE: "female", Sex.UNKNOWN: "sex_unknown"}
# A field of a Split, as a condition on rows that ``told_apart`` has annotated.
SPLIT: dict[str, Q] = {name: Q(sex=sex) for sex, name in SEXES.items()} | {
    name: Q(band=band) for band, (name, _) in BANDS.items()
}
STREET_BANDS = {
    "0-5": [AgeBand.TODDLER],
    "6-17": [AgeBand.CHILD, AgeBand.TEEN],
    "18-59": [AgeBand.YOUNG, AgeBand.ADULT, AgeBand.MIDDLE],
    "60": [AgeBand.ELDERLY],
}
HOME_PROVINCE = "12"  # Sumatera Utara


class UnknownFigure(LookupError):
    """No figure has this key."""


class FullYears(Func):
    """The years that have passed between two days."""

    template = "EXTRACT(YEAR FROM AGE(%(expressions)s))::int"
    output_field = IntegerField()


def told_apart(rows: QuerySet, *, on: str, case: str = "") -> QuerySet:
    """``rows`` with ``sex`` and ``band``: the age on the day of ``on``, fixed for the whole report.

    The age comes from the birth date, else from what the officer said at the street. ``case`` leads
    from a row to its case, as ``case__``.
    """
    day = TruncDate(on, tzinfo=timezone.get_default_timezone())
    years = Coalesce(
        FullYears(day, F(f"{case}person__born_on")),
        F(f"{case}encounter__age_years"),
        output_field=IntegerField(),
    )
    said = [
        When(**{f"{case}encounter__age_band__in": bands}, then=Value(band))
        for band, bands in STREET_BANDS.items()
    ]
    return rows.annotate(years=years, sex=F(f"{case}person__sex")).annotate(
        band=Choose(
            When(years__lt=6, then=Value("0-5")),
            When(years__lt=18, then=Value("6-17")),
            When(years__lt=60, then=Value("18-59")),
            When(years__gte=60, then=Value("60")),
            *said,
            default=Value("unknown"),
            output_field=CharField(),
        )
    )


def with_origin(rows: QuerySet) -> QuerySet:
    """Cases with ``origin``: the regency in Sumatera Utara, the province elsewhere, abroad, unknown.

    What is verified counts before what is claimed.
    """
    area = Coalesce("person__verified_origin_id", "person__claimed_origin_id")
    return rows.annotate(area=area).annotate(
        origin=Choose(
            When(area__startswith=f"{HOME_PROVINCE}.", then=Left("area", 5)),
            When(area__isnull=False, then=Left("area", 2)),
            When(~Q(person__nationality__in=["", "Indonesia"]), then=Value("abroad")),
            default=Value("unknown"),
            output_field=CharField(),
        )
    )


ORIGINS = {
    "inside": Q(origin__startswith=HOME_PROVINCE),
    "abroad": Q(origin="abroad"),
    "unknown": Q(origin="unknown"),
}
ORIGINS["outside"] = ~(ORIGINS["inside"] | ORIGINS["abroad"] | ORIGINS["unknown"])


def split(groups: Iterable[dict[str, Any]], count: str = "n") -> Split:
    """Add up ``groups``, each with ``sex``, ``band`` and the number in ``count``."""
    parts: dict[str, int] = {}
    for group in groups:
        n = group[count]
        for name in ("total", SEXES[group["sex"]], BANDS[group["band"]][0]):
            parts[name] = parts.get(name, 0) + n
    return Split(**parts)


def by_band(groups: list[dict[str, Any]]) -> tuple[BandLine, ...]:
    """The groups as one line an age band, those without anybody left out."""
    lines = []
    for band, (_, label) in BANDS.items():
        sexes = dict.fromkeys(SEXES.values(), 0)
        for group in groups:
            if group["band"] == band:
                sexes[SEXES[group["sex"]]] += group["n"]
        if any(sexes.values()):
            lines.append(BandLine(code=band, label=label, **sexes))
    return tuple(lines)


def grouped(rows: QuerySet, *by: str) -> list[dict[str, Any]]:
    """How many rows there are for each combination of ``by``."""
    return list(rows.order_by().values(*by).annotate(n=Count("pk")))


def counted(rows: QuerySet, conditions: dict[str, Q]) -> dict[str, int]:
    """How many rows meet each condition, in one query."""
    return rows.order_by().aggregate(
        **{name: Count("pk", filter=condition) for name, condition in conditions.items()}
    )


def part_of(rows: QuerySet, rest: list[str], conditions: dict[str, Q] | None = None) -> QuerySet:
    """The rows of the figure that ``rest`` of its key names: all, or those of one condition."""
    if not rest:
        return rows
    conditions = SPLIT if conditions is None else conditions
    if len(rest) == 1 and rest[0] in conditions:
        return rows.filter(conditions[rest[0]])
    raise UnknownFigure(".".join(rest))
