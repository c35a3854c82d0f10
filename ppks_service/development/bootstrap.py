"""What the Makefile calls: sets the clone up as far as needed, then does the daily thing asked for.

    python3 -m ppks_service.development.bootstrap run|test|check|fmt|bench|bench-sync|bench-field|bench-match|bench-import|bench-race|bench-decide|mutants|manage|psql|setup|stop

Standard library only, for any Python from 3.9: it is the first thing that runs on a bare machine.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

from ppks_service.development import checks, installation, postgres, serving
from ppks_service.development.console import Problem, check_room, explain_os_error, say
from ppks_service.development.installation import PYTHON, VAR, digest, is_current, write_stamp
from ppks_service.development.places import BASE_DIR, Cluster, DatabaseProblem, cluster_named

DEMO_ACCOUNTS = (
    "lapangan", "registrasi", "peksos", "kasi", "kabid", "kadis", "upt", "mitra", "laporan",
    "admin", "auditor",
)  # fmt: skip
SOURCE_FOLDERS = ("ppks_service", "intake", "upt_facilities", "referrals", "evaluation")
SOURCE_SUFFIXES = (".py", ".toml", ".json", ".csv", ".sql")
ROOM_TO_RUN = 200_000_000


# --- The environment of Django's commands ----------------------------------------------------


def environment(database_url: str, port: int = 8000) -> dict[str, str]:
    """What ``settings.py`` reads; whatever the developer has set is left as it is."""
    # PGHOST and its like, or another active environment, would lead somewhere else.
    dropped = ("VIRTUAL_ENV", "PYTHONHOME", "PYTHONPATH")
    env = {k: v for k, v in os.environ.items() if k not in dropped and not k.startswith("PG")}
    env["DATABASE_URL"] = database_url
    env["PYTHONUNBUFFERED"] = "1"
    # Each process that is started would compile Django and all of ours anew, for some seconds: they
    # share what is compiled. Where Python was told to leave no bytecode beside the sources, none is.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    env.setdefault("PYTHONPYCACHEPREFIX", str(installation.VAR / "bytecode"))
    if not env.get("SECRET_KEY"):
        env["SECRET_KEY"] = installation.kept_secret("secret-key", secrets.token_urlsafe(48))
    if not env.get("FIELD_KEY"):
        env["FIELD_KEY"] = installation.kept_secret("field-key", secrets.token_urlsafe(48))
    env.setdefault("DEMO", "true")
    env.setdefault("HTTPS", "false")  # it is served on this machine alone, without TLS
    env.setdefault("PUBLIC_URL", f"http://{serving.HOST}:{port}")
    if not env.get("DEMO_PASSWORD"):
        kept = installation.kept_secret("demo-password", installation.a_password())
        env["DEMO_PASSWORD"] = kept
    return env


def check_url(url: str) -> str:
    """Refuse what is no address of a PostgreSQL database, before anything is tried."""
    try:
        known = urlsplit(url).scheme in ("postgres", "postgresql", "pgsql", "psql")
        urlsplit(url).port  # noqa: B018  (reading it checks it)
    except ValueError:
        known = False
    if not known:
        raise Problem(
            "DATABASE_URL is no address of a PostgreSQL database: write it as"
            " postgres://user:password@host:5432/name."
        )
    return url


@contextlib.contextmanager
def database(
    name: str, *, cluster: str, stop_always: bool = False
) -> Iterator[tuple[str, Cluster | None]]:
    """The address of database ``name``, and its cluster unless ``DATABASE_URL`` names another."""
    if given := os.environ.get("DATABASE_URL"):
        yield check_url(given), None
        return
    chosen = cluster_named(cluster)
    with serving.database_in_use(chosen, stop_always=stop_always):
        yield postgres.ensure_running(name, cluster), chosen


def manage(*arguments: str, env: dict[str, str]) -> int:
    return subprocess.call([str(PYTHON), "manage.py", *arguments], env=env, cwd=BASE_DIR)


# --- What is prepared once, and again when its sources change --------------------------------


def sources_digest(*more: str) -> str:
    """Changes with any code or data that could ask for a migration or other reference data."""
    parts: list[str | bytes] = list(more)
    for folder in SOURCE_FOLDERS:
        for path in sorted((BASE_DIR / folder).rglob("*")):
            if path.suffix in SOURCE_SUFFIXES:
                parts += [str(path.relative_to(BASE_DIR)), path.read_bytes()]
    return digest(parts)


def static_digest() -> str:
    parts: list[str | bytes] = [(BASE_DIR / "package-lock.json").read_bytes()]
    parts += [(BASE_DIR / "requirements.lock").read_bytes()]
    for path in sorted((BASE_DIR / "ppks_service" / "development").rglob("*.py")):
        parts.append(path.read_bytes())
    vendor = BASE_DIR / "static" / "vendor"
    for path in sorted((BASE_DIR / "static").rglob("*")):
        if path.is_file() and vendor not in path.parents:
            parts += [str(path.relative_to(BASE_DIR)), path.read_bytes()]
    parts += [path.read_bytes() for path in sorted((BASE_DIR / "templates").rglob("*.html"))]
    return digest(parts)


def prepare(env: dict[str, str], cluster: Cluster | None, *, data: bool = True) -> None:
    """Static files and the data that a database begins with, unless stamps say that all is there."""
    static_stamp, static_wanted = VAR / "static.stamp", static_digest()
    arguments = []
    if not is_current(static_stamp, static_wanted):
        arguments.append("--static")
    data_stamp = cluster.home / "prepared.stamp" if cluster else None
    data_wanted = sources_digest(env["DATABASE_URL"], env["DEMO_PASSWORD"], env["FIELD_KEY"])
    if data and not (data_stamp and is_current(data_stamp, data_wanted)):
        arguments.append("--data")
        if cluster:  # accounts of another database are not ours to touch
            arguments.append("--renew-passwords")
    if not arguments:
        return
    if manage("prepare", *arguments, env=env):
        raise Problem("")  # the command has said why
    if "--static" in arguments:
        write_stamp(static_stamp, static_digest())
    if "--data" in arguments and data_stamp:
        write_stamp(data_stamp, data_wanted)


# --- The daily things ------------------------------------------------------------------------


def run(_arguments: list[str]) -> int:
    """Serve the application with demo data until Ctrl-C."""
    port = serving.port_from(os.environ.get("PORT", "8000"))
    check_url(os.environ.get("DATABASE_URL") or "postgres://")
    with serving.stoppable(), serving.only_start_on(port):
        installation.install()
        check_room(BASE_DIR, ROOM_TO_RUN)
        with database("ppks", cluster="main", stop_always=True) as (url, cluster):
            env = environment(url, port)
            prepare(env, cluster)
            serving.serve(port, env, cluster, announce=lambda: announce(port, env))
    return 0


def announce(port: int, env: dict[str, str]) -> None:
    say(f"\nPPKS Service: http://{serving.HOST}:{port}/")
    if env["DEMO"].lower() in ("true", "1", "yes", "on"):
        say(f"Demo accounts: {', '.join(DEMO_ACCOUNTS)}")
        say(f"Password of each: {env['DEMO_PASSWORD']}")
    say("Ctrl-C stops it.\n")


def test(arguments: list[str]) -> int:
    """Run all tests, or those that the arguments choose."""
    installation.install(for_tests=True)
    with database("ppks", cluster="test") as (url, cluster):
        env = environment(url)
        prepare(env, cluster, data=False)
        alone = any(part.startswith(("-n", "-p")) for part in arguments)
        workers = [] if alone else ["-n", "2", "--dist", "worksteal"]
        command = [str(PYTHON), "-m", "pytest", *workers, *arguments]
        return subprocess.call(command, env=env, cwd=BASE_DIR)


def check(arguments: list[str]) -> int:
    """Format, lint, types, imports, templates, migrations, documents, deployment."""
    installation.install()
    with database("ppks_check", cluster="test") as (url, cluster):
        env = environment(url)
        prepare(env, cluster, data=False)
        return checks.run_all(env, only=arguments)


def fmt(_arguments: list[str]) -> int:
    """Format the code and the templates."""
    installation.install()
    return checks.format_all()


def measured(command: str, *arguments: str, for_tests: bool = False) -> int:
    """Run one of the benches, which make databases of their own beside the one of ``make run``."""
    installation.install(for_tests=for_tests)
    check_room(BASE_DIR)
    with database("ppks", cluster="main") as (url, cluster):
        env = environment(url)
        prepare(env, cluster, data=False)
        return manage(command, *arguments, env=env)


def bench(arguments: list[str]) -> int:
    """Measure the speed at a scale of data."""
    return measured("bench", "--scale", os.environ.get("SCALE", "province"), *arguments)


def bench_sync(arguments: list[str]) -> int:
    """Let sixty phones send what they queued at once."""
    return measured("bench_sync", *arguments)


def bench_field(arguments: list[str]) -> int:
    """Drive the field app on a slow phone: taps, seconds and bytes, on the data of ``make bench``."""
    return measured("bench_field", *arguments, for_tests=True)


def bench_match(arguments: list[str]) -> int:
    """Measure who is found to be whom, against trigrams and Splink."""
    installation.install()
    os.environ["MATCHING_PYTHON"] = installation.ensure_matching()
    return measured("bench_match", *arguments)


def bench_import(arguments: list[str]) -> int:
    """Take over a register of fifty thousand rows, and take it back."""
    return measured("bench_import", *arguments)


def bench_race(arguments: list[str]) -> int:
    """Let fifty approvals race for the last place and for the next number."""
    return measured("bench_race", *arguments)


def bench_decide(arguments: list[str]) -> int:
    """Drive a decision in a browser, at a desk and on a phone: clicks and the median time."""
    return measured("bench_decide", *arguments, for_tests=True)


def mutants(arguments: list[str]) -> int:
    """Plant small faults in the rules, the workflow, the places and the numbers; count those found."""
    installation.install(for_tests=True)
    with database("ppks", cluster="test") as (url, cluster):
        env = environment(url)
        prepare(env, cluster, data=False)
        env["MUTANTS_PYTHON"] = installation.ensure_mutants()
        command = [str(PYTHON), "-m", "ppks_service.development.mutants.run", *arguments]
        return subprocess.call(command, env=env, cwd=BASE_DIR)


def manage_command(arguments: list[str]) -> int:
    """One of Django's commands on the database of ``make run``."""
    installation.install()
    with database("ppks", cluster="main") as (url, _cluster):
        return manage(*(arguments or ["help"]), env=environment(url))


def psql(_arguments: list[str]) -> int:
    """psql on the database of ``make run``."""
    installation.install()
    with database("ppks", cluster="main") as (url, _cluster):
        return subprocess.call([postgres.program("psql"), url])


def setup(_arguments: list[str]) -> int:
    """Only install; with everything that tests need."""
    installation.install(for_tests=True)
    return 0


def stop(_arguments: list[str]) -> int:
    """Stop the databases that were left running."""
    for name in ("main", "test"):
        if postgres.stop(cluster_named(name)):
            say(f"PostgreSQL ({name}) is stopped.")
    return 0


COMMANDS = {
    "run": run,
    "test": test,
    "check": check,
    "fmt": fmt,
    "bench": bench,
    "bench-sync": bench_sync,
    "bench-field": bench_field,
    "bench-match": bench_match,
    "bench-import": bench_import,
    "bench-race": bench_race,
    "bench-decide": bench_decide,
    "mutants": mutants,
    "manage": manage_command,
    "psql": psql,
    "setup": setup,
    "stop": stop,
}


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        say(f"Say what to do: {', '.join(COMMANDS)}.")
        return 2
    try:
        os.chdir(BASE_DIR)
        VAR.mkdir(mode=0o755, exist_ok=True)
        return COMMANDS[arguments[0]](arguments[1:])
    except (Problem, DatabaseProblem) as problem:
        if str(problem):
            say(f"\n{problem}")
    except OSError as error:
        say(f"\n{explain_os_error(error)}")
    except (serving.Stopped, KeyboardInterrupt):
        say("\nStopped.")
        return 0 if arguments[0] == "run" else 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
