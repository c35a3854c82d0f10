"""The rows behind a figure as lines of a list: a number, initials, what and when."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from evaluation.models import Visit
from intake.models import Assessment, Case, Identifier, IdentityCheck
from ppks_service.accounts.models import User
from ppks_service.documents.models import IssuedDocument
from ppks_service.indonesian import in_sentence
from referrals.models import Referral, ServiceGiven
from upt_facilities.models import Stay


@dataclass(frozen=True)
class Line:
    """One row. ``url`` only for who may open that case; others read initials."""

    number: str
    who: str
    what: str
    when: dt.date | None
    url: str = ""


@dataclass(frozen=True)
class Shape:
    """How the rows of one kind are read."""

    label: str
    related: tuple[str, ...]
    what: Callable[[Any], str]
    when: Callable[[Any], dt.date | None]
    case: Callable[[Any], Case | None]
    person: Callable[[Any], Any]


def _of_case(label: str, *related: str, what: Callable[[Any], str], when: str) -> Shape:
    return Shape(
        label,
        ("case__person", *related),
        what,
        lambda row: getattr(row, when),
        lambda row: row.case,
        lambda row: row.case.person,
    )


def _of_person(label: str, *, what: Callable[[Any], str], when: str) -> Shape:
    return Shape(
        label,
        ("person",),
        what,
        lambda row: getattr(row, when),
        lambda row: None,
        lambda row: row.person,
    )


def _case_words(case: Any) -> str:
    kind = str(case.main_type) if case.main_type else "jenis belum ditetapkan"
    return f"{kind}, {in_sentence(case.get_end_reason_display())}" if case.ended_at else kind


SHAPES: dict[type[Model], Shape] = {
    Case: Shape(
        "kasus",
        ("person", "main_type"),
        _case_words,
        lambda case: case.opened_at,
        lambda case: case,
        lambda case: case.person,
    ),
    Stay: _of_case(
        "tinggal",
        "facility",
        what=lambda stay: ", ".join(
            word for word in (stay.facility.name, in_sentence(stay.get_exit_kind_display())) if word
        ),
        when="arrived_at",
    ),
    Referral: _of_case(
        "rujukan",
        "facility",
        what=lambda row: f"{row.facility.name}, {in_sentence(row.get_status_display())}",
        when="submitted_at",
    ),
    ServiceGiven: _of_case(
        "layanan",
        what=lambda row: f"{row.get_need_display()}{'' if row.evidence else ', tanpa bukti'}",
        when="given_on",
    ),
    Visit: _of_case(
        "kunjungan",
        what=lambda row: (row.get_result_display() or row.purpose or "direncanakan").lower(),
        when="planned_on",
    ),
    Assessment: _of_case(
        "asesmen", "instrument", what=lambda row: row.instrument.title, when="finished_at"
    ),
    Identifier: _of_person("nomor", what=lambda row: row.get_kind_display(), when="noted_at"),
    IdentityCheck: _of_person(
        "pemeriksaan identitas", what=lambda row: row.get_level_display(), when="checked_on"
    ),
    IssuedDocument: Shape(
        "surat",
        (),
        lambda row: row.get_kind_display(),
        lambda row: row.dated_on,
        lambda row: None,
        lambda row: None,
    ),
}


def readied(rows: QuerySet) -> QuerySet:
    """``rows`` in order, with all that their lines show."""
    shape = SHAPES[rows.model]
    found = rows.select_related(*shape.related) if shape.related else rows.defer("html")
    return found.order_by("pk")


def noun(rows: QuerySet) -> str:
    return SHAPES[rows.model].label


def lines(rows: Iterable[Model], user: User) -> list[Line]:
    """The lines of one page of rows. One query: which of their cases ``user`` may open."""
    found = list(rows)
    if not found:
        return []
    shape = SHAPES[type(found[0])]
    cases = {case.pk for row in found if (case := shape.case(row)) is not None}
    open_to_user = set(
        Case.objects.visible_to(user).filter(pk__in=cases).values_list("pk", flat=True)
    )
    return [_line(row, shape, open_to_user) for row in found]


def _line(row: Any, shape: Shape, open_to_user: set[int]) -> Line:
    case, person = shape.case(row), shape.person(row)
    number = case.number if case else person.register_number if person else row.number
    is_open = case is not None and case.pk in open_to_user
    who = case.listed_name if is_open and case else person.initials if person else ""
    url = reverse("intake:case_show", args=[case.number]) if is_open and case else ""
    return Line(number, who, shape.what(row), shape.when(row), url)
