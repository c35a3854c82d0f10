"""Who and what holds a person: relatives, others around them, and institutions, as one reader may see it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from intake import search
from intake.models import Bond, BondQuality, Case, Relation, RelationKind, Sex, Tie
from intake.search import Found
from ppks_service import indonesian
from ppks_service.accounts.models import User

R = RelationKind
WORDS_IN = {
    R.MOTHER: "ibu",
    R.FATHER: "ayah",
    R.GUARDIAN: "wali",
    R.EXPLOITER: "diduga memanfaatkan",
}
WORDS_OUT = {
    R.MOTHER: "anak",
    R.FATHER: "anak",
    R.GUARDIAN: "anak asuh",
    R.EXPLOITER: "diduga dimanfaatkan olehnya",
}
WORDS_BOTH = {
    R.SIBLING: "saudara",
    R.SPOUSE: "suami atau istri",
    R.OTHER_FAMILY: "keluarga lain",
    R.MET_TOGETHER: "ditemukan bersama",
}
PARENTS = (R.MOTHER, R.FATHER)
ABOVE = (*PARENTS, R.GUARDIAN)
FAMILY = (*ABOVE, R.SIBLING, R.SPOUSE, R.OTHER_FAMILY)
NEWEST = Prefetch("bonds", queryset=Bond.objects.order_by("-said_on", "-pk"))


@dataclass(frozen=True, kw_only=True)
class Member:
    """One person of the drawing, named as any list would name them to this reader."""

    pk: int
    name: str
    sex: str
    age: str = ""
    is_dead: bool = False
    is_protected: bool = False
    is_me: bool = False
    found: Found | None = None

    @property
    def in_words(self) -> str:
        """``perempuan, ±58 tahun, sudah meninggal``"""
        words = [
            indonesian.in_sentence(Sex(self.sex).label)
            if self.sex != Sex.UNKNOWN
            else "jenis kelamin tidak diketahui"
        ]
        words += [self.age] if self.age else []
        words += ["sudah meninggal"] if self.is_dead else []
        return ", ".join(words)


@dataclass(frozen=True, kw_only=True)
class Link:
    """How two of them belong together: ``one`` is the ``kind`` of ``two``."""

    one: int
    two: int
    kind: RelationKind
    row: Relation
    bonds: list[Bond] = field(default_factory=list)

    @property
    def quality(self) -> str:
        return self.bonds[0].quality if self.bonds else ""

    def other(self, pk: int) -> int:
        return self.two if self.one == pk else self.one


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the list beside the drawing: the same facts in words."""

    who: str
    what: str
    detail: str
    is_proven: bool
    bonds: list[Bond]
    is_protected: bool = False
    link: Link | None = None
    tie: Tie | None = None

    @property
    def bond(self) -> Bond | None:
        return self.bonds[0] if self.bonds else None


@dataclass(frozen=True)
class Network:
    me: int
    members: dict[int, Member]
    links: list[Link]
    ties: list[Tie]

    @property
    def family(self) -> list[Link]:
        return [link for link in self.links if link.kind in FAMILY]

    @property
    def around(self) -> list[Link]:
        """People who are no family: met together, or thought to use the person."""
        mine = (link for link in self.links if self.me in (link.one, link.two))
        return [link for link in mine if link.kind not in FAMILY]

    def role(self, link: Link) -> str:
        """What the other end of ``link`` is to the person of the file."""
        kind = link.kind
        return WORDS_BOTH.get(kind) or (WORDS_OUT if link.one == self.me else WORDS_IN)[kind]

    def lines(self) -> list[Line]:
        """All of it as a list, the person's own people first."""
        own = [link for link in self.links if self.me in (link.one, link.two)]
        far = [link for link in self.links if self.me not in (link.one, link.two)]
        return [*map(self._own_line, own), *map(self._far_line, far)]

    def tie_lines(self) -> list[Line]:
        return [
            Line(
                who=tie.name,
                what=tie.get_kind_display(),
                detail=_of_when(tie),
                is_proven=True,
                bonds=list(tie.bonds.all()),
                tie=tie,
            )
            for tie in self.ties
        ]

    def _own_line(self, link: Link) -> Line:
        other = self.members[link.other(self.me)]
        return Line(
            who=other.name,
            what=self.role(link),
            detail=other.in_words,
            is_proven=link.row.proven,
            bonds=link.bonds,
            is_protected=other.is_protected,
            link=link,
        )

    def _far_line(self, link: Link) -> Line:
        one, two = self.members[link.one], self.members[link.two]
        return Line(
            who=one.name,
            what=f"{indonesian.in_sentence(link.row.get_kind_display())} {two.name}",
            detail=one.in_words,
            is_proven=link.row.proven,
            bonds=link.bonds,
            is_protected=one.is_protected or two.is_protected,
            link=link,
        )


def network_of(user: User, case: Case, records: Collection[int], *, age: str) -> Network:
    """The person's people two steps away, and their ties. Eight queries.

    The second step is taken only from those whose files the reader may open, or who have none.
    """
    me = case.person_id
    own = list(_relations(Q(person__in=records) | Q(other__in=records)))
    near = _seen(user, {end for row in own for end in (row.person_id, row.other_id)} - set(records))
    open_ends = [pk for pk, found in near.items() if found.may_open]
    theirs = list(
        _relations(Q(person__in=open_ends) | Q(other__in=open_ends), kind__in=FAMILY)
        .exclude(person__in=records)
        .exclude(other__in=records)
    )
    ends = {end for row in theirs for end in (row.person_id, row.other_id)}
    found = near | _seen(user, ends - set(near))
    members = {pk: _member(seen) for pk, seen in found.items()}
    members[me] = Member(
        pk=me,
        name=case.person.name,
        sex=case.person.sex,
        age=age,
        is_dead=case.person.is_dead,
        is_me=True,
    )
    ties = Tie.objects.filter(person__in=records).prefetch_related(NEWEST)
    return Network(me, members, _links([*own, *theirs], records, me), list(ties.order_by("pk")))


def _relations(where: Q, **more: object) -> QuerySet[Relation]:
    return Relation.objects.filter(where, **more).prefetch_related(NEWEST).order_by("pk")


def _seen(user: User, pks: Collection[int]) -> dict[int, Found]:
    return {person.pk: search.seen_by(user, person) for person in search.with_cases(pks)}


def _links(rows: Iterable[Relation], records: Collection[int], me: int) -> list[Link]:
    def end(pk: int) -> int:
        return me if pk in records else pk

    links = [
        Link(
            one=end(row.person_id),
            two=end(row.other_id),
            kind=RelationKind(row.kind),
            row=row,
            bonds=list(row.bonds.all()),
        )
        for row in rows
    ]
    return [link for link in links if link.one != link.two]


def _member(found: Found) -> Member:
    person = found.person
    years = person.age_on(timezone.localdate())
    rough = "" if person.birth_precision in ("day", "month") else "±"
    known = years is not None and not found.is_elsewhere
    return Member(
        pk=person.pk,
        name=found.name,
        sex=person.sex,
        age=f"{rough}{years} tahun" if known else "",
        is_dead=person.is_dead,
        is_protected=found.is_protected,
        found=found,
    )


def _of_when(tie: Tie) -> str:
    since = f"sejak {indonesian.long_date(tie.since)}" if tie.since else ""
    ended = f"berakhir {indonesian.long_date(tie.until)}: {tie.ended_reason}" if tie.until else ""
    return ", ".join(word for word in (since, ended) if word)


def in_a_sentence(network: Network) -> str:
    """The genogram for who cannot see it; the list beside it says the same at length."""
    mine = [link for link in network.family if network.me in (link.one, link.two)]
    named: dict[str, list[str]] = defaultdict(list)
    for link in mine:
        other = network.members[link.other(network.me)]
        dead = " (meninggal)" if other.is_dead else ""
        named[network.role(link)].append(f"{other.name}{dead}")
    words = "; ".join(f"{role}: {', '.join(names)}" for role, names in named.items())
    return f"Genogram {network.members[network.me].name}. {words or 'Belum ada keluarga yang dicatat'}."


QUALITIES = {quality.value: indonesian.in_sentence(quality.label) for quality in BondQuality}
