"""What stands at the head of every page of a case file, and its tabs.

A page of a higher app extends ``intake/case_base.html``, fills its block ``tab`` and renders with
``case_context(request, case, tab="…")``. Calling it is reading the file: it writes that down.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from intake import permissions, workflow
from intake.clocks import CaseClock, clock_of, late_review
from intake.models import (
    AssessmentStatus,
    BirthPrecision,
    Case,
    CaseStage,
    CaseStatus,
    Flag,
    Person,
    ReunionLock,
    Stage,
)
from intake.repeats import History, history_before
from ppks_service.accounts.guards import StaffRequest
from ppks_service.accounts.models import User
from ppks_service.journal.actions import record
from ppks_service.panels import Act, Hindrance, panels, registered
from ppks_service.worklist.clocks import Clocks

ELDERLY = 60
SUMMARY = "ringkasan"
ACTS = "tindakan"  # a page of one act: under the tabs, itself none of them

COMING = {
    Stage.DATA: "Dimulai saat kasus didaftarkan",
    Stage.ANALYSIS: "Dimulai saat asesmen selesai",
    Stage.PLANNING: "Dimulai saat rencana disepakati",
    Stage.ACTION: "Dimulai saat rujukan disetujui",
    Stage.EVALUATION: "Dimulai saat kunjungan pertama",
}


@dataclass(frozen=True)
class StageStep:
    """One of the six stages as ``{% stages %}`` draws it."""

    number: int
    name: str
    state: str
    act: str
    at: dt.datetime | None


@dataclass(frozen=True)
class Sign:
    """A property of the person, as ``{% flag %}`` draws it."""

    tone: str
    icon: str
    words: str


@dataclass(frozen=True)
class TabLink:
    key: str
    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class CaseHead:
    """All that the head of a case file says."""

    age: str
    signs: list[Sign]
    history: History
    stages: list[StageStep]
    clock: CaseClock | None
    types: list[str]
    hindrances: list[Hindrance]

    @property
    def hindrance(self) -> str:
        """All hindrances as one sentence, the gravest first."""
        return "; ".join(h.sentence.rstrip(".") for h in self.hindrances) + "."

    @property
    def link(self) -> Hindrance | None:
        return next((h for h in self.hindrances if h.url), None)


def case_context(request: StaffRequest, case: Case, tab: str = SUMMARY) -> dict[str, Any]:
    """The context of ``intake/case_base.html`` for ``case``, and the journal's line of the reading.

    Fetch the case by ``file_of``, or with person, section, owner and encounter selected.
    """
    if request.method in ("GET", "HEAD"):
        record(
            actor=request.user,
            action="case.read",
            subject=case,
            person_pk=case.person_id,
            note=f"Berkas dibuka: {tab_label(tab)}.",
            tab=tab,
        )
    counts = _counts(case)
    return {
        "case": case,
        "person": case.person,
        "head": _head(request.user, case, counts),
        "tabs": _tabs(request.user, case, tab, counts),
        "tab": tab,
        "is_summary": tab == SUMMARY,
        "may_write": permissions.write_file.allows(request.user, case),
        "may_assess": permissions.assess.allows(request.user, case),
    }


def summary_context(request: StaffRequest, case: Case) -> dict[str, Any]:
    """What the first tab shows beside the head: acts and the panels of higher apps."""
    context = case_context(request, case)
    acts = acts_of(request.user, case)
    return context | {
        "acts": [act for act in acts if not act.refusal],
        "refused_acts": [act for act in acts if act.refusal],
        "main_panels": panels("case.summary", request.user, case),
        "side_panels": panels("case.side", request.user, case),
    }


def age_words(person: Person, case: Case | None = None) -> str:
    """``±64 tahun``, ``7 bulan``, an officer's band, or that nobody knows."""
    today = timezone.localdate()
    age = person.age_on(today)
    if age is None or person.born_on is None:
        band = case.encounter if case else None
        if band is not None and band.age_band != "unknown":
            return f"{band.get_age_band_display().split()[0]} tahun"
        return "usia tidak diketahui"
    rough = "" if person.birth_precision in (BirthPrecision.DAY, BirthPrecision.MONTH) else "±"
    if age == 0 and not rough:
        months = (today.year - person.born_on.year) * 12 + today.month - person.born_on.month
        return f"{months} bulan"
    return f"{rough}{age} tahun"


def acts_of(user: User, case: Case) -> list[Act]:
    """The buttons of the file, at most one of them the next act."""
    acts = _own_acts(user, case)
    for provide in registered("case.acts"):
        acts += provide(user, case)
    acts.sort(key=lambda act: act.order)
    found_next, shown = False, []
    for act in acts:
        is_next = act.is_next and not found_next and not act.refusal
        found_next = found_next or is_next
        shown.append(replace(act, is_next=is_next))
    return sorted(shown, key=lambda act: not act.is_next)


def tab_label(key: str) -> str:
    names = {k: label for k, label, _, _ in OWN_TABS}
    names[ACTS] = "Tindakan"
    names |= {tab.key: tab.label for tab in registered("case.tabs")}
    return names.get(key, key)


OWN_TABS = (
    (SUMMARY, "Ringkasan", "intake:case_show", 0),
    ("identitas", "Identitas", "intake:case_identity", 10),
    ("asesmen", "Asesmen", "intake:case_assessments", 20),
    ("kesehatan", "Kesehatan", "intake:case_health", 25),
    ("keluarga", "Keluarga", "intake:case_family", 60),
    ("serah-terima", "Serah terima", "intake:case_custody", 65),
    ("dokumen", "Dokumen", "intake:case_papers", 70),
    ("linimasa", "Linimasa", "intake:case_timeline", 80),
)


def _tabs(user: User, case: Case, current: str, counts: dict[str, int]) -> list[TabLink]:
    rows = [(order, key, label, url_name) for key, label, url_name, order in OWN_TABS]
    rows += [
        (tab.order, tab.key, tab.label, tab.url_name)
        for tab in registered("case.tabs")
        if tab.shown_to(user)
    ]
    links = []
    for _, key, label, url_name in sorted(rows):
        if key == "dokumen" and counts["paper_count"]:
            label = f"{label} ({counts['paper_count']})"
        url = reverse(url_name, args=[case.number])
        links.append(TabLink(key, label, url, key == current))
    return links


def _counts(case: Case) -> dict[str, int]:
    """What the head must know of the file's contents, in one query."""
    return Case.objects.filter(pk=case.pk).aggregate(
        paper_count=Count("papers", distinct=True),
        drafts=Count(
            "assessments",
            filter=Q(assessments__status=AssessmentStatus.DRAFT),
            distinct=True,
        ),
        late_reviews=Count("assessments", filter=late_review(), distinct=True),
        asked=Count("consents", distinct=True),
        given=Count("consents", filter=Q(consents__given=True), distinct=True),
    )


def _head(user: User, case: Case, counts: dict[str, int]) -> CaseHead:
    reached = {row.stage: row for row in case.stages.all()}
    types = case.types.filter(until=None).select_related("ppks_type").order_by("-is_main", "pk")
    clock = clock_of(case, Clocks(), {stage: row.reached_at for stage, row in reached.items()})
    history = history_before(user, case)
    locks = ReunionLock.objects.filter(case__person__in=history.records, cleared_at=None)
    names = [f"{t.ppks_type}{' (utama)' if t.is_main else ''}" for t in types]
    return CaseHead(
        age=age_words(case.person, case),
        signs=signs_of(case, times=history.times),
        history=history,
        stages=_steps(case, reached),
        clock=clock,
        types=names,
        hindrances=_hindrances(
            user, case, counts, has_type=bool(names), is_locked=case.is_open and locks.exists()
        ),
    )


def signs_of(case: Case, *, times: int) -> list[Sign]:
    """What the file says of its person at one glance; ``times`` as ``repeats`` counts them."""
    signs = []
    age = case.person.age_on(timezone.localdate())
    if case.is_child:
        signs.append(Sign("late", "mood-kid", "Anak"))
    if age is not None and age >= ELDERLY:
        signs.append(Sign("info", "old", "Lansia"))
    labels = dict.fromkeys(Flag(f).label for f in case.flags if f != Flag.CHILD)
    signs += [Sign("held", "lock", label) for label in labels]
    if times > 1:
        signs.append(Sign("calm", "repeat", f"Berulang ({times} kali)"))
    if case.status == CaseStatus.PAUSED:
        signs.append(Sign("calm", "player-pause", "Ditangguhkan"))
    if case.from_register:
        signs.append(Sign("calm", "file-import", "Dari register lama"))
    elif case.status == CaseStatus.ENDED:
        signs.append(Sign("ok", "circle-check", f"Selesai: {case.get_end_reason_display()}"))
    return signs


def _steps(case: Case, reached: dict[int, CaseStage]) -> list[StageStep]:
    steps = []
    for stage in Stage:
        row = reached.get(stage)
        if row is not None:
            ended = case.status == CaseStatus.ENDED
            state = "now" if stage == case.stage and not ended else "done"
            steps.append(StageStep(stage, stage.label, state, row.act, row.reached_at))
        elif stage < case.stage or not case.is_open:
            steps.append(StageStep(stage, stage.label, "skipped", "Dilewati", None))
        else:
            steps.append(StageStep(stage, stage.label, "", COMING.get(stage, ""), None))
    return steps


def _hindrances(
    user: User, case: Case, counts: dict[str, int], *, has_type: bool, is_locked: bool
) -> list[Hindrance]:
    if not case.is_open:
        return []
    found = list(_own_hindrances(case, counts, has_type=has_type, is_locked=is_locked))
    for provide in registered("case.hindrances"):
        found += provide(user, case)
    return sorted(found, key=lambda h: h.order)


def _own_hindrances(
    case: Case, counts: dict[str, int], *, has_type: bool, is_locked: bool
) -> Iterable[Hindrance]:
    if case.status == CaseStatus.PAUSED:
        yield Hindrance(sentence=f"kasus ditangguhkan: {case.pause_reason}", order=10)
    if is_locked:
        url = reverse("intake:case_family", args=[case.number])
        yield Hindrance(
            sentence="reunifikasi terkunci karena dugaan eksploitasi",
            url=url,
            link="Periksa kuncinya",
            order=15,
        )
    if case.owner_id is None:
        url = reverse("intake:case_assign", args=[case.number])
        yield Hindrance(
            sentence="belum ada penanggung jawab", url=url, link="Tunjuk penanggung jawab", order=20
        )
    if not has_type:
        url = reverse("intake:case_types", args=[case.number])
        yield Hindrance(
            sentence="jenis PPKS belum ditetapkan", url=url, link="Tetapkan jenis", order=30
        )
    if case.stage <= Stage.DATA:
        url = reverse("intake:case_assessments", args=[case.number])
        begun = counts["drafts"] > 0
        yield Hindrance(
            sentence="asesmen awal belum selesai" if begun else "asesmen awal belum dimulai",
            url=url,
            link="Lanjutkan asesmen" if begun else "Mulai asesmen",
            order=40,
        )
    if counts["late_reviews"]:
        url = reverse("intake:case_assessments", args=[case.number])
        yield Hindrance(
            sentence="asesmen lewat tanggal tinjau lagi", url=url, link="Buka asesmen", order=48
        )
    if not counts["given"]:
        url = reverse("intake:case_consent", args=[case.number])
        asked = "persetujuan belum diberikan" if counts["asked"] else "persetujuan belum ditanyakan"
        yield Hindrance(sentence=asked, url=url, link="Catat persetujuan", order=60)


def _own_acts(user: User, case: Case) -> list[Act]:
    number = [case.number]
    no_assessment = permissions.assess.refusal(user, case) or ""
    no_writing = permissions.write_file.refusal(user, case) or ""
    acts = []
    if case.is_open:
        if case.stage <= Stage.DATA:
            acts.append(
                Act(
                    label="Isi asesmen",
                    url=reverse("intake:case_assessments", args=number),
                    icon="clipboard-text",
                    refusal=no_assessment,
                    is_next=True,
                    order=10,
                )
            )
        acts += [
            Act(
                label="Catat kontak keluarga",
                url=reverse("intake:case_family", args=number) + "#kontak",
                icon="phone",
                refusal=no_writing,
                order=60,
            ),
            Act(
                label="Unggah berkas",
                url=reverse("intake:case_papers", args=number) + "#unggah",
                icon="upload",
                refusal=no_writing,
                order=70,
            ),
            Act(
                label="Jenis PPKS dan perlindungan",
                url=reverse("intake:case_types", args=number),
                icon="tags",
                refusal=no_writing,
                order=75,
            ),
            Act(
                label="Ganti penanggung jawab" if case.owner_id else "Tunjuk penanggung jawab",
                url=reverse("intake:case_assign", args=number),
                icon="user-share",
                refusal=permissions.assign_case.refusal(user, case) or "",
                order=80,
            ),
        ]
    acts.append(
        Act(
            label="Catat surat pernyataan",
            url=reverse("intake:case_promise", args=number),
            icon="file-text",
            refusal=permissions.write_promise.refusal(user, case) or "",
            order=78,
        )
    )
    for transition, url_name, icon in (
        (workflow.PAUSE, "intake:case_pause", "player-pause"),
        (workflow.RESUME, "intake:case_resume", "player-play"),
        (workflow.END, "intake:case_end", "flag-check"),
    ):
        if case.status in transition.sources:
            acts.append(
                Act(
                    label=transition.label,
                    url=reverse(url_name, args=number),
                    icon=icon,
                    refusal=transition.refusal(user, case) or "",
                    order=90,
                )
            )
    return acts
