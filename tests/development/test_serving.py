import fcntl
import os
import socket
import subprocess
import sys

import pytest

from ppks_service.development import serving
from ppks_service.development.console import Problem


@pytest.mark.parametrize("text", ["", "eight", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_refused_in_a_sentence(text):
    with pytest.raises(Problem, match="is no port: choose a number"):
        serving.port_from(text)


def test_a_port_is_read():
    assert serving.port_from("8001") == 8001


def test_a_busy_port_is_told_with_the_way_out():
    with socket.create_server((serving.HOST, 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(Problem, match=rf"Port {port} is busy.*make run PORT="):
            serving.check_port(port)


def test_the_highest_port_is_not_followed_by_an_impossible_one():
    assert "PORT=8000" in serving.busy_sentence(65535)


def test_a_port_that_this_clone_serves_already_is_told_apart(tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "VAR", tmp_path)
    with (tmp_path / "run-8123.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with (
            pytest.raises(Problem, match="This clone is served on port 8123 already"),
            serving.only_start_on(8123),
        ):
            pass


def test_a_web_server_left_behind_is_known_by_its_mark_and_ended_alone(monkeypatch):
    marked = {**os.environ, serving.MARK: serving.mark_of(8124)}
    sleeper = [sys.executable, "-c", "print('up', flush=True); import time; time.sleep(60)"]
    with (
        subprocess.Popen(sleeper, env=marked, stdout=subprocess.PIPE) as left,
        subprocess.Popen(sleeper, stdout=subprocess.PIPE) as other,
    ):
        left.stdout.readline()
        other.stdout.readline()
        assert serving.marked_processes(8124) == [left.pid]

        monkeypatch.setattr(serving, "SECONDS_TO_END", 1)
        serving.end_processes(8124)

        assert left.wait(10) != 0
        assert other.poll() is None
        other.kill()
