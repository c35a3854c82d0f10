"""A pytest plugin: run the tests once, then each fault in a child process against the tests that pass it.

Everything is loaded once; a child puts the fault's code into the living functions, so that whoever has
taken one along under another name has the fault too, and runs the tests that came by its line until one
fails. So a fault costs about as long as the first test that sees it.
"""

import datetime as dt
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from django.conf import settings
from django.db import connections

FAULTS = Path(__file__).with_name("faults.py")
# Not in a child: what drives a browser or empties the tables.
LEFT_OUT = {"page_for", "live_server", "transactional_db", "browser"}
TOOL = sys.monitoring.OPTIMIZER_ID
LEAST_SECONDS, TIMES_LONGER = 30, 10

Fault = dict[str, Any]
Place = tuple[str, int]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--mutate", action="append", default=[], help="A module, by its path.")
    parser.addoption("--mutate-result", default="", help="Where to write what came of each fault.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept = [item for item in items if not _left_out(item)]
    config.hook.pytest_deselected(items=[item for item in items if _left_out(item)])
    items[:] = kept


def _left_out(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    in_transaction = mark is None or not mark.kwargs.get("transaction")
    return not in_transaction or bool(LEFT_OUT & set(getattr(item, "fixturenames", ())))


def pytest_runtestloop(session: pytest.Session) -> bool:
    paths = [str(settings.BASE_DIR / path) for path in session.config.getoption("--mutate")]
    run = Run(session, paths)
    run.baseline()
    if not session.testsfailed:
        run.all_faults()
        Path(session.config.getoption("--mutate-result")).write_text(json.dumps(run.results))
    return True


class Run:
    """The tests of one session, and what they pass by."""

    def __init__(self, session: pytest.Session, paths: list[str]) -> None:
        self.session, self.paths = session, paths
        self.functions = functions_of(paths)
        self.passing: dict[Place, set[int]] = defaultdict(set)
        self.seconds: list[float] = []
        self.kills: dict[tuple[str, int], int] = defaultdict(int)
        self.results: list[Fault] = []

    def baseline(self) -> None:
        """Each test once, with the lines of the modules that it comes by."""
        items, hit = self.session.items, set[Place]()
        sys.monitoring.use_tool_id(TOOL, "mutants")

        def at_line(code: CodeType, line: int) -> Any:
            hit.add((code.co_filename, line))
            return sys.monitoring.DISABLE

        sys.monitoring.register_callback(TOOL, sys.monitoring.events.LINE, at_line)
        for code in self._codes():
            sys.monitoring.set_local_events(TOOL, code, sys.monitoring.events.LINE)
        for n, item in enumerate(items):
            hit.clear()
            sys.monitoring.restart_events()
            began = time.perf_counter()
            following = items[n + 1] if n + 1 < len(items) else items[0]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            self.seconds.append(time.perf_counter() - began)
            for place in hit:
                self.passing[place].add(n)
        sys.monitoring.free_tool_id(TOOL)

    def _codes(self) -> Iterator[CodeType]:
        for living in self.functions.values():
            for function in living:
                yield from inner_codes(function.__code__)

    def all_faults(self) -> None:
        python = os.environ.get("MUTANTS_PYTHON", sys.executable)
        for path in self.paths:
            self._survives_unchanged(path)
            made = subprocess.run([python, str(FAULTS), path], capture_output=True, check=True)
            found = json.loads(made.stdout)
            for n, fault in enumerate(found):
                if n % 25 == 0:
                    self._say(f"{os.path.relpath(path, settings.BASE_DIR)}: {n} of {len(found)}")
                fault["path"] = path
                fault["fate"] = self._fate(fault)
                del fault["source"], fault["end"]
                fault["path"] = os.path.relpath(path, settings.BASE_DIR)
                self.results.append(fault)

    def _survives_unchanged(self, path: str) -> None:
        """The code as it is, planted like a fault, passes all tests: so what fails is the fault's doing."""
        name = next(name for where, name in self.functions if where == path)
        code = Path(path).read_text()
        none = {"path": path, "function": name, "line": 1, "end": code.count("\n"), "source": code}
        if (fate := self._fate(none)) != "survived":
            raise RuntimeError(f"{path} without any fault: {fate}")

    def _say(self, words: str) -> None:
        reporter = self.session.config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            reporter.write_line(words)

    def _fate(self, fault: Fault) -> str:
        chosen = self._tests_of(fault)
        if not chosen:
            return "no test"
        connections.close_all()
        limit = LEAST_SECONDS + TIMES_LONGER * sum(self.seconds[n] for n in chosen)
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            code = 3
            try:
                code = self._try(fault, chosen, writing)
            finally:
                os._exit(code)
        os.close(writing)
        fate = _wait(child, limit)
        told = os.read(reading, 20).decode()
        os.close(reading)
        if fate == "killed" and told:
            self.kills[fault["function"], int(told)] += 1
        return fate

    def _tests_of(self, fault: Fault) -> list[int]:
        """Who comes by the fault's lines, else by its function; who was quick and found much, first."""
        path, name = fault["path"], fault["function"]
        if not name:
            found = set(range(len(self.session.items)))
        else:
            lines = range(fault["line"], fault["end"] + 1)
            found = {n for line in lines for n in self.passing.get((path, line), ())}
        return sorted(found, key=lambda n: (-self.kills[name, n], self.seconds[n]))

    def _try(self, fault: Fault, chosen: list[int], writing: int) -> int:
        """In the child: 1 where a test fails, 0 where all pass, 2 where the fault does not even load."""
        try:
            plant(fault, self.functions)
        except Exception:
            return 2
        items = [self.session.items[n] for n in chosen]
        self.session._setupstate.teardown_exact(items[0])
        for n, item in enumerate(items):
            following = items[n + 1] if n + 1 < len(items) else item
            reports = runtestprotocol(item, nextitem=following, log=False)
            if any(report.failed for report in reports):
                os.write(writing, str(chosen[n]).encode())
                return 1
        return 0


def _wait(child: int, seconds: float) -> str:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            code = os.waitstatus_to_exitcode(status)
            return {0: "survived", 1: "killed", 2: "does not load"}.get(code, "broke")
        time.sleep(0.005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "too long"


# --- Code in the place of code -------------------------------------------------------------------


def functions_of(paths: list[str]) -> dict[tuple[str, str], list[FunctionType]]:
    """The living functions of these files by their names, whatever decorator holds them now."""
    found: dict[tuple[str, str], list[FunctionType]] = defaultdict(list)
    for thing in gc.get_objects():
        if type(thing) is FunctionType and thing.__code__.co_filename in paths:
            found[thing.__code__.co_filename, thing.__code__.co_qualname].append(thing)
    return found


def inner_codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from inner_codes(part)


def plant(fault: Fault, functions: dict[tuple[str, str], list[FunctionType]]) -> None:
    path, name = fault["path"], fault["function"]
    code = compile(fault["source"], path, "exec")
    if not name:
        _replace_table(path, code)
        return
    (new,) = (part for part in inner_codes(code) if part.co_qualname == name)
    living = functions[path, name]
    if not living:
        raise LookupError(f"nobody has {name}")
    for function in living:
        function.__code__ = new


def _replace_table(path: str, code: CodeType) -> None:
    """Run the module's code beside it, and give its constants and the things of its table the new values."""
    relative = Path(path).relative_to(settings.BASE_DIR).with_suffix("")
    module = importlib.import_module(".".join(relative.parts))
    beside = ModuleType(module.__name__)
    exec(code, beside.__dict__)
    for name, value in vars(beside).items():
        old = getattr(module, name, None)
        is_constant = name.isupper() and isinstance(value, str | int | dt.timedelta | dict)
        if is_constant or isinstance(value, frozenset | tuple):
            setattr(module, name, value)
        elif is_dataclass(value) and not isinstance(value, type) and isinstance(old, type(value)):
            for field in fields(value):
                # What holds the table's lines keeps its own, which are changed one by one.
                if field.name != "transitions":
                    object.__setattr__(old, field.name, getattr(value, field.name))
