"""Who is found to be whom: our proposals, plain trigrams and Splink on the same records."""

import csv
import json
import math
import os
import random
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import connection

from intake import matching
from intake.matching import background
from intake.models import Person
from ppks_service.development.bench.matching import febrl, filling, scores
from ppks_service.development.bench.matching.generator import Record, records
from ppks_service.development.bench.matching.scores import Pair, pair
from ppks_service.text import folded

OUTSIDE = Path(__file__).with_name("outside.py")
# Never a seed of ``tuning.SEEDS``.
TEST_SEEDS = {10_000: 101, 100_000: 102, 700_000: 103}
# How many records are asked about: every pair that one of them is in counts.
ASKED = {10_000: 1500, 100_000: 1500, 700_000: 500}
# Of how many records that have another one of the same person it is asked whether the first five
# show it: among four hundred one in a hundred more or less is chance.
SOUGHT = {10_000: 1500, 100_000: 2000, 700_000: 2000}
TOP = 5
# How many proposals count as said: far more than an officer is shown.
SAID = 30
TRIGRAM = 0.45
# Splink gets so long for one set; what it cannot do in that is said in the table.
PATIENCE = 900


class Spent:
    """Processor time of this process and of its database session: what a busy machine does not stretch."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.server = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def seconds(self) -> float:
        """``nan`` where the database is on another machine."""
        try:
            server = int(self.server.read_text().split()[0]) / 1e9
        except OSError:
            return float("nan")
        return time.process_time() + server


@dataclass
class Line:
    """One row of the result; what does not apply is None."""

    on: str
    method: str
    precision: float
    recall: float
    f1: float
    best_f1: float
    best_at: float
    top: float | None = None
    sought: float | None = None
    p50: float | None = None
    p95: float | None = None
    cpu_p95: float | None = None
    seconds: float | None = None
    load: float | None = None

    @classmethod
    def missing(cls, on: str, why: str) -> "Line":
        """A method that gave nothing."""
        return cls(on, why, *[float("nan")] * 5)

    @classmethod
    def of(
        cls,
        on: str,
        method: str,
        scored: Mapping[Pair, float],
        truth: Collection[Pair],
        *,
        threshold: float = matching.LIKELY_SAME,
        **more: float | None,
    ) -> "Line":
        here, best = scores.at(threshold, scored, truth), scores.best(scored, truth)
        return cls(
            on, method, here.precision, here.recall, here.f1, best.f1, best.threshold, **more
        )


# --- FEBRL -----------------------------------------------------------------------------------


def fetch_febrl(folder: Path) -> None:
    """Have FEBRL's records written to ``folder`` by the environment that has them."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([_outside_python(), str(OUTSIDE), "febrl", str(folder)], check=True)


def febrl_lines(number: int, folder: Path) -> list[Line]:
    source, link, on = folder / f"febrl{number}.csv", number == 4, f"FEBRL {number}"
    rows = febrl.read(source)
    truth = febrl.true_pairs(rows, link=link)
    started = time.monotonic()
    ours = febrl.scored(rows, link=link)
    lines = [Line.of(on, "PPKS", ours, truth, seconds=time.monotonic() - started)]
    started = time.monotonic()
    plain = febrl.by_trigrams(rows, ours)
    took = time.monotonic() - started
    lines.append(Line.of(on, "trigram", plain, truth, threshold=TRIGRAM, seconds=took))
    theirs, seconds = splink("febrl-link" if link else "febrl", source)
    lines.append(Line.of(on, "Splink", theirs, truth, seconds=seconds))
    return lines


# --- The generator's register ----------------------------------------------------------------


class Register:
    """One size of the generator's records in this database, and the records that are asked about."""

    def __init__(self, size: int, seed: int, folder: Path) -> None:
        self.on = f"{size // 1000} k"
        self.folder = folder
        self.made: list[Record] = list(records(size, seed=seed, land=filling.land()))
        asked = min(ASKED.get(size, 1000), size)
        self.asked = sorted(random.Random(seed).sample(range(1, size + 1), asked))
        mine = set(self.asked)
        pairs = filling.true_pairs(self.made)
        self.truth = {p for p in pairs if p[0] in mine or p[1] in mine}
        self.others: dict[int, set[int]] = defaultdict(set)
        for one, other in pairs:
            self.others[one].add(other)
            self.others[other].add(one)
        pool = sorted(self.others)
        sought = min(SOUGHT.get(size, 1000), len(pool))
        self.sought = sorted(random.Random(seed).sample(pool, sought))

    def fill_once(self) -> None:
        if not Person.objects.exists():
            filling.fill(self.made)

    def lines(self) -> Iterator[Line]:
        """One method after the other, each with the machine's load when it ended."""
        for method in (self.ours, self.trigrams, self.splink):
            line = method()
            line.load = os.getloadavg()[1]
            yield line

    def ours(self) -> Line:
        """Propose for each asked record, as registering does: describe, look up, compare."""
        background.forget()
        scored: dict[Pair, float] = {}
        seconds, worked = [], []
        spent = Spent()
        for key in self.asked:
            started, before = time.perf_counter(), spent.seconds()
            found = _proposed(key, SAID)
            seconds.append(time.perf_counter() - started)
            worked.append(spent.seconds() - before)
            scored |= {pair(key, one.person_id): one.score for one in found}
        line = self._line(
            "PPKS", scored, seconds, lambda key: [one.person_id for one in _proposed(key, TOP)]
        )
        line.cpu_p95 = scores.percentile(worked, 0.95)
        return line

    def trigrams(self) -> Line:
        """The nearest names by pg_trgm alone, as a search box would have it."""
        names = {record.id: folded(record.name) for record in self.made}
        scored: dict[Pair, float] = {}
        seconds = []
        with connection.cursor() as cursor:

            def alike(key: int) -> list[tuple[int, float]]:
                cursor.execute(
                    "SELECT person_id, similarity(folded, %(name)s) AS alike FROM intake_personname"
                    " WHERE folded %% %(name)s AND person_id <> %(key)s"
                    " ORDER BY alike DESC, person_id LIMIT %(said)s",
                    {"name": names[key], "key": key, "said": SAID},
                )
                return cursor.fetchall()

            cursor.execute("SET pg_trgm.similarity_threshold = %s", [TRIGRAM])
            for key in self.asked:
                started = time.perf_counter()
                found = alike(key)
                seconds.append(time.perf_counter() - started)
                for other, share in found:
                    scored[pair(key, other)] = max(share, scored.get(pair(key, other), 0))
            line = self._line(
                "trigram",
                scored,
                seconds,
                lambda key: list(dict.fromkeys(other for other, _ in alike(key))),
                threshold=TRIGRAM,
            )
            cursor.execute("RESET pg_trgm.similarity_threshold")
        return line

    def splink(self) -> Line:
        """Splink over the whole register at once; of its pairs those of the asked records count."""
        sheet = self.folder / f"register-{len(self.made)}.csv"
        filling.write_sheet(self.made, sheet)
        try:
            found, seconds = splink("register", sheet)
        except subprocess.TimeoutExpired:
            return Line.missing(self.on, f"Splink: not done in {PATIENCE} s")
        mine = set(self.asked)
        scored = {key: score for key, score in found.items() if key[0] in mine or key[1] in mine}
        ranked: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for (one, other), score in found.items():
            ranked[one].append((-score, other))
            ranked[other].append((-score, one))
        line = Line.of(self.on, "Splink", scored, self.truth, seconds=seconds)
        line.top = self._top(lambda key: [other for _, other in sorted(ranked[key])])
        line.sought = len(self.sought)
        return line

    def _top(self, proposed: Callable[[int], Sequence[int]]) -> float:
        """In which share of the sought the first five that are ``proposed`` have one of the same person."""
        hits = sum(not self.others[key].isdisjoint(proposed(key)[:TOP]) for key in self.sought)
        return hits / max(len(self.sought), 1)

    def _line(
        self,
        method: str,
        scored: Mapping[Pair, float],
        seconds: list[float],
        proposed: Callable[[int], Sequence[int]],
        *,
        threshold: float = matching.LIKELY_SAME,
    ) -> Line:
        return Line.of(
            self.on,
            method,
            scored,
            self.truth,
            threshold=threshold,
            top=self._top(proposed),
            sought=len(self.sought),
            p50=scores.percentile(seconds, 0.5),
            p95=scores.percentile(seconds, 0.95),
            seconds=sum(seconds),
        )


def _proposed(key: int, limit: int) -> list[matching.Candidate]:
    """What registering the person ``key`` would propose: describe, look up, compare."""
    described = matching.describe_all([key], with_slips=True)[key]
    return matching.candidates(described, limit=limit, at_least=0)


# --- Both ------------------------------------------------------------------------------------


def splink(kind: str, source: Path) -> tuple[dict[Pair, float], float]:
    """Splink's pairs with their probabilities, and the seconds it took without reading the file."""
    target = source.with_suffix(".pairs")
    run = subprocess.run(
        [_outside_python(), str(OUTSIDE), "splink", kind, str(source), str(target)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    if run.returncode:
        raise RuntimeError(f"Splink failed: {run.stderr[-2000:]}")
    with target.open(newline="") as file:
        found = {pair(int(one), int(other)): float(score) for one, other, score in csv.reader(file)}
    return found, float(run.stdout.split()[-1])


def _outside_python() -> str:
    return os.environ["MATCHING_PYTHON"]


def as_json(lines: Iterable[Line]) -> str:
    return json.dumps([asdict(line) for line in lines])


def from_json(text: str) -> list[Line]:
    return [Line(**line) for line in json.loads(text)]


def table(lines: Iterable[Line]) -> list[str]:
    def share(value: float | None) -> str:
        return "–" if value is None else f"{value:.4f}"

    def ms(value: float | None) -> str:
        return "–" if value is None or math.isnan(value) else f"{value * 1000:.0f}"

    rows = [
        "| on | method | precision | recall | F1 | best F1 (at) | in the first 5 | p50 ms | p95 ms | CPU p95 ms | all s | load |",
        f"| --- | --- |{' ---: |' * 10}",
    ]
    for line in lines:
        top = "–"
        if line.top is not None and line.sought:
            error = math.sqrt(line.top * (1 - line.top) / line.sought)
            top = f"{line.top:.1%} ± {error * 100:.1f} of {line.sought:.0f}"
        if math.isnan(line.f1):
            rows.append(f"| {line.on} | {line.method} |{' – |' * 10}")
            continue
        rows.append(
            f"| {line.on} | {line.method} | {share(line.precision)} | {share(line.recall)} |"
            f" {share(line.f1)} | {share(line.best_f1)} ({line.best_at:.2f}) | {top} |"
            f" {ms(line.p50)} | {ms(line.p95)} | {ms(line.cpu_p95)} | {line.seconds or 0:.0f} |"
            f" {'–' if line.load is None else f'{line.load:.0f}'} |"
        )
    return rows
