"""The bench of matching counts rightly, and its people are the same each time."""

import datetime as dt
import math

import pytest

from intake.matching import background
from ppks_service.development.bench.matching import febrl, fitting, measure, scores
from ppks_service.development.bench.matching.filling import true_pairs
from ppks_service.development.bench.matching.generator import country, records
from tests.factories import an_area

AREAS = [
    ("12.71", "Kota Medan"), ("12.71.01", "Medan Kota"), ("12.71.02", "Medan Sunggal"),
    ("12.07", "Kabupaten Deli Serdang"), ("12.07.01", "Gunung Meriah"),
    ("12.05", "Kabupaten Langkat"), ("12.05.01", "Bahorok"),
    ("33.01", "Kabupaten Cilacap"), ("33.01.01", "Kedungreja"),
]  # fmt: skip


def made(seed=5, size=4000):
    return list(records(size, seed=seed, land=country(AREAS)))


def test_a_seed_gives_the_same_people_and_another_others():
    assert made() == made()
    assert made(seed=6) != made()


def test_the_people_have_the_faults_that_are_asked_for():
    people = made()
    of = {person.id: person for person in people}
    pairs = [(of[a], of[b]) for a, b in true_pairs(people)]

    assert 0.27 < sum(not person.nik for person in people) / len(people) < 0.33
    assert any(a.name != b.name for a, b in pairs)
    assert any(person.aliases for person in people)
    estimated = [(a, b) for a, b in pairs if a.precision == "estimate" and b.precision == "day"]
    apart = [abs(a.born_on.year - b.born_on.year) for a, b in estimated]
    assert apart
    assert sum(years > 7 for years in apart) < len(apart) / 10  # but for a slip in the other's year
    assert all(person.born_on is None or person.born_on < dt.date(2026, 1, 1) for person in people)
    assert {person.nik[12] for person in people if person.nik} >= {"9"}


@pytest.mark.django_db(transaction=True)
def test_a_small_register_is_filled_asked_about_and_fitted(tmp_path):
    for code, name in AREAS:
        an_area(code, name)
    background.forget()
    register = measure.Register(60, 5, tmp_path)

    register.fill_once()
    lines = [register.ours(), register.trigrams(), measure.Line.missing("60", "Splink: away")]
    fitting.written(fitting.compared(register), tmp_path / "pairs.jsonl")
    pairs = fitting.read(tmp_path / "pairs.jsonl")
    told = list(fitting.report({5: pairs}))

    assert len(register.truth) > 3
    assert lines[0].recall > 0.5
    assert lines[0].top > 0.9
    assert lines[0].f1 > lines[1].f1
    assert measure.from_json(measure.as_json(lines[:2])) == lines[:2]
    assert len({row.count("|") for row in measure.table(lines)}) == 1
    assert {pair.asked for pair in pairs} == set(register.sought)
    assert fitting.in_first(pairs, {}) == (round(lines[0].top * lines[0].sought), lines[0].sought)
    assert any(line.startswith("word same") for line in told)
    background.forget()


def test_a_weight_is_fitted_to_what_it_tells_beside_the_rest():
    # Of four pairs with the level three are true: odds of three to one.
    pairs = [
        fitting.Pair(n, is_true, 0.0, {"word same": 1} if n % 2 else {})
        for n, is_true in enumerate([True, True, False, True, True, True, False, False] * 400)
    ]

    moves = fitting.fit(pairs)

    assert moves["word same"] == pytest.approx(math.log2(3), abs=0.05)
    assert fitting.surprise(pairs, moves) < fitting.surprise(pairs, {})


def test_precision_and_recall_are_of_what_was_said():
    scored = {(1, 2): 0.9, (3, 4): 0.6, (5, 6): 0.4}
    truth = {(1, 2), (5, 6), (7, 8)}

    here = scores.at(0.5, scored, truth)
    best = scores.best(scored, truth)

    assert (here.precision, here.recall) == (1 / 2, 1 / 3)
    assert (best.threshold, best.precision, best.recall) == (0.4, 2 / 3, 2 / 3)
    assert scores.percentile([3, 1, 2], 0.95) == 3


def a_row(entity, given, surname, *, source="0", ssn="", born=""):
    return {
        "entity": entity, "source": source, "given_name": given, "surname": surname, "address_1": "",
        "suburb": "perth", "date_of_birth": born, "soc_sec_id": ssn,
    }  # fmt: skip


def test_febrl_pairs_are_found_without_labels():
    rows = {}
    for n in range(40):
        name = "".join(chr(97 + (n * k) % 26) for k in (3, 7, 11, 17, 19))
        row = a_row(str(n), name, f"{name[::-1]}o", ssn=f"{n * 99991:07d}", born=f"19{n + 10}0101")
        rows[2 * n + 1] = row
        rows[2 * n + 2] = row | {"surname": row["surname"] + "x"}

    found = febrl.scored(rows, link=False)
    truth = febrl.true_pairs(rows, link=False)

    assert {key for key, score in found.items() if score >= 0.5} == truth
    assert len(truth) == 40


def test_of_two_files_only_pairs_across_them_count():
    rows = {
        1: a_row("1", "ann", "lee"),
        2: a_row("1", "ann", "lee"),
        3: a_row("1", "ann", "lee", source="1"),
    }

    assert febrl.true_pairs(rows, link=True) == {(1, 3), (2, 3)}
    assert febrl.promising(rows, link=True) == {(1, 3), (2, 3)}
