"""One rule against what is known of one person: the whole result, word for word."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from intake.facts import KnownFact
from intake.models import Disability
from upt_facilities.criteria import (
    CODES,
    NUMBERS,
    OPERATORS,
    REMEDIES,
    REMEDIES_OF_FAILURE,
    YES_OR_NO,
    CriterionResult,
    State,
    check_value,
    judge,
    value_in_words,
)
from upt_facilities.models import Criterion, Fact, Operator, Severity

DAY, LATER = dt.date(2031, 3, 5), dt.date(2031, 4, 6)
MUST, EXCEPTABLE, WARNING = Severity.MUST, Severity.EXCEPTABLE, Severity.WARNING
TYPES = {"08": "Lanjut usia terlantar", "16": "Nama yang dijaga"}


def a_rule(fact, operator, value, severity=MUST):
    return Criterion(
        fact=fact, operator=operator, value=value, severity=severity,
        text="Syarat contoh", source="Pergub contoh",
    )  # fmt: skip


def judged(rule, **facts):
    """What comes of ``rule``; a fact that is only a value has a source and no day."""
    known = {
        name: fact if isinstance(fact, KnownFact) else KnownFact(fact, "contoh")
        for name, fact in facts.items()
    }
    return judge(a_rule(*rule), known, TYPES)


def result(state, fact, remedy="", **fields):
    fields = {"text": "Syarat contoh", "severity": MUST, "source": "Pergub contoh"} | fields
    return CriterionResult(state=state, fact=fact, remedy=remedy, **fields)


def guarded(value, **fields):
    return KnownFact(value, "keterangan dokter", DAY, is_guarded=True, **fields)


# --- Known and unknown -------------------------------------------------------------------------


@pytest.mark.parametrize("fact", Fact)
def test_what_nobody_knows_is_open_and_says_what_makes_it_known(fact):
    rule = (fact, "is", "contoh")

    remedy = REMEDIES[fact]
    assert judged(rule) == result(State.UNKNOWN, f"belum diketahui; {remedy}", remedy)


@pytest.mark.parametrize("severity", Severity)
def test_what_is_unknown_weighs_as_its_rule(severity):
    open_one = judged(("contagious", "is", False, severity))

    assert (open_one.severity, open_one.is_must) == (severity, severity == MUST)


def test_a_fact_without_a_value_is_unknown_whoever_said_so():
    assert judged(("age", "at_least", 60), age=None).state == State.UNKNOWN


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"sex": "L"}, State.PASS),
        ({"sex": "L", "pregnant": None}, State.PASS),
        ({"sex": "P"}, State.UNKNOWN),
        ({"sex": "P", "pregnant": None}, State.UNKNOWN),
        ({"sex": None}, State.UNKNOWN),
        ({"sex": "L", "pregnant": True}, State.FAIL),
    ],
)
def test_a_man_is_known_not_to_be_pregnant_unless_somebody_says_otherwise(facts, state):
    assert judged(("pregnant", "is", False), **facts).state == state


def test_being_a_man_answers_no_other_question():
    assert judged(("contagious", "is", False), sex="L").state == State.UNKNOWN


def test_where_it_rests_on_being_a_man_the_result_says_so():
    assert judged(("pregnant", "is", False), sex="L").fact == "tidak hamil, laki-laki"


# --- What has run out --------------------------------------------------------------------------


def test_a_word_that_ran_out_answers_nothing():
    known = KnownFact(None, "asesmen", DAY, lapsed="keterangan habis berlaku", until=DAY, was=True)

    said = "keterangan habis berlaku; mintakan surat yang baru"
    assert judged(("has_family", "is", False), has_family=known) == result(
        State.UNKNOWN, said, "mintakan surat yang baru", lapsed=said
    )


@pytest.mark.parametrize("severity", Severity)
def test_a_guarded_word_that_ran_out_says_neither_rule_nor_source(severity):
    known = guarded(None, lapsed="keterangan kesehatan habis berlaku", was=True)

    remedy = "mintakan surat atau hasil pemeriksaan yang baru"
    said = f"keterangan kesehatan habis berlaku; {remedy}"
    assert judged(("contagious", "is", False, severity), contagious=known) == result(
        State.UNKNOWN, said, remedy, lapsed=said,
        text="Syarat kesehatan tempat ini", source="", severity=severity,
    )  # fmt: skip


# --- Guarded facts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "severity", "state"),
    [
        (False, MUST, State.PASS),
        (False, WARNING, State.PASS),
        (True, MUST, State.FAIL),
        (True, EXCEPTABLE, State.WARN),
        (True, WARNING, State.WARN),
    ],
)
def test_guarded_fact_counts_and_is_written_out_nowhere(value, severity, state):
    known = guarded(value, until=DAY)

    assert judged(("contagious", "is", False, severity), contagious=known) == result(
        state,
        "dijaga; dibaca penanggung jawab dan Kepala Seksi di tab Kesehatan",
        text="Syarat kesehatan tempat ini",
        source="",
        severity=severity,
        until=DAY if state == State.PASS else None,
        rests_on="keterangan dokter",
    )


# --- What holds and what does not --------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "values", "good"),
    [
        (("age", "at_least", 60), (59, 60, 61), (False, True, True)),
        (("age", "at_most", 5), (4, 5, 6), (True, True, False)),
        (("age", "between", [15, 35]), (14, 15, 16, 34, 35, 36), (0, 1, 1, 1, 1, 0)),
        (("age", "is", 18), (17, 18, 19), (False, True, False)),
        (("sex", "one_of", ["P"]), ("P", "L"), (True, False)),
        (("sex", "is", "P"), ("P", "L"), (True, False)),
        (("is_child", "is", True), (True, False), (True, False)),
        (("ppks_type", "one_of", ["08"]), (["11", "08"], ["11"], []), (True, False, False)),
        (("ppks_type", "is", "08"), (["08"], [8], ["0"]), (True, False, False)),
        (("disability", "one_of", ["sight"]), (["sight", "mental"], ("none",)), (True, False)),
        (("paper", "one_of", ["calm", "ktp"]), ({"ktp"}, frozenset({"kk"})), (True, False)),
    ],
)
def test_a_rule_holds_up_to_its_bounds(rule, values, good):
    fact = "papers" if rule[0] == "paper" else rule[0]

    states = [judged(rule, **{fact: value}).state for value in values]

    assert states == [State.PASS if holds else State.FAIL for holds in good]


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        (("age", "at_least", 60), 64, "64 tahun"),
        (("independence", "at_least", 12), 17.5, "17,5"),
        (("sex", "is", "P"), "P", "perempuan"),
        (("sex", "is", "x"), "x", "x"),
        (("pregnant", "is", True), True, "hamil"),
        (("pregnant", "is", False), False, "tidak hamil"),
        (("has_family", "is", True), True, "ada keluarga yang merawat"),
        (("contagious", "is", False), False, "tidak berpenyakit menular aktif"),
        (("is_child", "is", True), True, "anak"),
        (("is_child", "is", False), False, "dewasa"),
        (("disability", "is", "sight"), ["sight", "mental"], "penglihatan, mental"),
        (("ppks_type", "is", "08"), ["08", "77"], "Lanjut usia terlantar, 77"),
        (("ppks_type", "is", "16"), ["16", "08"], "Jenis terkunci, Lanjut usia terlantar"),
        (("paper", "is", "kk"), {"kk", "ktp", "?"}, "ada: Kartu keluarga, KTP"),
    ],
)
def test_result_says_the_fact_and_who_said_so(rule, value, words):
    fact = "papers" if rule[0] == "paper" else rule[0]
    bare = {fact: KnownFact(value, "")}
    dated = {fact: KnownFact(value, "asesmen", DAY)}

    assert judged(rule, **{fact: value}) == result(State.PASS, f"{words}, contoh")
    assert judged(rule, **bare).fact == words
    assert judged(rule, **dated).fact == f"{words}, asesmen, 5 Mar 2031"


def test_result_says_that_there_is_no_paper_at_all():
    found = judged(("paper", "is", "calm"), papers=KnownFact(set(), ""))

    assert found == result(State.FAIL, "belum ada surat", REMEDIES[Fact.PAPER])


@pytest.mark.parametrize("fact", [fact for fact in Fact if fact != Fact.PAPER])
def test_what_fails_says_what_would_change_it(fact):
    value = [] if fact in (Fact.DISABILITY, Fact.PPKS_TYPE) else 1

    found = judged((fact, "is", "lain"), **{fact: value})

    assert (found.state, found.remedy) == (State.FAIL, REMEDIES_OF_FAILURE[fact])


def test_broken_rule_that_may_be_excepted_or_only_warns_says_so():
    remedy = "pengecualian diputuskan kepala UPT"

    excepted = judged(("age", "at_least", 60, EXCEPTABLE), age=40)
    warned = judged(("age", "at_least", 60, WARNING), age=40)

    said = "40 tahun, contoh"
    assert excepted == result(State.WARN, f"{said}; {remedy}", remedy, severity=EXCEPTABLE)
    assert warned == result(State.WARN, said, severity=WARNING)


# --- Papers that hold for a time ---------------------------------------------------------------


def papers(*held, **ends):
    return KnownFact(set(held), "berkas", ends=ends)


@pytest.mark.parametrize(
    ("facts", "until", "rests_on"),
    [
        (papers("calm", "ktp", calm=DAY), DAY, "surat dokter: tenang"),
        (papers("calm", "health", calm=LATER, health=DAY), LATER, "surat dokter: tenang"),
        (papers("calm", "health", calm=DAY, health=LATER), LATER, "surat keterangan sehat"),
        (papers("calm", "health", calm=DAY), None, ""),
        (papers("health", calm=DAY, health=LATER), LATER, "surat keterangan sehat"),
        (papers("calm", "ktp", ktp=DAY), None, ""),
    ],
)
def test_rule_about_papers_holds_until_the_last_of_them_ends(facts, until, rests_on):
    found = judged(("paper", "one_of", ["calm", "health"]), papers=facts)

    assert (found.state, found.until, found.rests_on) == (State.PASS, until, rests_on)


@pytest.mark.parametrize("wanted", ["calm", ["calm"]])
def test_paper_that_ran_out_is_asked_for_anew(wanted):
    said = "surat dokter: tenang habis berlaku 5 Maret 2031; mintakan surat yang baru"
    operator = "is" if isinstance(wanted, str) else "one_of"

    found = judged(("paper", operator, wanted), papers=papers("ktp", calm=DAY, kk=DAY))

    assert found == result(State.UNKNOWN, said, "mintakan surat yang baru", lapsed=said)


def test_each_paper_that_ran_out_is_named():
    rule = ("paper", "one_of", ["health", "calm"])

    found = judged(rule, papers=papers(calm=DAY, health=LATER))

    assert found.lapsed == (
        "surat dokter: tenang habis berlaku 5 Maret 2031, "
        "surat keterangan sehat habis berlaku 6 April 2031; mintakan surat yang baru"
    )


def test_paper_that_never_was_there_is_missing_whatever_else_ran_out():
    found = judged(("paper", "is", "calm"), papers=papers("ktp", kk=DAY))

    assert found == result(State.FAIL, "ada: KTP, berkas", REMEDIES[Fact.PAPER])


# --- Rules in words and as they are typed in ---------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (("age", "at_least", 60), "Usia paling sedikit 60"),
        (("age", "between", [18, 59]), "Usia antara 18 dan 59"),
        (("pregnant", "is", False), "Hamil: tidak"),
        (("is_child", "is", True), "Anak: ya"),
        (("ppks_type", "one_of", ["08", "09"]), "Jenis PPKS salah satu dari 08, 09"),
        (("sex", "is", "P"), "Jenis kelamin sama dengan P"),
        (("disability", "is", "sight"), "Jenis disabilitas sama dengan penglihatan"),
        (
            ("disability", "one_of", ["sight", "mental"]),
            "Jenis disabilitas salah satu dari mental, penglihatan",
        ),
    ],
)
def test_rule_is_said_as_its_columns_say_it(rule, words):
    assert value_in_words(a_rule(*rule)) == words


def test_every_fact_is_compared_in_the_ways_of_its_kind():
    ways = {
        NUMBERS: {Operator.AT_LEAST, Operator.AT_MOST, Operator.BETWEEN, Operator.IS},
        YES_OR_NO: {Operator.IS},
        CODES: {Operator.ONE_OF, Operator.IS},
    }

    for facts, known in ways.items():
        assert all(set(OPERATORS[fact]) == known for fact in facts)
    assert sorted(NUMBERS + YES_OR_NO + CODES) == sorted(Fact)


@pytest.mark.parametrize(
    ("fact", "operator", "value"),
    [
        ("age", "is", 0),
        ("independence", "at_most", 12.5),
        ("age", "between", [18, 59]),
        ("age", "between", [18, 18]),
        ("pregnant", "is", True),
        ("sex", "is", "P"),
        ("ppks_type", "one_of", ["08", "09"]),
        ("disability", "is", "sight"),
        ("disability", "one_of", Disability.values),
    ],
)
def test_value_that_fits_its_way_of_comparing_is_taken(fact, operator, value):
    check_value(fact, operator, value)


@pytest.mark.parametrize(
    ("fact", "operator", "value", "example"),
    [
        ("age", "at_least", "60", "60"),
        ("age", "at_least", True, "60"),
        ("age", "at_least", [60], "60"),
        ("age", "between", [60], "[18, 59]"),
        ("age", "between", [1, 2, 3], "[18, 59]"),
        ("age", "between", [60, 18], "[18, 59]"),
        ("age", "between", ["18", "59"], "[18, 59]"),
        ("age", "between", [18, "59"], "[18, 59]"),
        ("age", "between", [False, True], "[18, 59]"),
        ("age", "between", 18, "[18, 59]"),
        ("age", "between", "18", "[18, 59]"),
        ("pregnant", "is", "ya", "true atau false"),
        ("pregnant", "is", 1, "true atau false"),
        ("sex", "is", 1, '"P"'),
        ("sex", "is", ["P"], '"P"'),
        ("ppks_type", "one_of", [], '["08", "09"]'),
        ("ppks_type", "one_of", "08", '["08", "09"]'),
        ("ppks_type", "one_of", [8], '["08", "09"]'),
        ("ppks_type", "one_of", ["08", 9], '["08", "09"]'),
        ("disability", "is", ["sight"], '"P"'),
        ("disability", "one_of", "sight", '["08", "09"]'),
    ],
)
def test_value_that_does_not_is_refused_with_an_example(fact, operator, value, example):
    with pytest.raises(ValidationError) as refused:
        check_value(fact, operator, value)

    assert refused.value.message_dict == {"value": [f"Tulis nilai seperti {example}."]}


@pytest.mark.parametrize(
    ("fact", "operator", "allowed"),
    [
        ("age", "one_of", "paling sedikit, paling banyak, antara, sama dengan"),
        ("pregnant", "at_least", "sama dengan"),
        ("sex", "between", "salah satu dari, sama dengan"),
    ],
)
def test_way_of_comparing_that_does_not_suit_the_fact_is_refused(fact, operator, allowed):
    with pytest.raises(ValidationError) as refused:
        check_value(fact, operator, 60)

    assert refused.value.message_dict == {"operator": [f"Untuk keterangan ini pilih: {allowed}."]}


@pytest.mark.parametrize(
    ("operator", "value"), [("is", "netra"), ("one_of", ["netra"]), ("one_of", ["sight", "netra"])]
)
def test_kind_of_disability_that_nobody_knows_is_refused_with_those_that_are(operator, value):
    with pytest.raises(ValidationError) as refused:
        check_value("disability", operator, value)

    assert refused.value.message_dict == {
        "value": [
            "Pakai kode jenis disabilitas: physical (fisik), intellectual (intelektual), "
            "mental (mental), sight (penglihatan), hearing (pendengaran atau bicara), "
            "none (tidak ada)."
        ]
    }
