"""Time for a story: acts are done in the order in which they happened, each at its own moment."""

import datetime as dt
import heapq
from collections.abc import Generator, Iterator
from contextlib import contextmanager

from django.utils import timezone

# A life yields the moment at which it wants to go on; it runs on when the story comes there.
Life = Generator[dt.datetime]


def wib(day: dt.date, hour: int = 8, minute: int = 0) -> dt.datetime:
    """``day`` at that time of the office's clock."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


@contextmanager
def at(moment: dt.datetime) -> Iterator[None]:
    """Let every action believe that it is ``moment``; the house asks ``timezone.now()`` alone."""
    real = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real


class Story:
    """Many lives at once, told in order of time."""

    def __init__(self) -> None:
        self._waiting: list[tuple[dt.datetime, int, Life]] = []
        self._count = 0
        self.now = dt.datetime.min.replace(tzinfo=dt.UTC)

    def begin(self, life: Life, when: dt.datetime) -> None:
        """Let ``life`` start at ``when``."""
        self._count += 1
        heapq.heappush(self._waiting, (max(when, self.now), self._count, life))

    def tell(self, until: dt.datetime) -> int:
        """Live everything up to ``until``; what would come later never happens. The acts done."""
        acts = 0
        while self._waiting and self._waiting[0][0] <= until:
            self.now, _, life = heapq.heappop(self._waiting)
            with at(self.now):
                try:
                    again = next(life)
                except StopIteration:
                    continue
            acts += 1
            self.begin(life, again)
        self._waiting = []
        return acts
