"""The databases of the tests: one is migrated, each process copies it, and each test leaves it empty."""

import hashlib
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.postgresql.base import DatabaseWrapper
from django.test import TransactionTestCase
from psycopg2.extensions import TRANSACTION_STATUS_IDLE as IDLE

from ppks_service.development.survey import PACKAGES

# What a database begins with and no test changes.
KEPT = {"django_content_type", "auth_permission", "upt_facilities_edition"}
# A lock of the server's own, so that of two processes one migrates and the other waits for it.
MIGRATING = 20_260_901


def copy_migrated() -> None:
    """A database of this process, copied: to migrate takes 40 s of processor time, to copy less than one."""
    given = connection.settings_dict["NAME"]
    own = connection.settings_dict["TEST"]["NAME"] or f"test_{given}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        template = _migrated(cursor, f"test_{given}_migrated_")
        _drop(cursor, own)
        cursor.execute(f'CREATE DATABASE "{own}" TEMPLATE "{template}"')
    _turn_to(own)


def drop_copy() -> None:
    own = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:
        _drop(cursor, own)


def _drop(cursor: Any, name: str) -> None:
    """Drop the database with what is connected to it: our sessions, and the server's own that clean it up.

    Those ``WITH (FORCE)`` may not end, for they are a superuser's; a plain drop sends them away and waits.
    """
    cursor.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = %s AND usename = current_user",
        [name],
    )
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _migrated(cursor: Any, prefix: str) -> str:
    """The name of the database that has these very migrations; made where there is none."""
    wanted, unfinished = prefix + digest_of_migrations(), f"{prefix}unfinished"
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix])
    there = [name for (name,) in cursor.fetchall()]
    if wanted not in there:
        for name in there:
            cursor.execute(f'DROP DATABASE "{name}"')
        given, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
        own, test["NAME"] = test["NAME"], unfinished
        try:
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
        finally:
            test["NAME"] = own
            _turn_to(given)
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{wanted}"')
    return wanted


def digest_of_migrations() -> str:
    """Changes with what a migration says, what it calls and the Django that runs it."""
    base = settings.BASE_DIR
    paths = [path for package in PACKAGES for path in (base / package).rglob("migrations/*.py")]
    paths += [base / "ppks_service" / "triggers.py", base / "requirements.lock"]
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _turn_to(name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name


Teardown = Callable[[TransactionTestCase], None]


def emptied_after(flush: Teardown) -> Teardown:
    """What follows a test that commits: Django's flush only where the server is a developer's own.

    The flush makes 118 tables and all their indexes anew, and fills two of them.
    """

    def teardown(case: TransactionTestCase) -> None:
        if may_pass_triggers():
            empty_tables()
        else:
            flush(case)

    return teardown


def may_pass_triggers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        return bool(cursor.fetchone()[0])


def empty_tables() -> None:
    """Delete every row, past the triggers that keep rows and the references between them."""
    tables = set(connection.introspection.django_table_names()) - KEPT
    names = [connection.ops.quote_name(table) for table in sorted(tables)]
    with transaction.atomic(), connection.cursor() as cursor:
        # Who still writes, as a server's thread for a page just closed does, comes to an end first.
        cursor.execute(f"LOCK TABLE {', '.join(names)} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            " UNION ALL ".join(f"(SELECT '{name}' FROM {name} LIMIT 1)" for name in names)
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {name}")


# --- The connections of the server of the browser tests ---------------------------------------

_idle: list[Any] = []
_connect, _close = DatabaseWrapper.get_new_connection, DatabaseWrapper._close


def keep_connections() -> None:
    """Let a thread begin with the connection that another has done with, as a server in use does.

    Django's test server has a thread, and so a connection, for each request; PostgreSQL then reads
    its catalogue anew for every page, which took longer than all else of the page.
    """
    DatabaseWrapper.get_new_connection = _take_idle
    DatabaseWrapper._close = _leave_idle


def _take_idle(wrapper: DatabaseWrapper, params: dict[str, Any]) -> Any:
    while _idle and threading.current_thread() is not threading.main_thread():
        try:
            kept = _idle.pop()
        except IndexError:  # another thread was quicker
            break
        if not kept.closed and kept.info.dbname == params["dbname"]:
            return kept
        kept.close()
    return _connect(wrapper, params)


def _leave_idle(wrapper: DatabaseWrapper) -> None:
    kept, is_main = wrapper.connection, threading.current_thread() is threading.main_thread()
    if is_main or kept is None or kept.closed or kept.info.transaction_status != IDLE:
        _close(wrapper)
    else:
        _idle.append(kept)
