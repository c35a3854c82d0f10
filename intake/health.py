"""What professions said of a person, side by side: doctors' letters, and the guarded facts of health.

Whatever shows, prints or matches on a fact of health asks here; ``HealthFact`` is read nowhere else.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from intake import instruments
from intake.models import (
    FLAG_OF_KIND,
    GUARDED_FLAGS,
    OF_HEALTH,
    Assessment,
    AssessmentStatus,
    Case,
    Flag,
    HealthFact,
    HealthKind,
    HealthSource,
    HealthState,
    Need,
    NeedDomain,
    Paper,
    PaperKind,
)
from intake.permissions_health import read_health, read_protection
from intake.validity import is_over, ran_out
from ppks_service import indonesian
from ppks_service.accounts.models import User
from ppks_service.accounts.rules import Rule

THERE_IS = "Ada fakta kesehatan yang dijaga"
MASKED_NEED = "Kebutuhan kesehatan (terbatas)"
SAID_BY = "catatan kesehatan yang dijaga"
# What a letter or a fact decides elsewhere: the very gates and criteria that read it.
OPENS_LETTER = {
    PaperKind.CALM: "Penempatan menetap bagi orang dengan gangguan jiwa",
    PaperKind.HEALTH: "Syarat surat pada UPT yang memintanya",
}
OPENS_FACT = {
    HealthKind.PREGNANCY: "Kriteria UPT tentang kehamilan",
    HealthKind.TB: "Kriteria UPT tentang penyakit menular",
}
TONES = {
    HealthState.SUSPECTED: ("soon", "question-mark"),
    HealthState.CLEAR: ("calm", "circle-dashed"),
    HealthState.CONFIRMED: ("info", "circle-check"),
    HealthState.RULED_OUT: ("calm", "circle-x"),
    HealthState.TREATED: ("ok", "check"),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the panel: what was found, by whom, until when it holds, and what it opens."""

    what: str
    result: str
    tone: str
    icon: str
    by: str
    on: dt.date | None
    valid_until: dt.date | None = None
    opens: str = ""
    remark: str = ""
    words: str = ""
    url: str = ""
    case_number: str = ""
    fact: HealthFact | None = None
    is_assessment: bool = False

    @property
    def until_words(self) -> str:
        return "ditinjau lagi" if self.is_assessment else "berlaku sampai"

    @property
    def is_over(self) -> bool:
        return is_over(self.valid_until)


@dataclass(frozen=True, kw_only=True)
class HealthPanel:
    """What one reader sees of health in one file."""

    findings: list[Finding]
    refusal: str  # why the guarded facts stay closed to the reader, or blank
    is_guarded: bool  # whether there are any, of whichever of the person's cases
    is_hidden: bool  # whether there are some that the reader does not see

    @property
    def guarded(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.fact is not None]


def panel_for(user: User, case: Case, records: Collection[int]) -> HealthPanel:
    """Letters and assessments for every reader of the file; guarded facts for who may. Three queries.

    ``records`` are all of the person's: facts of an earlier case are read by who may read that one's.
    """
    papers = case.papers.filter(kind__in=OPENS_LETTER).defer("file__content")
    facts = list(
        HealthFact.objects.filter(case__person__in=records)
        .select_related("case__section", "recorded_by", "struck_by")
        .order_by("-dated_on", "-pk")
    )
    readable = [fact for fact in facts if read_health.allows(user, fact.case)]
    assessments = case.assessments.filter(status=AssessmentStatus.FINISHED)
    lines = [_of_paper(paper, case) for paper in papers.order_by("-pk")]
    lines += [
        _of_assessment(row, case)
        for row in assessments.select_related("instrument", "assessor").order_by("-pk")
    ]
    lines += _of_facts(readable)
    lines.sort(key=lambda line: line.on or dt.date.min, reverse=True)
    return HealthPanel(
        findings=lines,
        refusal=read_health.refusal(user, case) or "",
        is_guarded=any(not fact.is_struck for fact in facts),
        is_hidden=any(not fact.is_struck for fact in facts if fact not in readable),
    )


def has_guarded(records: Collection[int]) -> bool:
    """Whether anything is guarded of the person of these records: for readers of the file, no list."""
    return HealthFact.objects.standing().filter(case__person__in=records).exists()


def shown_needs(user: User | None, case: Case, needs: Iterable[Need]) -> list[Need]:
    """``needs`` of ``case`` as ``user`` may see them, for pages and letters only; nobody is anybody outside.

    Where something of the person's health is guarded, what is needed for health tells it. Such a need is
    masked in place for who may not read the facts, and must not be saved; in the same way what is needed
    for protection, where violence or trafficking is. At most three queries.
    """
    shown = list(needs)
    for guard in NEED_GUARDS:
        told = [need for need in shown if need.domain in guard.domains]
        if not told or (user is not None and guard.reading.allows(user, case)):
            continue
        if not guard.is_shut(case):
            assessed = {need.assessment_id for need in told if need.assessment_id is not None}
            telling = _telling(assessed, guard.facts)
            told = [need for need in told if need.assessment_id in telling]
        for need in told:
            need.description, need.source, need.status_reason = guard.mask, "", ""
            need.is_masked = True
    return shown


def is_guarded_case(case: Case) -> bool:
    """Whether a flag or a standing fact of ``case`` is guarded; at most one query."""
    return (
        not set(FLAG_OF_KIND.values()).isdisjoint(case.flags)
        or HealthFact.objects.standing().filter(case=case.pk).exists()
    )


def is_trafficking_told(case: Case) -> bool:
    """Whether ``case`` is protected because of violence or trafficking, or by a label that hides which."""
    return not {Flag.TRAFFICKING, *GUARDED_FLAGS}.isdisjoint(case.flags)


@dataclass(frozen=True)
class NeedGuard:
    """What needs of some domains may tell: who reads it, when all of them do, and which answers else."""

    domains: tuple[NeedDomain, ...]
    reading: Rule[Case]
    is_shut: Callable[[Case], bool]
    facts: tuple[str, ...]  # of the assessment that suggested the need
    mask: str


NEED_GUARDS = (
    NeedGuard(OF_HEALTH, read_health, is_guarded_case, instruments.GUARDED_FACTS, MASKED_NEED),
    NeedGuard(
        (NeedDomain.PROTECTION,),
        read_protection,
        is_trafficking_told,
        ("exploited",),
        "Kebutuhan perlindungan (terbatas)",
    ),
)


def _telling(assessments: Collection[int], facts: Collection[str]) -> set[int]:
    """Those of which one of ``facts`` is true: the needs that they suggested follow from that."""
    if not assessments:
        return set()
    rows = Assessment.objects.filter(pk__in=assessments).select_related("instrument")
    return {
        row.pk
        for row in rows.order_by("pk")
        if any(
            value and key in facts
            for key, value in instruments.parse(row.instrument.definition)
            .facts(row.answers)
            .items()
        )
    }


def open_screens(case: Case) -> QuerySet[HealthFact]:
    """Screens of the case that no laboratory has answered yet."""
    answered = HealthFact.objects.standing().filter(answers__isnull=False).values("answers")
    screens = case.health_facts.filter(struck_at=None, source=HealthSource.SCREEN)
    return screens.exclude(pk__in=answered).order_by("-dated_on", "-pk")


@dataclass(frozen=True)
class Word:
    """What a profession answered to one question of places: yes, no, or None where the answer is open."""

    value: bool | None
    on: dt.date
    until: dt.date | None = None
    lapsed: str = ""  # the sentence that its validity has run out; the answer is open then
    was: bool | None = None  # what it answered while it held

    @property
    def said_yes(self) -> bool:
        """Whether it is a "yes", or was one until it ran out: a suspicion takes nothing from that."""
        return bool(self.value or self.was)


def matched_facts(cases: Iterable[Case]) -> dict[int, dict[str, Word]]:
    """What criteria of places ask of health, by case: the newest word of a profession. One query.

    Open where that word no longer holds, where a suspicion came after a "no", or where there is nothing
    but a suspicion. An older word does not stand in for the one that ran out: it was replaced by it.
    """
    rows = HealthFact.objects.standing().filter(case__in=cases, kind__in=ASKED_AS)
    found: dict[int, dict[str, Word]] = defaultdict(dict)
    for row in rows.order_by("dated_on", "pk"):
        fact, told = ASKED_AS[HealthKind(row.kind)], found[row.case_id]
        if row.state in ANSWER:
            told[fact] = _word_of(row)
        elif row.state == HealthState.SUSPECTED and not (fact in told and told[fact].said_yes):
            told[fact] = Word(None, row.dated_on)
    return found


def _word_of(row: HealthFact) -> Word:
    answer, until = ANSWER[HealthState(row.state)], row.valid_until
    if until is None or not is_over(until):
        return Word(answer, row.dated_on, until)
    lapsed = ran_out(indonesian.in_sentence(row.get_source_display()), until)
    return Word(None, row.dated_on, until, lapsed=lapsed, was=answer)


ASKED_AS = {HealthKind.PREGNANCY: "pregnant", HealthKind.TB: "contagious"}
ANSWER = {
    HealthState.CONFIRMED: True,
    HealthState.RULED_OUT: False,
    HealthState.TREATED: False,
}


def _of_paper(paper: Paper, case: Case) -> Finding:
    over = paper.is_over
    url = reverse("intake:paper_file", args=[case.number, paper.pk]) if paper.file_id else ""
    return Finding(
        what=paper.get_kind_display(),
        result="Lewat masa" if over else "Ada",
        tone="late" if over else "ok",
        icon="clock" if over else "circle-check",
        by=paper.issued_by or "penerbit belum ditulis",
        on=paper.dated_on,
        valid_until=paper.valid_until,
        opens="" if over else OPENS_LETTER[PaperKind(paper.kind)],
        words=paper.note,
        url=url,
    )


def _of_assessment(row: Assessment, case: Case) -> Finding:
    return Finding(
        what=row.instrument.title,
        result="Selesai",
        tone="ok",
        icon="clipboard-text",
        by=f"{row.profession}: {row.assessor}",
        on=timezone.localdate(row.finished_at) if row.finished_at else None,
        valid_until=row.next_review_on,
        opens="Kebutuhan, rencana, dan kriteria kemandirian",
        url=reverse("intake:assessment", args=[case.number, row.pk]),
        is_assessment=True,
    )


def _of_facts(facts: list[HealthFact]) -> list[Finding]:
    answers = {fact.answers_id: fact for fact in facts if fact.answers_id and not fact.is_struck}
    screens = {fact.pk: fact for fact in facts}
    return [
        _of_fact(fact, answers.get(fact.pk), screens.get(fact.answers_id or 0)) for fact in facts
    ]


def _of_fact(fact: HealthFact, answer: HealthFact | None, screen: HealthFact | None) -> Finding:
    tone, icon = TONES[HealthState(fact.state)]
    if fact.is_struck:
        icon, tone = "ban", "calm"
    return Finding(
        what=fact.get_kind_display(),
        result=fact.get_state_display(),
        tone=tone,
        icon=icon,
        by=f"{fact.get_source_display()}: {fact.said_by}",
        on=fact.dated_on,
        valid_until=fact.valid_until,
        opens="" if fact.is_struck else OPENS_FACT.get(HealthKind(fact.kind), ""),
        remark=_remark(fact, answer, screen),
        words=fact.words,
        case_number=fact.case.number,
        fact=fact,
    )


def _remark(fact: HealthFact, answer: HealthFact | None, screen: HealthFact | None) -> str:
    """How a screen and its laboratory stand to each other."""
    if screen is not None:
        verb = "menguatkan" if _agree(screen, fact) else "membantah"
        return f"Laboratorium {verb} tes saring {indonesian.short_date(screen.dated_on)}."
    if answer is not None:
        verb = "Dikuatkan" if _agree(fact, answer) else "Dibantah"
        return f"{verb} laboratorium {indonesian.short_date(answer.dated_on)}."
    if fact.source == HealthSource.SCREEN and not fact.is_struck:
        return "Hanya saringan: belum dipastikan laboratorium."
    return ""


def _agree(screen: HealthFact, laboratory: HealthFact) -> bool:
    found = screen.state != HealthState.CLEAR
    return found == (laboratory.state == HealthState.CONFIRMED)
