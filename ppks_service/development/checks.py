"""``make check``: everything that can be said about the code without running its tests.

Standard library only, for any Python from 3.9.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ppks_service.development.console import Problem, say
from ppks_service.development.installation import PYTHON, VENV
from ppks_service.development.places import BASE_DIR

# What a production server sets, so that `check --deploy` sees what production sees.
PRODUCTION = {
    "DEBUG": "false",
    "DEMO": "false",
    "HTTPS": "true",
    "ALLOWED_HOSTS": "ppks.example.org",
    "PUBLIC_URL": "https://ppks.example.org",
    "MAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}


@dataclass(frozen=True)
class Check:
    name: str
    command: Callable[[], list[str]]
    production: bool = False


def _tool(*words: str) -> Callable[[], list[str]]:
    return lambda: [str(VENV / "bin" / words[0]), *words[1:]]


def _manage(*words: str) -> Callable[[], list[str]]:
    return lambda: [str(PYTHON), "manage.py", *words]


def _templates() -> list[str]:
    return [str(path) for path in sorted((BASE_DIR / "templates").rglob("*.html"))]


CHECKS = (
    Check("format", _tool("ruff", "format", "--check", "--quiet", ".")),
    Check("lint", _tool("ruff", "check", "--quiet", ".")),
    Check("imports", _tool("lint-imports", "--no-cache")),
    Check("types", _tool("mypy")),
    Check("template-format", lambda: [*_tool("djade", "--check")(), *_templates()]),
    Check("template-lint", _tool("djlint", "--lint", "--quiet", "templates")),
    Check("migrations", _manage("makemigrations", "--check", "--dry-run")),
    Check("migrations-back-and-forth", _manage("migrate_back_and_forth")),
    Check("documents", _manage("docs", "--check")),
    Check("deployment", _manage("check", "--deploy", "--fail-level", "WARNING"), production=True),
)


def run_all(env: dict[str, str], *, only: Sequence[str] = ()) -> int:
    """Run every check, or those named, and go on after a failure: one run shows all."""
    unknown = set(only) - {check.name for check in CHECKS}
    if unknown:
        raise Problem(f"No check is named {', '.join(sorted(unknown))}.")
    failed = []
    for check in CHECKS:
        if only and check.name not in only:
            continue
        begun = time.monotonic()
        done = subprocess.run(
            check.command(),
            env={**env, **PRODUCTION} if check.production else env,
            cwd=BASE_DIR,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        verdict = "failed" if done.returncode else "ok"
        say(f"{check.name:<26} {verdict:<7} {time.monotonic() - begun:5.1f} s")
        if done.returncode:
            failed.append(check.name)
            say(done.stdout)
    if failed:
        say(f"Failed: {', '.join(failed)}.")
    return 1 if failed else 0


def format_all() -> int:
    """Format the code by ruff and the templates by djade, and mend what ruff can mend."""
    mended = subprocess.call(_tool("ruff", "check", "--fix", "--quiet", ".")(), cwd=BASE_DIR)
    formatted = subprocess.call(_tool("ruff", "format", ".")(), cwd=BASE_DIR)
    # djade ends with 1 when it has changed a template.
    subprocess.call([*_tool("djade")(), *_templates()], cwd=BASE_DIR)
    return mended or formatted
