"""What is known of a person in a case, with who said so and when: what criteria of a place ask."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from intake import health, instruments
from intake.models import Assessment, AssessmentStatus, Case, CaseType, Condition, Paper, Sex
from intake.validity import is_over, last_days
from ppks_service.indonesian import in_sentence

ADULT = 18


@dataclass(frozen=True)
class KnownFact:
    """One fact. What ``is_guarded`` decides, and is written out nowhere but on the tab of health."""

    value: Any
    source: str
    on: dt.date | None = None
    is_guarded: bool = False
    lapsed: str = ""  # says that the word behind it has run out; the value is None then
    until: dt.date | None = None  # the last day on which the word behind it holds
    # What a word that ran out answered: a decision is compared with that, for nobody changed anything.
    was: Any = None
    ends: Mapping[str, dt.date] = field(default_factory=dict)  # of ``papers``: last days, by kind


type Facts = Mapping[str, KnownFact]


def facts_of(case: Case) -> dict[str, KnownFact]:
    """The facts of ``case``; what nobody knows is absent, or None with ``lapsed``, never False or zero.

    Keys: ``age`` (years), ``is_child``, ``sex`` ("L", "P"), ``ppks_type`` (codes, the main one
    first), ``papers`` (set of PaperKind that hold today; ``ends`` has those of the file that hold for a
    time only, past ones too), ``independence`` (0–20), ``pregnant``, ``contagious``, ``has_family``
    and whatever else the instrument's items tell. Six queries.
    """
    types = case.types.filter(until=None).select_related("ppks_type").order_by("-is_main", "pk")
    papers = case.papers.order_by("pk").values_list("kind", "added_at", "valid_until")
    told = health.matched_facts([case])
    return _known(case, list(types), list(papers), latest_assessment(case), told.get(case.pk, {}))


def facts_of_many(cases: Sequence[Case]) -> dict[int, dict[str, KnownFact]]:
    """The same for several cases, by key. Four queries; needs ``person`` and ``encounter``."""
    types, papers = defaultdict(list), defaultdict(list)
    rows = CaseType.objects.filter(case__in=cases, until=None).select_related("ppks_type")
    for row in rows.order_by("-is_main", "pk"):
        types[row.case_id].append(row)
    found = Paper.objects.filter(case__in=cases).order_by("pk")
    columns = ("case", "kind", "added_at", "valid_until")
    for case_pk, kind, added_at, until in found.values_list(*columns):
        papers[case_pk].append((kind, added_at, until))
    finished = Assessment.objects.filter(case__in=cases, status=AssessmentStatus.FINISHED)
    latest = finished.select_related("instrument", "assessor").order_by(
        "case", "-finished_at", "-pk"
    )
    assessments = {row.case_id: row for row in latest.distinct("case")}
    told = health.matched_facts(cases)
    return {
        case.pk: _known(
            case, types[case.pk], papers[case.pk], assessments.get(case.pk), told.get(case.pk, {})
        )
        for case in cases
    }


def _known(
    case: Case,
    types: list[CaseType],
    papers: list[tuple[str, dt.datetime, dt.date | None]],
    assessment: Assessment | None,
    told: dict[str, health.Word],
) -> dict[str, KnownFact]:
    known = _of_person(case)
    known |= _of_encounter(case)
    known |= _of_assessment(assessment)
    # What a profession said outweighs the glance of an officer and the word of an assessment.
    for key, word in told.items():
        if word.value is not None:
            known[key] = KnownFact(
                word.value, health.SAID_BY, word.on, is_guarded=True, until=word.until
            )
        elif key in known and known[key].value:
            # A suspicion, or a word that ran out, leaves a "yes" of somebody else. One that the word
            # outweighed while it held says nothing new since.
            if word.until is not None and (known[key].on or dt.date.min) <= word.until:
                known[key] = replace(known[key], was=word.was)
        elif word.lapsed:
            known[key] = KnownFact(
                None,
                health.SAID_BY,
                word.on,
                is_guarded=True,
                lapsed=word.lapsed,
                until=word.until,
                was=word.was,
            )
        else:
            known.pop(key, None)
    if types:
        known["ppks_type"] = KnownFact(
            [row.ppks_type.code for row in types],
            "jenis PPKS di berkas",
            _day(max(row.since for row in types)),
        )
    known["papers"] = _papers(papers)
    return known


def _papers(papers: list[tuple[str, dt.datetime, dt.date | None]]) -> KnownFact:
    last = last_days((kind, until) for kind, _, until in papers)
    return KnownFact(
        {kind for kind, until in last.items() if not is_over(until)},
        "berkas yang diterima",
        _day(max(at for _, at, _ in papers)) if papers else None,
        ends={kind: until for kind, until in last.items() if until is not None},
    )


def latest_assessment(case: Case) -> Assessment | None:
    """The finished assessment that counts now."""
    return (
        case.assessments.filter(status=AssessmentStatus.FINISHED)
        .select_related("instrument", "assessor")
        .order_by("-finished_at", "-pk")
        .first()
    )


def _of_person(case: Case) -> dict[str, KnownFact]:
    person, known = case.person, {}
    age = person.age_on(timezone.localdate())
    if age is not None:
        source = person.age_said_by or f"lahir, {in_sentence(person.get_birth_precision_display())}"
        known["age"] = KnownFact(age, source)
        known["is_child"] = KnownFact(age < ADULT, source)
    elif case.is_child:
        known["is_child"] = KnownFact(
            True, "perkiraan petugas saat ditemukan", _day(case.opened_at)
        )
    if person.sex != Sex.UNKNOWN:
        known["sex"] = KnownFact(person.sex, "berkas identitas")
        if person.sex == Sex.MALE:
            known["pregnant"] = KnownFact(False, "laki-laki")
    return known


def _of_encounter(case: Case) -> dict[str, KnownFact]:
    encounter = case.encounter
    if encounter is None or Condition.PREGNANT not in encounter.conditions:
        return {}
    return {"pregnant": KnownFact(True, "terlihat petugas saat ditemukan", _day(encounter.met_at))}


def _of_assessment(assessment: Assessment | None) -> dict[str, KnownFact]:
    if assessment is None or assessment.finished_at is None:
        return {}
    definition = instruments.parse(assessment.instrument.definition)
    source, on = f"asesmen {assessment.assessor}", _day(assessment.finished_at)
    return {
        key: KnownFact(value, source, on, is_guarded=key in instruments.GUARDED_FACTS)
        for key, value in definition.facts(assessment.answers).items()
    }


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localdate(moment)
