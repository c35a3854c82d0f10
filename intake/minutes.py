"""What the minutes of a raid (berita acara hasil razia) say: sums and agencies, and nobody's name.

Reasons and receivers are free text, in which a name may stand; so only their numbers are printed.
Its parts are those of domain.md §5.1 A.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils import timezone

from intake.models import Activity, AgeBand, Belonging, Encounter, Outcome, Raid, Sex
from intake.models.encounters import CHILD_BANDS
from intake.tally import standing_totals, tally_of
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.documents.actions import signer_of
from ppks_service.documents.models import DocumentStatus, IssuedDocument, LetterKind
from ppks_service.indonesian import long_date, weekday_date

AGE_GROUPS = {"child": "0–17", "adult": "18–59", "old": "60+", "unknown": "Usia tidak diketahui"}
SEXES = {Sex.MALE: "L", Sex.FEMALE: "P", Sex.UNKNOWN: "T"}
UNITS = ["", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


@dataclass(frozen=True)
class Row:
    """One line of a table: its label, a number for each column, and their sum."""

    label: str
    cells: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class Crossing:
    """Persons by something × age × sex. ``heads``: an age group, and the sexes that stand under it."""

    heads: tuple[tuple[str, tuple[str, ...]], ...]
    rows: tuple[Row, ...]
    total: Row


def valid_minutes(raid: Raid) -> IssuedDocument | None:
    """The minutes of ``raid`` that still count."""
    return (
        IssuedDocument.objects.defer("html")
        .filter(
            kind=LetterKind.RAID_MINUTES,
            subject_label="intake.raid",
            subject_pk=raid.pk,
            status=DocumentStatus.VALID,
        )
        .first()
    )


def minutes_context(raid: Raid, *, by: User) -> dict[str, Any]:
    """Everything that ``documents/raid_minutes.html`` prints."""
    agencies = list(raid.agencies.order_by("pk"))
    crossing, fates = by_activity(raid), by_fate(raid)
    return {
        "raid": raid,
        "day_words": day_in_words(raid),
        "agencies": agencies,
        "people": sum(agency.people or 0 for agency in agencies),
        "tally": tally_of(raid),
        "totals": standing_totals(raid),
        "crossing": crossing,
        "has_unknown_sex": any(SEXES[Sex.UNKNOWN] in sexes for _, sexes in crossing.heads),
        "fates": fates,
        "children_total": sum(children for _, _, children in fates),
        "belongings": _belongings(raid),
        "copies_words": spelled(max(2, len(agencies))),
        "copies_number": max(2, len(agencies)),
        "leader": signer_of(raid.led_by) if raid.led_by else None,
        "signer": _division_head(by),
        "copies": [],
    }


def by_activity(raid: Raid) -> Crossing:
    """Persons written down by street activity, age group and sex. One may do several things."""
    people: Counter[tuple[str, str]] = Counter()
    doing: dict[str, Counter[tuple[str, str]]] = {}
    columns = ("sex", "age_band", "age_years", "activities")
    for sex, band, years, activities, n in _groups(raid, *columns):
        key = (_age_group(band, years), sex)
        people[key] += n
        for activity in activities or [""]:
            doing.setdefault(activity, Counter())[key] += n
    columns_of = {age: _sexes_under(age, people) for age in AGE_GROUPS}
    keys = [(age, str(sex)) for age, sexes in columns_of.items() for sex in sexes]
    labels: dict[str, str] = {str(value): str(label) for value, label in Activity.choices}
    labels |= {Activity.NONE: "Tanpa kegiatan jalanan", "": "Tidak dicatat"}
    return Crossing(
        heads=tuple(
            (AGE_GROUPS[age], tuple(SEXES[sex] for sex in sexes))
            for age, sexes in columns_of.items()
            if sexes
        ),
        rows=tuple(_row(labels[code], doing[code], keys) for code in labels if code in doing),
        total=_row("Jumlah orang", people, keys),
    )


def by_fate(raid: Raid) -> list[tuple[str, int, int]]:
    """What became of those written down: label, persons, and children among them."""
    all_of, children = Counter[str](), Counter[str]()
    for outcome, band, years, n in _groups(raid, "outcome", "age_band", "age_years"):
        all_of[outcome] += n
        if _age_group(band, years) == "child":
            children[outcome] += n
    return [(o.label, all_of[o], children[o]) for o in Outcome if all_of[o]]


def day_in_words(raid: Raid) -> str:
    """``hari Jumat, tanggal delapan belas bulan September tahun dua ribu dua puluh enam (18-9-2026)``."""
    start = timezone.localdate(raid.starts_at)
    end = timezone.localdate(raid.ends_at) if raid.ends_at else start
    words = _one_day(start)
    return words if start == end else f"{words} sampai dengan {_one_day(end)}"


def spelled(n: int) -> str:
    """A number from 0 to 9999 in Indonesian words: ``spelled(2026)`` is "dua ribu dua puluh enam"."""
    if n == 0:
        return "nol"
    parts = []
    thousands, rest = divmod(n, 1000)
    if thousands:
        parts.append("seribu" if thousands == 1 else f"{spelled(thousands)} ribu")
    hundreds, rest = divmod(rest, 100)
    if hundreds:
        parts.append("seratus" if hundreds == 1 else f"{UNITS[hundreds]} ratus")
    tens, units = divmod(rest, 10)
    if rest in (10, 11):
        parts.append("sepuluh" if rest == 10 else "sebelas")
    elif tens == 1:
        parts.append(f"{UNITS[units]} belas")
    else:
        parts += [f"{UNITS[tens]} puluh"] if tens else []
        parts += [UNITS[units]] if units else []
    return " ".join(parts)


def _one_day(day: dt.date) -> str:
    weekday = weekday_date(day).partition(",")[0]
    month = long_date(day).split()[1]
    return (
        f"hari {weekday}, tanggal {spelled(day.day)} bulan {month} tahun {spelled(day.year)} "
        f"({day:%d-%m-%Y})"
    )


def _groups(raid: Raid, *columns: str) -> list[tuple[Any, ...]]:
    encounters = Encounter.objects.filter(raid=raid).order_by().values_list(*columns)
    return list(encounters.annotate(n=Count("pk")))


def _age_group(band: str, years: int | None) -> str:
    if years is not None:
        return "child" if years < 18 else "adult" if years < 60 else "old"
    if band in CHILD_BANDS:
        return "child"
    return {AgeBand.ELDERLY: "old", AgeBand.UNKNOWN: "unknown"}.get(AgeBand(band), "adult")


def _sexes_under(age: str, people: Counter[tuple[str, str]]) -> list[Sex]:
    """The columns under an age group: men and women always, what is unknown only where it is."""
    return [
        sex for sex in SEXES if people[(age, str(sex))] or (age != "unknown" and sex != Sex.UNKNOWN)
    ]


def _row(label: str, counts: Counter[tuple[str, str]], keys: list[tuple[str, str]]) -> Row:
    return Row(label=label, cells=tuple(counts[key] for key in keys), total=counts.total())


def _belongings(raid: Raid) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for belongings, n in _groups(raid, "belongings"):
        for belonging in belongings:
            counts[belonging] += n
    nothing = (Belonging.NOTHING, Belonging.UNKNOWN)
    return [(b.label, counts[b]) for b in Belonging if counts[b] and b not in nothing]


def _division_head(by: User) -> dict[str, Any]:
    """The signature block of the head of the division, or one to be filled in by hand."""
    heads = User.objects.filter(
        role=Role.DIVISION_HEAD, is_active=True, office__in=(by.office_id, by.office.parent_id)
    )
    head = heads.order_by("pk").first()
    if head is not None:
        return signer_of(head)
    return {"titles": ["Kepala Bidang,"], "name": "(nama pejabat)", "rank": "", "nip": ""}
