"""The list of cases: its filter, read back as a sentence, and pages by key instead of by count.

Words typed into the filter may be a name, so they never stand in an address: they lie in the
session under a short key, and the address holds the key (``kata``).
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import cached_property

from intake.case_page import age_words
from intake.case_words import kept_words
from intake.clocks import CaseClock, clock_of, overdue
from intake.models import (
    OPEN_CASE,
    Assessment,
    AssessmentStatus,
    Case,
    CaseStage,
    CaseStatus,
    Flag,
    PersonName,
    PPKSType,
    Stage,
)
from intake.permissions import open_file
from ppks_service.accounts.models import User
from ppks_service.indonesian import in_sentence, long_date, number
from ppks_service.keyset import page_by_key
from ppks_service.text import folded, shortened
from ppks_service.widgets import DateInput
from ppks_service.worklist.clocks import Clocks

PAGE_SIZE = 25
COUNT_UP_TO = 1000
LONGEST_NAME = 60
# What a row shows and its rules read. The long answers of a file are not fetched for a list of them.
COLUMNS = (
    "number",
    "flags",
    "stage",
    "status",
    "opened_at",
    "opened_by",
    "pause_reason",
    "end_reason",
    "from_register",
    "person__name",
    "person__sex",
    "person__born_on",
    "person__birth_precision",
    "owner__full_name",
    "section",
    "main_type__code",
    "main_type__name",
    "encounter__age_band",
)
# Types that say of a person what no list may say, nor a filter let one guess (domain.md §1.1, §7.3).
SENSITIVE_TYPES = frozenset({"10", "14", "16", "17", "18", "19"})
NUMBER = re.compile(r"^[A-Za-z]{1,2}-?\d{4}-\d+$")

CLOCKS = [
    ("late", "Lewat batas"),
    ("soon", "Lewat atau habis sampai besok"),
    ("paused", "Dijeda"),
]
ENDED = [("shown", "Ditampilkan"), ("only", "Hanya yang selesai")]
SORTS = [("old", "Terlama lebih dulu")]


class CaseFilter(django_filters.FilterSet):
    """What narrows the list. ``words`` is filled from the session."""

    words = django_filters.CharFilter(label="Nama, sebutan, atau nomor", method="by_words")
    tahap = django_filters.ChoiceFilter(
        label="Tahap", choices=Stage.choices, field_name="stage", empty_label="Semua tahap"
    )
    jam = django_filters.ChoiceFilter(
        label="Batas waktu", choices=CLOCKS, method="by_clock", empty_label="Semua"
    )
    jenis = django_filters.ChoiceFilter(
        label="Jenis PPKS utama",
        choices=[],
        field_name="main_type__code",
        empty_label="Semua jenis",
    )
    pj = django_filters.ChoiceFilter(
        label="Penanggung jawab", choices=[], method="by_owner", empty_label="Semua"
    )
    anak = django_filters.ChoiceFilter(
        label="Anak", choices=[("1", "Hanya anak")], method="by_child", empty_label="Semua usia"
    )
    selesai = django_filters.ChoiceFilter(
        label="Kasus selesai", choices=ENDED, method="by_end", empty_label="Tidak ditampilkan"
    )
    dari = django_filters.DateFilter(label="Masuk sejak", method="since", widget=DateInput)
    sampai = django_filters.DateFilter(label="Masuk sampai", method="until", widget=DateInput)
    urut = django_filters.ChoiceFilter(
        label="Urutan", choices=SORTS, method="as_it_is", empty_label="Terbaru lebih dulu"
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def __init__(self, data: Mapping[str, Any], *, user: User, queryset: QuerySet[Case]) -> None:
        super().__init__(data=data, queryset=queryset)
        self.user = user
        # Asked of each colleague, not of each case: a section has fifty of the one, thousands of the other.
        owned = Case.objects.filter(owner=OuterRef("pk"))
        colleagues = User.objects.filter(Exists(owned), office=user.office_id)
        owners = colleagues.order_by("full_name", "pk").values_list("pk", "full_name")
        choices = [
            ("saya", "Saya"),
            ("kosong", "Belum ditunjuk"),
            *((str(pk), name) for pk, name in owners),
        ]
        self.form.fields["pj"].choices = choices
        types = PPKSType.objects.exclude(code__in=SENSITIVE_TYPES).order_by("code")
        self.form.fields["jenis"].choices = list(types.values_list("code", "name"))

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """What the filter was asked, without what was not understood."""
        self.form.is_valid()
        return {name: value for name, value in self.form.cleaned_data.items() if value}

    def found(self) -> QuerySet[Case]:
        """The cases asked for; an answer that is not understood narrows nothing."""
        cases = self.queryset
        chosen = self.chosen
        for name, value in chosen.items():
            cases = self.filters[name].filter(cases, value)
        if "selesai" not in chosen:
            cases = cases.filter(status__in=OPEN_CASE)
        return cases

    def by_words(self, cases: QuerySet[Case], name: str, words: str) -> QuerySet[Case]:
        words = words.strip()
        if NUMBER.match(words):
            upper = words.upper()
            return cases.filter(
                Q(number=upper) | Q(person__register_number=upper) | Q(encounter__number=upper)
            )
        names = PersonName.objects.all()
        for word in folded(words).split():
            names = names.filter(folded__contains=word)
        # By name one finds only files that one may open: else the filter would tell who S.A. is.
        openable = Case.objects.visible_to(self.user).filter(person__in=names.values("person"))
        return cases.filter(pk__in=openable.values("pk"))

    def by_clock(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        now = timezone.now()
        if value == "paused":
            return cases.filter(status=CaseStatus.PAUSED)
        if value == "late":
            return cases.filter(overdue(now))
        tomorrow = timezone.localdate() + dt.timedelta(days=2)
        return cases.filter(overdue(_midnight(tomorrow)))

    def by_owner(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        if value == "kosong":
            return cases.filter(owner=None)
        return cases.filter(owner=self.user.pk if value == "saya" else int(value))

    def by_child(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return cases.filter(flags__contains=[Flag.CHILD])

    def by_end(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return cases.filter(status=CaseStatus.ENDED) if value == "only" else cases

    def since(self, cases: QuerySet[Case], name: str, day: dt.date) -> QuerySet[Case]:
        return cases.filter(opened_at__gte=_midnight(day))

    def until(self, cases: QuerySet[Case], name: str, day: dt.date) -> QuerySet[Case]:
        return cases.filter(opened_at__lt=_midnight(day + dt.timedelta(days=1)))

    def as_it_is(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        return cases

    @property
    def sentence(self) -> str:
        """The filter as words: "tahap Perencanaan · masuk sejak 1 Juni 2026 · belum selesai"."""
        chosen, parts = self.chosen, []
        if words := chosen.get("words"):
            parts.append(f"“{words}”")
        if stage := chosen.get("tahap"):
            parts.append(f"tahap {Stage(int(stage)).label}")
        if jam := chosen.get("jam"):
            parts.append(f"batas waktu {dict(CLOCKS)[jam].lower()}")
        if jenis := chosen.get("jenis"):
            parts.append(f"jenis {dict(self.form.fields['jenis'].choices)[jenis].lower()}")
        if pj := chosen.get("pj"):
            parts.append(f"penanggung jawab: {dict(self.form.fields['pj'].choices)[pj].lower()}")
        if chosen.get("anak"):
            parts.append("anak")
        if dari := chosen.get("dari"):
            parts.append(f"masuk sejak {long_date(dari)}")
        if sampai := chosen.get("sampai"):
            parts.append(f"masuk sampai {long_date(sampai)}")
        ended = {"shown": "termasuk yang selesai", "only": "hanya yang selesai"}
        parts.append(ended.get(chosen.get("selesai", ""), "belum selesai"))
        return " · ".join(parts)


@dataclass(frozen=True)
class CaseRow:
    """One line of the list; a protected person is shown by initials, their link only to some."""

    case: Case
    name: str
    short_name: str
    may_open: bool
    age: str
    type_words: str
    clock: CaseClock | None
    hindrance: str


@dataclass(frozen=True)
class CaseList:
    """One page of the list and what stands around it."""

    filters: CaseFilter
    rows: list[CaseRow]
    count: str
    is_filtered: bool
    extra_used: int
    chips: list[tuple[str, str, bool]]
    previous_query: str
    next_query: str


def page_for(user: User, params: Mapping[str, str], session: Mapping[str, Any]) -> CaseList:
    """The page of the list that the address asks for."""
    asked = {key: value for key, value in params.items() if value}
    filters = _filters(user, asked, session)
    found = filters.found()
    count = found[: COUNT_UP_TO + 1].count()
    page = page_by_key(
        _told(found),
        asked,
        by="opened_at",
        size=PAGE_SIZE,
        oldest_first=asked.get("urut") == "old",
    )
    kept = {k: v for k, v in asked.items() if k not in ("sesudah", "sebelum")}
    chosen = filters.chosen
    return CaseList(
        filters=filters,
        rows=_rows(user, page.rows),
        count=f"{number(COUNT_UP_TO)}+" if count > COUNT_UP_TO else number(count),
        is_filtered=bool(set(chosen) - {"urut"}),
        extra_used=len(set(chosen) - {"words", "tahap", "jam"}),
        chips=_chips(kept),
        previous_query=page.previous_query,
        next_query=page.next_query,
    )


def all_for(
    user: User, params: Mapping[str, str], session: Mapping[str, Any], *, at_most: int
) -> tuple[CaseFilter, list[CaseRow]]:
    """The list without pages, as it is taken out as a spreadsheet."""
    filters = _filters(user, params, session)
    way = "" if params.get("urut") == "old" else "-"
    cases = _told(filters.found()).order_by(f"{way}opened_at", f"{way}pk")
    return filters, _rows(user, list(cases[:at_most]))


def _filters(user: User, params: Mapping[str, str], session: Mapping[str, Any]) -> CaseFilter:
    data: dict[str, Any] = {k: v for k, v in params.items() if v and k != "words"}
    if words := kept_words(session, params.get("kata", "")):
        data["words"] = words
    return CaseFilter(data, user=user, queryset=Case.objects.listed_for(user))


def _chips(current: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """The saved filters: label, query string, whether it is the one in use."""
    saved = [
        ("Semua yang berjalan", {}),
        ("Kasus saya", {"pj": "saya"}),
        ("Lewat batas", {"jam": "late", "urut": "old"}),
        ("Belum ditunjuk", {"pj": "kosong"}),
        ("Anak", {"anak": "1"}),
        ("Dijeda", {"jam": "paused"}),
        ("Selesai", {"selesai": "only"}),
    ]
    return [(label, urlencode(query), dict(current) == query) for label, query in saved]


def _told(found: QuerySet[Case]) -> QuerySet[Case]:
    """``found`` with all that a line of the list says."""
    draft = Assessment.objects.filter(case=OuterRef("pk"), status=AssessmentStatus.DRAFT)
    analysed = CaseStage.objects.filter(case=OuterRef("pk"), stage=Stage.ANALYSIS)
    return (
        found.for_list()  # type: ignore[attr-defined]
        .select_related("encounter")
        .only(*COLUMNS)
        .annotate(has_draft=Exists(draft), analysed_at=Subquery(analysed.values("reached_at")))
    )


def _rows(user: User, cases: list[Case]) -> list[CaseRow]:
    clocks = Clocks()
    return [
        CaseRow(
            case=case,
            name=case.listed_name,
            short_name=shortened(case.listed_name, LONGEST_NAME),
            may_open=open_file.allows(user, case),
            age=age_words(case.person, case),
            type_words=type_words(case),
            clock=clock_of(case, clocks, _reached(case)),
            hindrance=_hindrance(case),
        )
        for case in cases
    ]


def _reached(case: Case) -> dict[int, dt.datetime]:
    analysed_at = getattr(case, "analysed_at", None)
    return {int(Stage.ANALYSIS): analysed_at} if analysed_at else {}


def type_words(case: Case) -> str:
    """The main type as a list may show it."""
    if case.main_type is None:
        return "Jenis belum ditetapkan"
    return "Jenis terkunci" if case.main_type.code in SENSITIVE_TYPES else str(case.main_type)


def _hindrance(case: Case) -> str:
    if case.status == CaseStatus.PAUSED:
        return "Ditangguhkan" if case.is_protected else f"Ditangguhkan: {case.pause_reason}"
    if case.from_register:
        return "Dari register lama"
    if case.status == CaseStatus.ENDED:
        return f"Selesai: {in_sentence(case.get_end_reason_display())}"
    if case.stage <= Stage.DATA:
        begun = getattr(case, "has_draft", False)
        return "Asesmen awal belum selesai" if begun else "Asesmen awal belum dimulai"
    return ""


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
