"""Heads of a section who press at the same moment: one place, fifty referrals; one series, two thousand letters.

Each racer is a thread with a connection of its own, ten of them in a process: so that they meet in the
database and not at Python's lock. What is raced is ``referrals.actions.approve`` itself, which takes
place, number and letter.
"""

import multiprocessing
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, connections, transaction

from ppks_service.accounts.models import User
from ppks_service.development.bench.scene import Scene, add_places
from ppks_service.documents.models import Counter, IssuedDocument, LetterKind
from referrals import actions
from referrals.models import Decision, Referral
from upt_facilities.actions import FacilityFull
from upt_facilities.models import Occupancy

THREADS = 10  # a process; with fifty racers five processes, far below 120 connections
PATIENCE = 300  # seconds that one round may take
LOST, WON, TAKEN_BACK, BROKEN = 1, 2, 3, 4
# One approval in so many is rolled back at its very end, and then done again.
ROLLED_BACK = 3

fork = multiprocessing.get_context("fork")


class TakenBack(Exception):
    """Thrown after an approval, to roll it back."""


@dataclass
class Race:
    """What the racers met, and what the database holds afterwards."""

    racers: int
    rounds: int
    letters: int
    accepts: int = 0
    winners: dict[int, int] = field(default_factory=dict)  # how many rounds had so many winners
    held: int = 0
    place_seconds: float = 0
    waits: list[float] = field(default_factory=list)
    numbered: int = 0
    rolled_back: int = 0
    letter_seconds: float = 0
    gaps: int = 0
    twice: int = 0
    last: int = 0
    decisions: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return (
            set(self.winners) <= {1}
            and self.held == self.rounds
            and not (self.gaps or self.twice or self.faults)
            and self.last == self.numbered == self.decisions
            and self.numbered == self.rounds + self.letters
        )


def approve(pk: int, head: User, *, in_vain: bool = False) -> int:
    """One head presses once. What came of it."""
    try:
        with transaction.atomic():
            actions.approve(Referral(pk=pk), by=head)
            if in_vain:
                raise TakenBack
    except TakenBack:
        return TAKEN_BACK
    except FacilityFull:
        return LOST
    return WON


@dataclass
class Shared:
    """What processes tell each other: whose turn it is, and what came of it."""

    racers: int
    rounds: int
    pks: Any
    outcomes: Any
    seconds: Any
    faults: Any
    start: Any
    end: Any


def race_for_the_last_place(
    scene: Scene, racers: int, rounds: int, result: Race, say: Callable[[str], None]
) -> None:
    """In each round one more place, and all racers at it at once; who won is replaced by another."""
    ward = scene.house("perebutan", 0)
    pks = scene.referrals(ward.facility, racers)
    shared = _shared(racers, rounds, parties=racers + 1)
    with Running(shared, _in_rounds, racers, scene.head.pk):
        started = time.perf_counter()
        for n in range(rounds):
            add_places(ward, 1)
            shared.pks[:] = pks
            shared.start.wait(PATIENCE)
            shared.end.wait(PATIENCE)
            outcomes = list(shared.outcomes)
            won = [i for i, outcome in enumerate(outcomes) if outcome == WON]
            result.winners[len(won)] = result.winners.get(len(won), 0) + 1
            result.accepts += sum(outcome in (WON, LOST) for outcome in outcomes)
            result.waits += list(shared.seconds)
            for i, pk in zip(won, scene.referrals(ward.facility, len(won)), strict=True):
                pks[i] = pk
            if n % 50 == 49:
                say(f"  {n + 1} rounds, {time.perf_counter() - started:.0f} s")
        result.place_seconds = time.perf_counter() - started
    result.held = Occupancy.objects.filter(place__ward=ward).count()
    result.faults += _told(shared)


def race_for_numbers(scene: Scene, racers: int, letters: int, result: Race) -> None:
    """All racers approve one after another; every third approval is rolled back and done again."""
    ward = scene.house("nomor", letters)
    pks = scene.referrals(ward.facility, letters)
    shared = _shared(letters, 1, parties=racers + 1)
    shared.pks[:] = pks
    started = time.perf_counter()
    with Running(shared, _in_a_row, racers, scene.head.pk):
        shared.start.wait(PATIENCE)
    result.letter_seconds = time.perf_counter() - started
    result.rolled_back = sum(int(n) // 10 for n in shared.outcomes)
    result.faults += _told(shared)


def look(result: Race) -> None:
    """What the database holds: serials, counter, decisions."""
    kind = LetterKind.RECOMMENDATION
    rows = IssuedDocument.objects.filter(kind=kind).order_by("serial")
    serials = list(rows.values_list("serial", flat=True))
    result.numbered = len(serials)
    result.twice = len(serials) - len(set(serials))
    result.gaps = max(serials, default=0) - len(set(serials))
    counters = Counter.objects.filter(name__startswith=f"letter:{kind}:")
    result.last = sum(counters.values_list("last", flat=True))
    result.decisions = Decision.objects.filter(outcome="approved").count()


def run(racers: int, rounds: int, letters: int, say: Callable[[str], None] = print) -> Race:
    result, scene = Race(racers, rounds, letters), Scene()
    say(f"{rounds} rounds of {racers} for the last place …")
    race_for_the_last_place(scene, racers, rounds, result, say)
    say(f"{letters} letters by {racers} at once …")
    race_for_numbers(scene, racers, letters, result)
    look(result)
    return result


# --- Processes and threads ---------------------------------------------------------------------


def _shared(size: int, rounds: int, *, parties: int) -> Shared:
    return Shared(
        racers=parties - 1,
        rounds=rounds,
        pks=fork.Array("q", size),
        outcomes=fork.Array("i", size),
        seconds=fork.Array("d", size),
        faults=fork.SimpleQueue(),
        start=fork.Barrier(parties),
        end=fork.Barrier(parties),
    )


class Running:
    """Processes of ten threads each for as long as the block lasts, and until they have ended."""

    def __init__(self, shared: Shared, what: Callable[..., None], racers: int, head: int) -> None:
        connections.close_all()  # a connection is not taken along into another process
        numbers = range(racers)
        self.running = [
            fork.Process(target=_threads, args=(shared, what, numbers[i : i + THREADS], head))
            for i in range(0, racers, THREADS)
        ]

    def __enter__(self) -> None:
        for process in self.running:
            process.start()

    def __exit__(self, kind: Any, *rest: object) -> None:
        for process in self.running:
            if kind is not None:
                process.terminate()
            process.join()


def _threads(shared: Shared, what: Callable[..., None], numbers: range, head: int) -> None:
    threads = [threading.Thread(target=_guarded, args=(shared, what, n, head)) for n in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _guarded(shared: Shared, what: Callable[..., None], number: int, head: int) -> None:
    try:
        what(shared, number, User.objects.get(pk=head))
    except Exception as broken:
        shared.faults.put(f"{type(broken).__name__}: {broken}"[:200])
        shared.start.abort()
        shared.end.abort()
    finally:
        connection.close()


def _in_rounds(shared: Shared, number: int, head: User) -> None:
    for _ in range(shared.rounds):
        shared.start.wait(PATIENCE)
        begun = time.perf_counter()
        shared.outcomes[number] = BROKEN
        shared.outcomes[number] = approve(shared.pks[number], head)
        shared.seconds[number] = time.perf_counter() - begun
        shared.end.wait(PATIENCE)


def _in_a_row(shared: Shared, number: int, head: User) -> None:
    shared.start.wait(PATIENCE)
    for n in range(number, len(shared.pks), shared.racers):
        taken_back = n % ROLLED_BACK == 0 and approve(shared.pks[n], head, in_vain=True)
        outcome = approve(shared.pks[n], head)
        shared.outcomes[n] = outcome + (10 if taken_back == TAKEN_BACK else 0)


def _told(shared: Shared) -> Iterator[str]:
    while not shared.faults.empty():
        yield shared.faults.get()


# --- The result --------------------------------------------------------------------------------


def table(result: Race) -> list[str]:
    """The result as Markdown."""
    winners = ", ".join(f"{n} in {rounds} rounds" for n, rounds in sorted(result.winners.items()))
    waits = result.waits or [float("nan")] * 2
    p95 = statistics.quantiles(waits, n=20, method="inclusive")[18]
    return [
        "| what | result | bar |",
        "| --- | ---: | --- |",
        f"| rounds × approvals at once for the last place | {result.rounds} × {result.racers} | – |",
        f"| approvals that won or lost | {result.accepts} | 10 000 |",
        f"| winners a round | {winners} | 1 in each |",
        f"| places held afterwards | {result.held} | {result.rounds} |",
        f"| one of {result.racers} waits, p50 / p95 | {statistics.median(waits) * 1000:.0f} / "
        f"{p95 * 1000:.0f} ms | – |",
        f"| all rounds | {result.place_seconds:.0f} s | – |",
        f"| letters by {result.racers} approvals at once | {result.letters} | 2 000 |",
        f"| of these rolled back once before | {result.rolled_back} | – |",
        f"| letters / decisions / last number | {result.numbered} / {result.decisions} / "
        f"{result.last} | equal |",
        f"| numbers left out / given twice | {result.gaps} / {result.twice} | 0 / 0 |",
        f"| all letters | {result.letter_seconds:.0f} s | – |",
    ]
