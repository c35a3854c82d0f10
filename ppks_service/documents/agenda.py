"""The agenda book (buku agenda surat keluar): every number of a year, void ones with their reason, and nobody's name.

``title``, ``recipient`` and ``void_reason`` are kept free of the person's name when they are written
(``documents.subjects.person_of``); of a protected person the book does not even say to whom.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet
from django.http import QueryDict
from django.utils import timezone

from ppks_service.documents.forms import kind_choices
from ppks_service.documents.models import DocumentStatus, IssuedDocument, SignedScan
from ppks_service.documents.queries import replacement_of
from ppks_service.indonesian import MONTHS, in_sentence, long_date

MONTH_CHOICES = [(str(n), name) for n, name in enumerate(MONTHS, start=1)]
SECRET = "terlindung"


def year_choices() -> list[tuple[str, str]]:
    """The years from the first letter on, and this one, newest first. One query, by the index of days."""
    days = IssuedDocument.objects.aggregate(first=Min("dated_on"), last=Max("dated_on"))
    this = timezone.localdate().year
    first, last = (day.year if day else this for day in (days["first"], days["last"]))
    return [(str(year), str(year)) for year in range(max(last, this), min(first, this) - 1, -1)]


class AgendaFilter(django_filters.FilterSet):
    """One year of the book, and what of it: a month, a kind, a status."""

    tahun = django_filters.ChoiceFilter(
        label="Tahun", field_name="dated_on__year", choices=(), empty_label=None
    )
    bulan = django_filters.ChoiceFilter(
        label="Bulan",
        field_name="dated_on__month",
        choices=MONTH_CHOICES,
        empty_label="Setahun penuh",
    )
    kind = django_filters.ChoiceFilter(label="Jenis", choices=(), empty_label="Semua jenis")
    status = django_filters.ChoiceFilter(
        label="Keadaan", choices=DocumentStatus.choices, empty_label="Semua keadaan"
    )

    class Meta:
        model = IssuedDocument
        fields = ["tahun", "bulan", "kind", "status"]

    def __init__(self, *args: Any, years: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As lists: a form asks for choices that are a function again and again.
        self.filters["tahun"].extra["choices"] = years
        self.filters["kind"].extra["choices"] = kind_choices()


@dataclass(frozen=True)
class Gap:
    """A kind whose numbers of the year do not run through, which the database should never let be."""

    kind: str
    missing: int


@dataclass(frozen=True)
class Agenda:
    """One reading of the book: ``rows`` by day and number, their sums, and gaps of the whole year."""

    filters: AgendaFilter
    year: int
    rows: QuerySet[IssuedDocument]
    total: int
    by_status: Mapping[str, int]
    gaps: tuple[Gap, ...]

    @property
    def words(self) -> str:
        """The filter as a sentence: ``tahun 2026, September, Surat pengantar``"""
        data = self.filters.form.cleaned_data if self.filters.form.is_valid() else {}
        said = [f"tahun {self.year}"]
        for name in ("bulan", "kind", "status"):
            if value := data.get(name):
                choices = dict(self.filters.form.fields[name].choices)
                said.append(str(choices.get(value, value)))
        return ", ".join(said)

    @property
    def sums(self) -> str:
        """``berlaku 9, ditarik 1``: in words, the ones that there are none of left out."""
        return ", ".join(
            f"{in_sentence(status.label)} {self.by_status[status]}"
            for status in DocumentStatus
            if self.by_status.get(status)
        )


def agenda_for(query: Mapping[str, str]) -> Agenda:
    """The book under the filter of ``query``; this year's where it names none. Four queries and the rows."""
    asked = {name: value for name, value in query.items() if value}
    years = year_choices()
    if asked.get("tahun") not in dict(years):
        asked["tahun"] = str(timezone.localdate().year)
    data = QueryDict(mutable=True)
    data.update(asked)
    rows = (
        IssuedDocument.objects.defer("html")
        .select_related("issued_by", "replaced_by")
        .order_by("-dated_on", "-pk")
    )
    filters = AgendaFilter(data, queryset=rows, years=years)
    found = filters.qs
    groups = found.order_by().values_list("status").annotate(n=Count("pk"))
    by_status = dict(groups)
    year = int(asked["tahun"])
    scans = SignedScan.objects.filter(document=OuterRef("pk"))
    shown = found.annotate(has_scan=Exists(scans))
    return Agenda(filters, year, shown, sum(by_status.values()), by_status, gaps_of(year))


def gaps_of(year: int) -> tuple[Gap, ...]:
    """The kinds with fewer letters in the year than their last number says. One query."""
    series = (
        IssuedDocument.objects.filter(dated_on__year=year)
        .order_by("series__name")
        .values_list("series__name")
        .annotate(last=Max("serial"), n=Count("pk"))
    )
    return tuple(Gap(name, last - n) for name, last, n in series if last != n)


def recipient_words(letter: IssuedDocument) -> str:
    """To whom, where the book may say it."""
    if letter.is_protected:
        return SECRET
    return letter.recipient or "–"


def subject_words(letter: IssuedDocument) -> str:
    """Kind and title; the title alone where it begins with the kind."""
    if letter.title.startswith(letter.kind_name):
        return letter.title
    return f"{letter.kind_name}: {letter.title}"


def state_words(letter: IssuedDocument) -> str:
    """``berlaku``; or what became of it, when and why, and the number that replaced it."""
    if letter.status == DocumentStatus.VALID:
        return "berlaku"
    on = f" {long_date(letter.voided_at)}" if letter.voided_at else ""
    words = f"{letter.get_status_display()}{on}: {letter.void_reason}"
    new = replacement_of(letter)
    return f"{words}; diganti {new.number}" if new else words


def lines_of(rows: Any) -> list[dict[str, Any]]:
    """What a page or paper shows of each letter of an ``Agenda``."""
    return [
        {
            "letter": letter,
            "subject": subject_words(letter),
            "recipient": recipient_words(letter),
            "state": state_words(letter),
            "is_void": letter.status != DocumentStatus.VALID,
            "has_scan": letter.has_scan,
        }
        for letter in rows
    ]
