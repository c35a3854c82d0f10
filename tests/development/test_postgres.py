import pytest

from ppks_service.development import places, postgres
from ppks_service.development.places import DatabaseProblem


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        (
            "initdb: error: could not write: No space left on device",
            "The disk is full: PostgreSQL cannot write.",
        ),
        (
            "postgres: error while loading shared libraries: libxml2.so.2: cannot open shared"
            " object file: No such file or directory",
            "A library that PostgreSQL needs is missing: libxml2.so.2.",
        ),
        ("LOG: one\nFATAL: lock file exists\nHINT: two", "FATAL: lock file exists"),
        ("one\ntwo\n", "two"),
        ("", ""),
    ],
)
def test_what_the_server_said_becomes_one_sentence(output, expected):
    assert postgres.explain(output) == expected


def test_a_pid_left_behind_by_a_killed_server_does_not_count(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "open_to_others", lambda folder: True)  # nothing in /var/lib
    cluster = places.Cluster("main", tmp_path)
    cluster.data.mkdir(parents=True)
    # Process 1 lives on every machine, and is no server of this folder.
    (cluster.data / "postmaster.pid").write_text(f"1\n{cluster.data}\n")

    assert postgres.running_pid(cluster) is None


def test_a_given_database_is_used_and_no_other_started(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://given@host/name")
    monkeypatch.setattr(postgres, "start", None)

    assert postgres.ensure_running("other") == "postgres://given@host/name"


@pytest.mark.parametrize("name", ["", "a b", 'a"b', "a;b", "kasus-é"])
def test_a_database_name_that_would_need_quoting_is_refused(name):
    with pytest.raises(DatabaseProblem, match="letters, digits and _ only"):
        postgres.ensure_database(places.cluster_named("test"), name)


def test_the_application_is_no_superuser_and_may_create_databases(db):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, True)
