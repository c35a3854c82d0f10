"""The two commands of the README, run for real on the database server of the tests."""

import os
import subprocess
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from ppks_service.development import postgres

DEPLOY = Path(__file__).resolve().parent.parent.parent / "deploy"
FILL = """
CREATE TABLE paper (number text PRIMARY KEY, content bytea NOT NULL, CHECK (number <> ''));
INSERT INTO paper VALUES ('001', decode('00ff10', 'hex')), ('002', ''), ('É''002', 'x');
"""


@pytest.fixture
def two_databases(db):
    """The addresses of two new, empty databases beside the one of the tests."""
    names = [f"backup_{which}_{os.getpid()}" for which in ("source", "target")]
    settings = connection.settings_dict
    options = {key: value for key, value in settings["OPTIONS"].items() if key == "host"}
    server = {"host": settings["HOST"], "user": settings["USER"], "password": settings["PASSWORD"]}
    server = {**server, "port": settings["PORT"], **options, "dbname": "postgres"}
    session = psycopg2.connect(**{key: value for key, value in server.items() if value})
    session.autocommit = True
    cursor = session.cursor()
    for name in names:
        cursor.execute(f"CREATE DATABASE {name}")
    parts = {**server, "dbname": ""}
    words = "&".join(f"{key}={value}" for key, value in parts.items() if value)
    yield [f"postgres:///{name}?{words}" for name in names]
    for name in names:
        cursor.execute(f"DROP DATABASE {name}")
    session.close()


def do(script, url, *arguments):
    path = f"{Path(postgres.program('pg_dump')).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "DATABASE_URL": url, "PATH": path}
    return subprocess.run(
        [DEPLOY / script, *arguments], env=env, capture_output=True, text=True, check=False
    )


def ask(url, statement):
    session = psycopg2.connect(url)
    try:
        with session, session.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None
    finally:
        session.close()


def test_a_backup_restores_to_the_same_rows(two_databases, tmp_path):
    source, target = two_databases
    ask(source, FILL)
    file = tmp_path / "one.dump"

    backed_up = do("backup.sh", source, str(file))
    restored = do("restore.sh", target, str(file))

    assert (backed_up.returncode, restored.returncode) == (0, 0), backed_up.stderr + restored.stderr
    everything = "SELECT number, content FROM paper ORDER BY number"
    rows, again = ask(source, everything), ask(target, everything)
    assert [(n, bytes(c)) for n, c in rows] == [(n, bytes(c)) for n, c in again]
    assert len(again) == 3
    assert file.stat().st_mode & 0o077 == 0


def test_a_restore_never_overwrites(two_databases, tmp_path):
    source, _target = two_databases
    ask(source, FILL)
    file = tmp_path / "one.dump"
    do("backup.sh", source, str(file))

    refused = do("restore.sh", source, str(file))

    assert refused.returncode == 1
    assert "restore into an empty one" in refused.stderr
    assert ask(source, "SELECT count(*) FROM paper") == [(3,)]


def test_a_backup_that_fails_leaves_no_file_that_looks_like_one(two_databases, tmp_path):
    failed = do("backup.sh", two_databases[0] + "&connect_timeout=1&port=1", str(tmp_path / "x"))

    assert failed.returncode != 0
    assert list(tmp_path.iterdir()) == []


def test_old_backups_go_and_new_ones_stay(two_databases, tmp_path, monkeypatch):
    monkeypatch.setenv("BACKUP_FOLDER", str(tmp_path))
    old, foreign = tmp_path / "ppks-20220801-021500.dump", tmp_path / "notes.txt"
    for path in (old, foreign):
        path.touch()
        os.utime(path, (0, 0))

    assert do("backup.sh", two_databases[0]).returncode == 0

    kept = sorted(path.name for path in tmp_path.iterdir())
    assert len(kept) == 2
    assert kept[0] == "notes.txt"
    assert kept[1].startswith("ppks-2")
    assert old.name not in kept
