"""The list of pairs that may be one person, for who may open both; and what waits for whom."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from intake import same
from intake.models import (
    WAITING,
    Case,
    DuplicateProposal,
    Person,
    PersonLink,
    ProposalState,
    any_of_group,
    root_of,
)
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability, Role
from ppks_service.indonesian import in_sentence
from ppks_service.worklist.clocks import Clocks, end_of_work
from ppks_service.worklist.registry import LIMIT, WorkItem

# How sure the scoring model is, in words: a number would look like a verdict.
LIKELY = 0.9
TONES = {
    ProposalState.OPEN: ("soon", "users"),
    ProposalState.SECOND: ("held", "lock"),
    ProposalState.UNSURE: ("calm", "help-circle"),
    ProposalState.SAME: ("ok", "user-check"),
    ProposalState.NOT_SAME: ("calm", "user-x"),
}


@dataclass(frozen=True)
class Side:
    """One of a pair as a list shows it: initials where the person is protected."""

    name: str
    number: str
    facts: str


@dataclass(frozen=True)
class PairLine:
    """One row of the list."""

    pair: DuplicateProposal
    left: Side
    right: Side

    @property
    def likeness(self) -> str:
        if self.pair.score is None:
            return "ditanyakan petugas"
        return "sangat mirip" if self.pair.score >= LIKELY else "mirip"

    @property
    def why(self) -> list[str]:
        """What speaks for it, then what against, the weightiest first; of a protected person no name."""
        ranked = sorted(
            self.pair.reasons, key=lambda r: (not r.get("fits"), -abs(r.get("weight") or 0))
        )
        words = [reason["words"] for reason in ranked[:3]]
        return [word.partition(":")[0] for word in words] if self.is_protected else words

    @property
    def is_protected(self) -> bool:
        return self.pair.left_protected or self.pair.right_protected  # type: ignore[attr-defined]

    @property
    def tone(self) -> str:
        return TONES[ProposalState(self.pair.state)][0]

    @property
    def icon(self) -> str:
        return TONES[ProposalState(self.pair.state)][1]

    @property
    def is_late(self) -> bool:
        pair = self.pair
        return (
            pair.state == ProposalState.UNSURE
            and (pair.due_on or dt.date.max) < timezone.localdate()
        )

    @property
    def url(self) -> str:
        return compare_url(self.pair)


def compare_url(pair: DuplicateProposal) -> str:
    """The page on which the pair is answered; register numbers may stand in an address."""
    address = reverse("intake:person_compare")
    return f"{address}?a={pair.right.register_number}&b={pair.left.register_number}"


def pairs_for(user: User) -> QuerySet[DuplicateProposal]:
    """The pairs of which ``user`` may open both, with whether either is protected."""
    mine = same.persons_for(user).values("pk")
    flagged = Case.objects.exclude(flags=[])
    return (
        DuplicateProposal.objects.for_list()
        .filter(left__in=mine, right__in=mine)
        .annotate(left_root=root_of("left"), right_root=root_of("right"))
        .annotate(
            left_protected=any_of_group(flagged, OuterRef("left_root")),
            right_protected=any_of_group(flagged, OuterRef("right_root")),
        )
    )


def counts_for(user: User) -> dict[str, int]:
    """How many pairs stand at each answer. One query."""
    rows = pairs_for(user).order_by().values("state").annotate(n=Count("pk"))
    return dict(rows.values_list("state", "n"))


def listed(
    pairs: QuerySet[DuplicateProposal], state: str, source: str
) -> QuerySet[DuplicateProposal]:
    """The pairs asked for: those that wait by what presses, answered ones by when."""
    if source:
        pairs = pairs.filter(source=source)
    if state in (ProposalState.SAME, ProposalState.NOT_SAME):
        return pairs.filter(state=state).order_by("-decided_at", "-pk")
    pairs = pairs.filter(state=state) if state else pairs.filter(state__in=WAITING)
    return pairs.order_by(F("due_on").asc(nulls_last=True), F("score").desc(nulls_last=True), "pk")


def lines(pairs: Iterable[DuplicateProposal]) -> list[PairLine]:
    return [
        PairLine(
            pair,
            _side(pair.left, pair.left_protected),  # type: ignore[attr-defined]
            _side(pair.right, pair.right_protected),  # type: ignore[attr-defined]
        )
        for pair in pairs
    ]


def _side(person: Person, is_protected: bool) -> Side:
    name = person.initials if is_protected else person.name
    born = f", lahir {person.born_on.year}" if person.born_on else ""
    return Side(name, person.register_number, f"{in_sentence(person.get_sex_display())}{born}")


def links_for(user: User) -> QuerySet[PersonLink]:
    """Open links of which ``user`` may open both."""
    mine = same.persons_for(user).values("pk")
    return PersonLink.objects.open().filter(person__in=mine, head__in=mine)


def since(link: PersonLink) -> list[Case]:
    """Cases opened after the two were linked: undoing leaves them with their number."""
    keys = same.group_of(link.person_id).keys
    return list(Case.objects.filter(person__in=keys, opened_at__gt=link.linked_at).order_by("pk"))


def work(user: User, clocks: Clocks) -> Iterator[WorkItem]:
    """Pairs that wait for this user: their own tasks, and for heads those that nobody owns."""
    if not user.has(Capability.MATCH_PERSONS):
        return
    mine = Q(owner=user)
    if user.acts_as(Role.SECTION_HEAD, Role.DIVISION_HEAD):
        mine |= Q(owner=None) | Q(state=ProposalState.SECOND)
    waiting = pairs_for(user).filter(mine, state__in=WAITING)
    # The second officer is another than the first.
    waiting = waiting.exclude(state=ProposalState.SECOND, decided_by=user)
    for line in lines(waiting.order_by(F("due_on").asc(nulls_last=True), "pk")[:LIMIT]):
        pair = line.pair
        yield WorkItem(
            kind="orang-ganda",
            kind_label="mungkin orang yang sama",
            who=f"{line.left.name} dan {line.right.name}",
            what=WHAT.get(ProposalState(pair.state), "Jawab: orang yang sama?"),
            code=line.right.number,
            detail="; ".join(line.why),
            url=line.url,
            act="Bandingkan",
            since=pair.made_at,
            due_at=end_of_work(pair.due_on) if pair.due_on else None,
            is_protected=line.is_protected,
        )


WHAT = {
    ProposalState.UNSURE: "Cari kepastian: orang yang sama?",
    ProposalState.SECOND: "Petugas kedua: benar orang yang sama?",
}
