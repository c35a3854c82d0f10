"""Somebody who was here before: how often, what became of it, what they promised, and who fetched them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from intake import same
from intake.models import Case, Person, Promise
from intake.permissions import open_file
from intake.seal import sealed_among
from ppks_service.accounts.models import User
from ppks_service.indonesian import in_sentence, long_date

BEFORE_SHOWN = 3


@dataclass(frozen=True)
class Episode:
    """One earlier case; what was promised in it only for who may open its file."""

    case: Case
    may_open: bool
    signed: list[Promise] = field(default_factory=list)

    @property
    def end(self) -> str:
        """``selesai 4 September 2022: kembali ke keluarga``, or that it runs."""
        if self.case.ended_at is None:
            return in_sentence(self.case.get_status_display())
        reason = in_sentence(self.case.get_end_reason_display())
        return f"selesai {long_date(self.case.ended_at)}: {reason}"

    @property
    def promises(self) -> list[str]:
        return [promise_words(row) for row in self.signed]


@dataclass(frozen=True)
class History:
    """Who somebody was to the office before this: ``times`` says how often with this one."""

    times: int
    episodes: list[Episode] = field(default_factory=list)
    others: list[Person] = field(default_factory=list)  # the other records of the same person
    records: frozenset[int] = frozenset()  # the keys of all of them

    @property
    def latest(self) -> Episode | None:
        return self.episodes[0] if self.episodes else None

    @property
    def last_promise(self) -> Promise | None:
        """The last statement that anybody signed for this person, of those the reader may see."""
        signed = [row for episode in self.episodes for row in episode.signed]
        return max(signed, key=lambda s: (s.signed_on, s.pk), default=None)

    @property
    def promise(self) -> str:
        return promise_words(self.last_promise) if self.last_promise else ""


def history_before(user: User, case: Case) -> History:
    """What came before ``case``, for ``user``. At most four queries."""
    group = same.group_of(case.person_id)
    rows = list(_cases(group.keys).exclude(pk=case.pk))
    earlier = [row for row in rows if (row.opened_at, row.pk) < (case.opened_at, case.pk)]
    others = group.keys - {case.person_id}
    return History(
        times=max(len(earlier), case.repeat_count) + 1,
        episodes=_episodes(user, rows, sealed_among(user, rows)),
        others=list(Person.objects.filter(pk__in=others).order_by("pk")),
        records=group.keys,
    )


def times_of(case: Case) -> int:
    """How often the person of ``case`` was here, this time with it. Two queries."""
    rows = same.cases_of(case.person_id).filter(opened_at__lt=case.opened_at).exclude(pk=case.pk)
    return max(rows.count(), case.repeat_count) + 1


def histories_of(user: User, persons: Iterable[int]) -> dict[int, History]:
    """What the office knows of each of ``persons`` who is to be taken in again. Three queries."""
    groups = same.groups_of(persons)
    rows = list(_cases({key for group in groups.values() for key in group.keys}))
    sealed = sealed_among(user, rows)
    return {
        pk: History(
            times=sum(row.person_id in group.keys for row in rows) + 1,
            episodes=_episodes(user, [r for r in rows if r.person_id in group.keys], sealed),
        )
        for pk, group in groups.items()
    }


def repeat_words(history: History) -> str:
    """The whole history on one line: ``berulang (3 kali), terakhir K-…; sebelumnya K-…; pernyataan …``."""
    if history.latest is None:
        return ""
    words = f"berulang ({history.times} kali), terakhir {history.latest.case.number}, "
    words += f"{long_date(history.latest.case.opened_at)}, {history.latest.end}"
    if before := history.episodes[1 : 1 + BEFORE_SHOWN]:
        words += "; sebelumnya " + ", ".join(f"{row.case.number} ({row.end})" for row in before)
    return f"{words}; {history.promise}" if history.promise else words


def promise_words(promise: Promise) -> str:
    """``pernyataan 4 September 2022 oleh ibunya, berlaku sampai …; dijemput ibunya``."""
    words = f"pernyataan {long_date(promise.signed_on)} oleh {promise.signed_by}"
    if promise.valid_until:
        over = promise.valid_until < timezone.localdate()
        words += f", {'berlaku hingga' if over else 'masih berlaku sampai'} {long_date(promise.valid_until)}"
    if promise.fetched_by:
        words += f"; dijemput {promise.fetched_by}"
    return words


def _cases(persons: Iterable[int]) -> QuerySet[Case]:
    signed = Promise.objects.order_by("-signed_on", "-pk")
    rows = Case.objects.filter(person__in=persons).select_related("section", "person")
    return rows.prefetch_related(Prefetch("promises", queryset=signed)).order_by(
        "-opened_at", "-pk"
    )


def _episodes(user: User, cases: list[Case], sealed: Collection[int]) -> list[Episode]:
    found = []
    for case in cases:
        may_open = open_file.allows(user, case)
        is_told = may_open and case.pk not in sealed
        found.append(Episode(case, may_open, list(case.promises.all()) if is_told else []))
    return found
