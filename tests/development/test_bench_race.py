"""The race tells a lost place or number from none."""

import pytest

from ppks_service.development.bench.race import Race, table


def a_race(**fields):
    fields = {
        "accepts": 10, "winners": {1: 2}, "held": 2, "waits": [0.1, 0.2], "numbered": 5,
        "decisions": 5, "last": 5,
    } | fields  # fmt: skip
    return Race(racers=5, rounds=2, letters=3, **fields)


def test_race_without_a_fault_holds():
    assert a_race().holds
    assert "| winners a round | 1 in 2 rounds | 1 in each |" in table(a_race())


@pytest.mark.parametrize(
    "fault",
    [
        {"winners": {1: 1, 2: 1}},
        {"winners": {0: 1, 1: 1}},
        {"held": 3},
        {"gaps": 1},
        {"twice": 1},
        {"last": 6},
        {"decisions": 4},
        {"numbered": 4, "last": 4, "decisions": 4},
        {"faults": ["OperationalError: deadlock"]},
    ],
)
def test_race_with_a_fault_does_not(fault):
    assert not a_race(**fault).holds
