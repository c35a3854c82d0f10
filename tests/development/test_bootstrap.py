import os
import stat
import subprocess
import sys

import pytest

from ppks_service.development import bootstrap, checks, installation
from ppks_service.development.console import Problem


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A ``var`` of its own, and none of the variables that a developer may have set."""
    monkeypatch.setattr(installation, "VAR", tmp_path)
    for name in ("SECRET_KEY", "FIELD_KEY", "DEMO", "DEMO_PASSWORD", "PUBLIC_URL"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize("url", ["postgres://", "postgresql://a:b@host:5432/name"])
def test_the_address_of_a_postgresql_is_taken(url):
    assert bootstrap.check_url(url) == url


@pytest.mark.parametrize(
    "url",
    ["nonsense", "mysql://a@b/c", "sqlite:///x", "host=a dbname=b", "postgres://a:b@h:99999999/x"],
)
def test_any_other_address_is_refused_in_a_sentence_that_does_not_repeat_it(url):
    with pytest.raises(Problem, match="no address of a PostgreSQL database") as refused:
        bootstrap.check_url(url)

    assert url not in str(refused.value)


def test_the_environment_keeps_its_secrets_from_start_to_start(kept):
    first = bootstrap.environment("postgres://ppks@/ppks")
    second = bootstrap.environment("postgres://ppks@/ppks")

    assert first == second
    assert len(first["FIELD_KEY"]) >= 32
    for name in ("secret-key", "field-key", "demo-password"):
        assert stat.S_IMODE((kept / name).stat().st_mode) == 0o600


def test_what_the_developer_has_set_is_left_as_it_is(kept, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "given-by-me-2022")
    monkeypatch.setenv("DEMO", "false")

    env = bootstrap.environment("postgres://ppks@/ppks")

    assert (env["DEMO_PASSWORD"], env["DEMO"]) == ("given-by-me-2022", "false")
    assert not (kept / "demo-password").exists()


def test_no_variable_leads_the_database_client_elsewhere(kept, monkeypatch):
    monkeypatch.setenv("PGPORT", "9999")
    monkeypatch.setenv("PGHOST", "elsewhere.invalid")

    env = bootstrap.environment("postgres://ppks@/ppks")

    assert [name for name in env if name.startswith("PG")] == []


def test_what_is_compiled_is_kept_for_the_next_process(kept, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)

    env = bootstrap.environment("postgres://ppks@/ppks")
    compiling = [sys.executable, "-c", "import ppks_service.development.places"]
    subprocess.run(compiling, env=env, cwd=bootstrap.BASE_DIR, check=True)

    assert list((kept / "bytecode").rglob("places.*.pyc"))


def test_the_letters_qr_points_to_the_port_that_is_served(kept):
    env = bootstrap.environment("postgres://ppks@/ppks", port=8005)

    assert env["PUBLIC_URL"] == "http://127.0.0.1:8005"


def test_sources_that_change_ask_for_preparing_again(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "BASE_DIR", tmp_path)
    migrations = tmp_path / "intake" / "migrations"
    migrations.mkdir(parents=True)
    before = bootstrap.sources_digest("url")

    (migrations / "0001_initial.py").write_text("operations = []")
    with_migration = bootstrap.sources_digest("url")
    (tmp_path / "intake" / "notes.txt").write_text("nothing that is loaded")

    assert len({before, with_migration, bootstrap.sources_digest("other url")}) == 3
    assert bootstrap.sources_digest("url") == with_migration


def test_an_unknown_command_is_told_what_there_is(capsys):
    assert bootstrap.main(["fly"]) == 2
    assert "run, test, check" in capsys.readouterr().out


def test_a_problem_is_one_sentence_and_no_traceback(capsys, monkeypatch):
    def fail(arguments):
        raise Problem("It rains.")

    monkeypatch.setitem(bootstrap.COMMANDS, "run", fail)

    assert bootstrap.main(["run"]) == 1
    assert capsys.readouterr().out == "\nIt rains.\n"
    assert os.getcwd() == str(bootstrap.BASE_DIR)


def test_a_check_that_does_not_exist_is_refused():
    with pytest.raises(Problem, match="No check is named spelling"):
        checks.run_all({}, only=["spelling"])
