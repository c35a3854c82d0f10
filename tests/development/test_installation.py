import stat

import pytest

from ppks_service.development import installation
from ppks_service.development.console import Problem


def test_a_stamp_is_current_only_for_the_value_it_was_written_with(tmp_path):
    stamp = tmp_path / "deep" / "installed.stamp"

    assert not installation.is_current(stamp, "one")
    installation.write_stamp(stamp, "one")

    assert installation.is_current(stamp, "one")
    assert not installation.is_current(stamp, "two")


def test_a_digest_tells_parts_apart_by_their_limits():
    assert installation.digest(["ab", "c"]) != installation.digest(["a", "bc"])
    assert installation.digest(["ab", b"c"]) == installation.digest(["ab", "c"])


def test_a_secret_is_made_once_and_kept_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(installation, "VAR", tmp_path)

    first = installation.kept_secret("field-key", "first value")
    second = installation.kept_secret("field-key", "second value")

    assert (first, second) == ("first value", "first value")
    assert stat.S_IMODE((tmp_path / "field-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["field-key"]


def test_a_password_is_long_enough_for_the_sign_in_and_never_the_same():
    passwords = {installation.a_password() for _ in range(20)}

    assert len(passwords) == 20
    assert all(len(password) >= 12 for password in passwords)
    assert not set("".join(passwords)) & set("0O1lI")


def test_a_plain_user_is_told_the_one_line_that_installs(monkeypatch):
    monkeypatch.setattr(installation.os, "geteuid", lambda: 1000)

    with pytest.raises(Problem, match=r"sudo apt-get install -y .* libpango-1.0-0 chromium"):
        installation.ensure_packages(["libpango-1.0-0", "chromium"])


def test_nothing_is_asked_for_when_nothing_is_missing(monkeypatch):
    monkeypatch.setattr(installation.os, "geteuid", lambda: 1000)

    installation.ensure_packages([])


def test_a_missing_library_and_a_missing_program_are_named_by_their_package(monkeypatch):
    monkeypatch.setattr(installation, "_can_load", lambda name: name != "libpango-1.0.so.0")
    monkeypatch.setattr(
        installation.shutil, "which", lambda name: None if name == "chromium" else f"/bin/{name}"
    )

    assert installation.missing_packages() == ["libpango-1.0-0"]
    assert installation.missing_packages(for_tests=True) == ["libpango-1.0-0", "chromium"]


def test_uv_that_cannot_be_installed_needs_a_package(monkeypatch, tmp_path):
    monkeypatch.setattr(installation, "VAR", tmp_path)
    monkeypatch.setattr(installation, "_can_load", lambda name: True)
    monkeypatch.setattr(installation.shutil, "which", lambda name: None)
    monkeypatch.setattr(installation.importlib.util, "find_spec", lambda name: None)

    assert installation.missing_packages() == ["python3-venv"]


def test_debians_own_update_is_waited_for(monkeypatch):
    ran = []

    def busy_once(command, **_more):
        ran.append(command[1])
        if len(ran) == 1:
            raise Problem("E: Unable to lock directory /var/lib/apt/lists/.")

    monkeypatch.setattr(installation.os, "geteuid", lambda: 0)
    monkeypatch.setattr(installation.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(installation.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(installation, "run", busy_once)

    installation.ensure_packages(["chromium"])

    assert ran == ["update", "update", "install"]


def test_another_failure_of_apt_is_told_at_once(monkeypatch):
    def refuse(_command, **_more):
        raise Problem("E: Unable to locate package chromium.")

    monkeypatch.setattr(installation.os, "geteuid", lambda: 0)
    monkeypatch.setattr(installation.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(installation, "run", refuse)

    with pytest.raises(Problem, match="locate package"):
        installation.ensure_packages(["chromium"])
