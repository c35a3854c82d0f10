"""One admission rule against what is known of one person."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError

from intake.facts import KnownFact
from intake.models import GUARDED_TYPES, LOCKED_TYPE, Disability, PaperKind, Sex
from intake.validity import ran_out
from ppks_service import indonesian
from ppks_service.indonesian import in_sentence
from upt_facilities.models import Criterion, Fact, Operator, Severity


class State(StrEnum):
    PASS = "pass"
    FAIL = "fail"
    WARN = "warn"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CriterionResult:
    """How one rule stands for one person, as ``components/crit.html`` draws it.

    ``fact`` has the value in words with its source and date, or what would make it known;
    ``remedy`` what would change the result. ``severity`` is that of the rule. ``lapsed`` says of an
    open one that what answered it has run out; one that is fulfilled until a day says ``until`` when,
    and what it ``rests_on``.
    """

    state: State
    text: str
    fact: str
    remedy: str = ""
    severity: str = Severity.MUST
    source: str = ""
    lapsed: str = ""
    until: dt.date | None = None
    rests_on: str = ""

    @property
    def is_must(self) -> bool:
        return self.severity == Severity.MUST


# What makes an unknown fact known.
REMEDIES = {
    Fact.AGE: "isi perkiraan usia pada identitas",
    Fact.SEX: "isi jenis kelamin pada identitas",
    Fact.PPKS_TYPE: "pilih jenis PPKS pada kasus",
    Fact.INDEPENDENCE: "selesaikan penilaian kemandirian pada asesmen",
    Fact.PREGNANT: "periksakan di puskesmas atau rumah sakit",
    Fact.HAS_FAMILY: "catat kontak keluarga, juga yang gagal",
    Fact.CONTAGIOUS: "menjadi terpenuhi dengan surat keterangan sehat",
    Fact.DISABILITY: "tandai jenis disabilitas pada asesmen",
    Fact.PAPER: "unggah suratnya pada dokumen kasus",
    Fact.IS_CHILD: "isi perkiraan usia pada identitas",
}
GUARDED_RULE = "Syarat kesehatan tempat ini"
ASK_AGAIN = "mintakan surat atau hasil pemeriksaan yang baru"
NEW_PAPER = "mintakan surat yang baru"
NUMBERS = (Fact.AGE, Fact.INDEPENDENCE)
YES_OR_NO = (Fact.PREGNANT, Fact.HAS_FAMILY, Fact.CONTAGIOUS, Fact.IS_CHILD)
CODES = (Fact.PPKS_TYPE, Fact.PAPER, Fact.SEX, Fact.DISABILITY)
OPERATORS = {
    **dict.fromkeys(NUMBERS, (Operator.AT_LEAST, Operator.AT_MOST, Operator.BETWEEN, Operator.IS)),
    **dict.fromkeys(YES_OR_NO, (Operator.IS,)),
    **dict.fromkeys(CODES, (Operator.ONE_OF, Operator.IS)),
}


def judge(
    criterion: Criterion, facts: Mapping[str, KnownFact], type_names: Mapping[str, str]
) -> CriterionResult:
    """How ``criterion`` stands for a person of whom ``facts`` are known.

    ``type_names`` has the names of the PPKS types by code. A rule that a guarded fact of health decides
    is counted as any other, and says neither the rule nor the fact: pages and letters show it to many.
    """
    fact = Fact(criterion.fact)
    known = _known(criterion, facts)
    if known is None:
        remedy = REMEDIES[fact]
        return _result(criterion, State.UNKNOWN, f"belum diketahui; {remedy}", remedy)
    if known.lapsed:
        return _lapsed_result(criterion, known)
    if known.is_guarded:
        return _guarded_result(criterion, known)
    words = _in_words(fact, known, type_names)
    if _holds(criterion, known.value):
        passed = _result(criterion, State.PASS, words)
        return _for_a_time(passed, criterion, known) if fact == Fact.PAPER else passed
    if criterion.severity == Severity.MUST:
        return _result(criterion, State.FAIL, words, _remedy_of_failure(fact))
    if criterion.severity == Severity.EXCEPTABLE:
        remedy = "pengecualian diputuskan kepala UPT"
        return _result(criterion, State.WARN, f"{words}; {remedy}", remedy)
    return _result(criterion, State.WARN, words)


def _lapsed_result(criterion: Criterion, known: KnownFact) -> CriterionResult:
    """A word that has run out answers nothing: as open as what nobody knows, and as silent of what it was."""
    remedy = ASK_AGAIN if known.is_guarded else NEW_PAPER
    return CriterionResult(
        state=State.UNKNOWN,
        text=GUARDED_RULE if known.is_guarded else criterion.text,
        fact=f"{known.lapsed}; {remedy}",
        remedy=remedy,
        severity=criterion.severity,
        source="" if known.is_guarded else criterion.source,
        lapsed=f"{known.lapsed}; {remedy}",
    )


def _guarded_result(criterion: Criterion, known: KnownFact) -> CriterionResult:
    must, holds = criterion.severity == Severity.MUST, _holds(criterion, known.value)
    return CriterionResult(
        state=State.PASS if holds else State.FAIL if must else State.WARN,
        text=GUARDED_RULE,
        fact="dijaga; dibaca penanggung jawab dan Kepala Seksi di tab Kesehatan",
        severity=criterion.severity,
        until=known.until if holds else None,
        rests_on=known.source,
    )


def _for_a_time(passed: CriterionResult, criterion: Criterion, known: KnownFact) -> CriterionResult:
    """``passed`` with the day on which the last of the papers that it rests on runs out."""
    held = sorted(_wanted(criterion) & set(known.value))
    if not all(kind in known.ends for kind in held):
        return passed
    last = max(held, key=lambda kind: known.ends[kind])
    return replace(passed, until=known.ends[last], rests_on=paper_words(last))


def paper_words(kind: str) -> str:
    """``surat keterangan sehat``, as it stands inside a sentence."""
    return in_sentence(PaperKind(kind).label)


def disability_words(codes: Iterable[str]) -> str:
    """``fisik, penglihatan``, as it stands inside a sentence."""
    return ", ".join(in_sentence(Disability(code).label) for code in codes)


def value_in_words(criterion: Criterion) -> str:
    """``usia paling sedikit 60``, ``hamil: tidak``: the rule as its columns say it."""
    name, value = criterion.get_fact_display(), criterion.value
    if isinstance(value, bool):
        return f"{name}: {'ya' if value else 'tidak'}"
    if criterion.operator == Operator.BETWEEN:
        return f"{name} antara {value[0]} dan {value[1]}"
    if criterion.fact == Fact.DISABILITY:
        value = disability_words(sorted(_wanted(criterion)))
    listed = ", ".join(str(v) for v in value) if isinstance(value, list) else value
    return f"{name} {criterion.get_operator_display()} {listed}"


def check_value(fact: str, operator: str, value: Any) -> None:
    """Raise ``ValidationError`` where ``value`` is not what ``operator`` compares ``fact`` with."""
    if operator not in OPERATORS[Fact(fact)]:
        allowed = ", ".join(o.label for o in OPERATORS[Fact(fact)])
        raise ValidationError({"operator": f"Untuk keterangan ini pilih: {allowed}."})
    if fact in YES_OR_NO:
        good, example = isinstance(value, bool), "true atau false"
    elif fact in NUMBERS and operator == Operator.BETWEEN:
        good = isinstance(value, list) and len(value) == 2 and all(_is_number(v) for v in value)
        good, example = good and value[0] <= value[1], "[18, 59]"
    elif fact in NUMBERS:
        good, example = _is_number(value), "60"
    elif operator == Operator.IS:
        good, example = isinstance(value, str), '"P"'
    else:
        good, example = isinstance(value, list) and bool(value), '["08", "09"]'
        good = good and all(isinstance(v, str) for v in value)
    if not good:
        raise ValidationError({"value": f"Tulis nilai seperti {example}."})
    if fact == Fact.DISABILITY and not {*([value] if isinstance(value, str) else value)} <= {
        *Disability.values
    }:
        codes = ", ".join(f"{kind.value} ({in_sentence(kind.label)})" for kind in Disability)
        raise ValidationError({"value": f"Pakai kode jenis disabilitas: {codes}."})


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _known(criterion: Criterion, facts: Mapping[str, KnownFact]) -> KnownFact | None:
    """What its rule asks about; a man is known not to be pregnant, and missing papers are a fact too."""
    fact = Fact(criterion.fact)
    if fact == Fact.PAPER:
        return _papers(criterion, facts.get("papers"))
    known = facts.get(fact.value)
    if known is None or known.value is None:
        sex = facts.get("sex")
        if fact == Fact.PREGNANT and sex is not None and sex.value == Sex.MALE:
            return KnownFact(False, "laki-laki")
        return known if known is not None and known.lapsed else None
    return known


def _papers(criterion: Criterion, known: KnownFact | None) -> KnownFact | None:
    """The papers of the file; run out where those that are asked for were there and hold no more."""
    if known is None or _holds(criterion, known.value):
        return known
    over = sorted(_wanted(criterion) & set(known.ends))
    words = ", ".join(ran_out(paper_words(kind), known.ends[kind]) for kind in over)
    return replace(known, value=None, lapsed=words) if over else known


def _wanted(criterion: Criterion) -> set[str]:
    wanted = criterion.value
    return {wanted} if isinstance(wanted, str) else set(wanted)


def _holds(criterion: Criterion, value: Any) -> bool:
    wanted = criterion.value
    if isinstance(value, list | tuple | set | frozenset):
        return bool({str(code) for code in value} & _wanted(criterion))
    match criterion.operator:
        case Operator.AT_LEAST:
            return bool(value >= wanted)
        case Operator.AT_MOST:
            return bool(value <= wanted)
        case Operator.BETWEEN:
            return bool(wanted[0] <= value <= wanted[1])
        case Operator.ONE_OF:
            return str(value) in wanted
        case _:
            return bool(value == wanted)


def _result(criterion: Criterion, state: State, fact: str, remedy: str = "") -> CriterionResult:
    return CriterionResult(
        state=state,
        text=criterion.text,
        fact=fact,
        remedy=remedy,
        severity=criterion.severity,
        source=criterion.source,
    )


# What would change a rule that is not fulfilled: a fact that may change, or a record that may be wrong.
REMEDIES_OF_FAILURE = {
    Fact.AGE: "berubah hanya bila usia pada identitas ternyata keliru",
    Fact.SEX: "berubah hanya bila jenis kelamin pada identitas ternyata keliru",
    Fact.PPKS_TYPE: "berubah bila jenis PPKS dikoreksi sesudah asesmen",
    Fact.INDEPENDENCE: "berubah bila penilaian kemandirian berikutnya mencapai syarat ini",
    Fact.PREGNANT: "berubah sesudah melahirkan, dengan surat keterangan sehat",
    Fact.HAS_FAMILY: "berubah dengan surat pernyataan keluarga bahwa tidak dapat merawat",
    Fact.CONTAGIOUS: "berubah sesudah berobat, dengan surat keterangan sehat",
    Fact.DISABILITY: "berubah hanya bila asesmen berikutnya menemukan jenis lain",
    Fact.PAPER: REMEDIES[Fact.PAPER],
    Fact.IS_CHILD: "berubah hanya bila usia pada identitas ternyata keliru",
}


def _remedy_of_failure(fact: Fact) -> str:
    return REMEDIES_OF_FAILURE[fact]


YES_NO_WORDS = {
    Fact.PREGNANT: ("hamil", "tidak hamil"),
    Fact.HAS_FAMILY: ("ada keluarga yang merawat", "tidak ada keluarga yang merawat"),
    Fact.CONTAGIOUS: ("berpenyakit menular aktif", "tidak berpenyakit menular aktif"),
    Fact.IS_CHILD: ("anak", "dewasa"),
}


def _in_words(fact: Fact, known: KnownFact, type_names: Mapping[str, str]) -> str:
    """``64 tahun, perkiraan petugas, 20 Sep``"""
    parts = [_value_words(fact, known.value, type_names), known.source]
    if known.on is not None:
        parts.append(indonesian.short_date(known.on))
    return ", ".join(part for part in parts if part)


def _value_words(fact: Fact, value: Any, type_names: Mapping[str, str]) -> str:
    if fact in YES_OR_NO:
        yes, no = YES_NO_WORDS[fact]
        return yes if value else no
    if fact == Fact.AGE:
        return f"{value} tahun"
    if fact == Fact.SEX:
        return in_sentence(Sex(value).label) if value in Sex.values else str(value)
    if fact == Fact.DISABILITY:
        return disability_words(value)
    if fact == Fact.PAPER:
        names = [PaperKind(kind).label for kind in sorted(value) if kind in PaperKind.values]
        return "ada: " + ", ".join(names) if names else "belum ada surat"
    if fact == Fact.PPKS_TYPE:
        known = {**type_names, **dict.fromkeys(GUARDED_TYPES, LOCKED_TYPE)}
        return ", ".join(known.get(str(code), str(code)) for code in value)
    return indonesian.number(value)
