"""Instruments as data: what is read, what is refused, what answers come to."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import instruments
from intake.reference import BPSS

DEFINITION = instruments.parse(BPSS)
DAILY = DEFINITION.section("adl")


def best(section):
    return {
        item.key: max(
            (o for o in item.options if o.points is not None), key=lambda o: o.points
        ).value
        for item in section.items
    }


def test_the_daily_activities_come_to_twenty():
    assert DEFINITION.scores(best(DAILY)) == {"adl": 20}
    assert DEFINITION.facts(best(DAILY)) == {"independence": 20}


def test_what_is_not_rated_is_never_counted_as_zero():
    answers = best(DAILY) | {"adl_stairs": instruments.NOT_RATED}
    result = next(r for r in DEFINITION.results(answers) if r.section == DAILY)

    assert DEFINITION.scores(answers) == {}
    assert "independence" not in DEFINITION.facts(answers)
    assert (result.points, result.of, result.rated, result.items) == (18, 18, 9, 10)
    assert result.suggestion is None


@pytest.mark.parametrize(
    ("points", "label"),
    [
        (20, "Mandiri"),
        (19, "Ketergantungan ringan"),
        (12, "Ketergantungan ringan"),
        (11, "Ketergantungan sedang"),
        (9, "Ketergantungan sedang"),
        (8, "Ketergantungan berat"),
        (5, "Ketergantungan berat"),
        (4, "Ketergantungan total"),
        (0, "Ketergantungan total"),
    ],
)
def test_a_score_suggests_by_its_cutoffs(points, label):
    assert instruments.Result(DAILY, points, 20, 10, 10).suggestion.label == label


@given(st.data())
def test_any_answers_give_a_score_between_nothing_and_all(data):
    answers = {
        item.key: data.draw(st.sampled_from([o.value for o in item.options]))
        for item in DAILY.items
    }
    result = next(r for r in DEFINITION.results(answers) if r.section == DAILY)

    assert DEFINITION.faults(answers) == []
    assert 0 <= result.points <= result.of <= 20
    assert result.is_complete == (instruments.NOT_RATED not in answers.values())


@pytest.mark.parametrize("answer", ["unknown", "", None])
def test_what_nobody_knows_is_no_fact(answer):
    assert DEFINITION.facts({"pregnant": answer}) == {}


def test_yes_and_no_and_what_was_ticked_are_facts():
    told = DEFINITION.facts({"pregnant": "no", "has_family": "yes", "disability": ["sight"]})

    assert told == {"pregnant": False, "has_family": True, "disability": ["sight"]}
    assert DEFINITION.facts({"disability": []}) == {}


@pytest.mark.parametrize(
    ("answers", "needs"),
    [
        ({}, set()),
        ({"has_family": "no"}, {"shelter"}),
        ({"complaints": ["cough", "none"]}, {"check_up"}),
        ({"pregnant": "yes"}, {"pregnancy"}),
        (best(DAILY), set()),
        ({i.key: "0" for i in DAILY.items}, {"care"}),
        ({i.key: "0" for i in DAILY.items[1:]}, set()),
    ],
)
def test_needs_are_suggested_by_answers(answers, needs):
    assert {rule.key for rule in DEFINITION.suggested_needs(answers)} == needs


@pytest.mark.parametrize(
    "answers",
    [{"shoe_size": "42"}, {"pregnant": "perhaps"}, {"complaints": "cough"}, {"adl.note": 3}],
)
def test_answers_that_the_instrument_does_not_know_are_faults(answers):
    assert len(DEFINITION.faults(answers)) == 1


def broken(change):
    definition = copy.deepcopy(BPSS)
    change(definition)
    return definition


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.pop("sections"),
        lambda d: d["sections"].clear(),
        lambda d: d["sections"].append(d["sections"][0]),
        lambda d: d["sections"][0]["items"][0].pop("label"),
        lambda d: d["sections"][0]["items"][0].update(kind="colour"),
        lambda d: d["sections"][0]["items"][0].update(options=[]),
        lambda d: d["sections"][1]["items"][0]["options"].append({"value": "good", "label": "B"}),
        lambda d: d["sections"][1].update(score=d["sections"][4]["score"]),
        lambda d: d["needs"][0].update(domain="luxury"),
        lambda d: d["needs"][0].update(when=[{"item": "nothing", "is": ["yes"]}]),
    ],
)
def test_a_definition_that_cannot_work_is_refused(change):
    with pytest.raises(instruments.BadDefinition):
        instruments.parse(broken(change))


def test_memory_is_asked_of_the_old_and_of_unknown_age():
    memory = DEFINITION.section("memory")

    assert [memory.is_for(age) for age in (59, 60, None)] == [False, True, True]
