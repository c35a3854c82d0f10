import errno
import sys
from pathlib import Path

import pytest

from ppks_service.development import console
from ppks_service.development.console import Problem

LOG = Path("var/log/packages.log")


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("error: No space left on device (os error 28)", "the disk is full"),
        ("npm error code ENOSPC", "the disk is full"),
        ("error: dns error\n  Caused by: failed to lookup", "the network does not answer"),
        ("npm error code EAI_AGAIN", "the network does not answer"),
        ("building\nerror: no such wheel\ndone", "error: no such wheel"),
        ("", "no reason given"),
    ],
)
def test_what_a_program_said_becomes_one_sentence(output, expected):
    said = console.sentence("Python's packages cannot be installed", output, LOG)

    assert said.startswith("Python's packages cannot be installed: ")
    assert expected in said
    assert "\n" not in said


def test_a_program_that_fails_is_a_problem_with_its_last_word(tmp_path):
    program = [sys.executable, "-c", "import sys; print('error: it rains'); sys.exit(3)"]

    with pytest.raises(Problem, match="Nothing done: error: it rains"):
        console.run(program, log=tmp_path / "log", why="Nothing done")


def test_a_program_that_is_not_there_is_a_problem(tmp_path):
    with pytest.raises(Problem, match="No such file"):
        console.run([tmp_path / "nowhere"], log=tmp_path / "log", why="Nothing done")


def test_a_disk_without_room_is_refused_before_anything_is_done(tmp_path):
    console.check_room(tmp_path, needed=1)

    with pytest.raises(Problem, match=r"is full: .* MB are free"):
        console.check_room(tmp_path, needed=10**18)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(errno.ENOSPC, "The disk is full."), (errno.EACCES, "belongs to another user")],
)
def test_an_error_of_the_system_becomes_one_sentence(number, expected):
    assert expected in console.explain_os_error(OSError(number, "told", "var/log"))


def test_a_quick_step_says_nothing_and_a_slow_one_its_time(capsys, monkeypatch):
    with console.step("Quick"):
        pass
    assert capsys.readouterr().out == ""

    monkeypatch.setattr(console, "SHOWN_AFTER_SECONDS", 0)
    with console.step("Slow"):
        pass
    assert "Slow: 0 s" in capsys.readouterr().out
