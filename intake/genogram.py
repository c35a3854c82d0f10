"""The family as a genogram: who stands in which row, where, and which lines run between them.

Families here are small (two steps from one person), so the layout is our own and plain: couples are
blocks, rows are ordered by where parents and children stand, and blocks are pushed apart. The same
people always give the same picture.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

from intake.drawing import Drawing, Point, arched, straight, wrapped
from intake.models import BondQuality, RelationKind, Sex
from intake.network import ABOVE, PARENTS, Link, Member, Network, in_a_sentence

STEP, ROW, HALF, EDGE, TOP = 122.0, 162.0, 22.0, 72.0, 56.0
SWEEPS = 6


def genogram(network: Network) -> Drawing | None:
    """The drawing, or None where no family is written down."""
    if not network.family:
        return None
    places = _Places(network)
    spots = places.spots
    width = max(x for x, _ in spots.values()) + EDGE
    height = max(y for _, y in spots.values()) + HALF + 62
    drawing = Drawing(int(max(width, 220)), int(height), in_a_sentence(network))
    _Lines(network, places, drawing).draw()
    for pk in sorted(spots, key=lambda pk: spots[pk]):
        _symbol(drawing, network.members[pk], spots[pk])
    roles = {link.other(network.me): network.role(link) for link in reversed(network.family)
             if network.me in (link.one, link.two)}  # fmt: skip
    for pk, spot in spots.items():
        _label(drawing, network.members[pk], spot, roles.get(pk, ""))
    return drawing


class _Places:
    """Which row and column everybody has."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.row = _rows(network)
        self.parents: dict[int, list[int]] = defaultdict(list)
        self.children: dict[int, list[int]] = defaultdict(list)
        self.beside: dict[int, list[int]] = defaultdict(list)
        for link in network.family:
            if link.kind in ABOVE:
                self.parents[link.two].append(link.one)
                self.children[link.one].append(link.two)
            elif link.kind in (RelationKind.SIBLING, RelationKind.OTHER_FAMILY):
                self.beside[link.one].append(link.two)
                self.beside[link.two].append(link.one)
        self.couples = self._couples()
        self.rows = self._blocks()
        self._order()
        self.spots = self._spread()

    def _couples(self) -> list[tuple[int, int]]:
        """Husband and wife, and two who have a child together; each pair once."""
        pairs = {
            (link.one, link.two) for link in self.network.family if link.kind == RelationKind.SPOUSE
        }
        for child in sorted(self.parents):
            known = [
                link.one
                for link in self.network.family
                if link.two == child and link.kind in PARENTS
            ]
            pairs |= {(one, two) for i, one in enumerate(known) for two in known[i + 1 :]}
        once = {tuple(sorted(pair)) for pair in pairs}
        return sorted((a, b) for a, b in once if self.row[a] == self.row[b])

    def _blocks(self) -> dict[int, list[list[int]]]:
        together: dict[int, list[int]] = {pk: [pk] for pk in self.row}
        for one, two in self.couples:
            if together[one] is not together[two]:
                merged = together[one] + together[two]
                for pk in merged:
                    together[pk] = merged
        rows: dict[int, list[list[int]]] = defaultdict(list)
        for pk in self.row:
            block = together[pk]
            if block[0] == pk:
                rows[self.row[pk]].append(self._in_order(block))
        return dict(sorted(rows.items()))

    def _in_order(self, block: list[int]) -> list[int]:
        """He on the left of a couple; who has several partners between them."""
        partners: dict[int, int] = defaultdict(int)
        for pair in self.couples:
            for pk in pair:
                partners[pk] += 1
        members = self.network.members
        if len(block) == 2:
            return sorted(block, key=lambda pk: (members[pk].sex != Sex.MALE, pk))
        middle = max(block, key=lambda pk: (partners[pk], -pk))
        rest = [pk for pk in block if pk != middle]
        return [*rest[: len(rest) // 2], middle, *rest[len(rest) // 2 :]]

    def _order(self) -> None:
        """Blocks of a row beside those of their parents, children and siblings."""
        for sweep in range(SWEEPS):
            at = {
                pk: place
                for blocks in self.rows.values()
                for place, pk in enumerate(pk for block in blocks for pk in block)
            }
            for row in sorted(self.rows, reverse=bool(sweep % 2)):
                self.rows[row] = sorted(self.rows[row], key=lambda block: self._pull(block, at))
                at |= {
                    pk: place
                    for place, pk in enumerate(pk for block in self.rows[row] for pk in block)
                }

    def _pull(self, block: Sequence[int], at: dict[int, int]) -> float:
        if kin := self._kin(block):
            return sum(at[pk] for pk in kin) / len(kin)
        home, side = self._beside(block)
        near = self._kin(home) or block
        return sum(at[pk] for pk in near) / len(near) + side

    def _kin(self, block: Sequence[int]) -> list[int]:
        """The parents and children of a block."""
        return [other for pk in block for other in (*self.parents[pk], *self.children[pk])]

    def _beside(self, block: Sequence[int]) -> tuple[Sequence[int], float]:
        """The couple that a lone brother or sister stands beside, and on which side: not across the spouse."""
        others = {other for pk in block for other in self.beside[pk]}
        for home in (home for blocks in self.rows.values() for home in blocks if home != block):
            if found := others.intersection(home):
                is_first = len(home) > 1 and home[0] in found
                return home, -0.01 if is_first else 0.01
        return block, 0.0

    def _spread(self) -> dict[int, Point]:
        x: dict[int, float] = {}
        for blocks in self.rows.values():
            for place, pk in enumerate(pk for block in blocks for pk in block):
                x[pk] = place * STEP
        for sweep in range(SWEEPS * 4):
            for row in sorted(self.rows, reverse=bool(sweep % 2)):
                self._settle(self.rows[row], x)
        left = min(x.values())
        top = min(self.row.values())
        return {
            pk: (x[pk] - left + EDGE, (self.row[pk] - top) * ROW + HALF + TOP) for pk in self.row
        }

    def _settle(self, blocks: Sequence[Sequence[int]], x: dict[int, float]) -> None:
        """Move each block towards above its children and below its parents, and none onto another."""
        wished = _beside_each_other(blocks, [self._wish(block, x) for block in blocks])
        at, placed = -1e9, []
        for block, wish in zip(blocks, wished, strict=True):
            start = max(wish, at)
            placed.append(start)
            at = start + len(block) * STEP
        back = sum(w - p for w, p in zip(wished, placed, strict=True)) / len(blocks)
        for block, start in zip(blocks, placed, strict=True):
            for place, pk in enumerate(block):
                x[pk] = start + back + place * STEP

    def _wish(self, block: Sequence[int], x: dict[int, float]) -> float | None:
        """Where the first of ``block`` would like to stand; None where nobody above or below says so."""
        wishes = []
        for place, pk in enumerate(block):
            if ups := self.parents[pk]:
                wishes.append(sum(x[up] for up in ups) / len(ups) - place * STEP)
        downs = sorted({down for pk in block for down in self.children[pk]})
        if downs:
            middle = sum(x[down] for down in downs) / len(downs)
            wishes.append(middle - (len(block) - 1) * STEP / 2)
        return sum(wishes) / len(wishes) if wishes else None


def _beside_each_other(
    blocks: Sequence[Sequence[int]], wished: Sequence[float | None]
) -> list[float]:
    """A place for those without a wish: next to their neighbour, so that they stay there when it moves."""
    first = next((n for n, wish in enumerate(wished) if wish is not None), None)
    at = wished[first] if first is not None else None
    start = (at or 0.0) - sum(len(block) for block in blocks[:first]) * STEP if first else at or 0.0
    found: list[float] = []
    for block, wish in zip(blocks, wished, strict=True):
        start = start if wish is None else wish
        found.append(start)
        start += len(block) * STEP
    return found


class _Lines:
    """Marriage, parentage, brothers and sisters, and how close they are."""

    def __init__(self, network: Network, places: _Places, drawing: Drawing) -> None:
        self.network, self.places, self.drawing = network, places, drawing
        self.spots = places.spots
        self.bars: dict[int, int] = defaultdict(int)  # how many already run below a row

    def draw(self) -> None:
        for one, two in self.places.couples:
            self._couple(one, two)
        for parents, links in self._unions():
            self._parentage(parents, links)
        for group in self._siblings():
            self._bracket(group)
        for link in self.network.family:
            if link.kind == RelationKind.GUARDIAN:
                self._guardian(link)
            elif link.kind == RelationKind.OTHER_FAMILY:
                self._arc("g-dot", link.one, link.two)
        for link in self.network.family:
            if link.quality not in ("", BondQuality.USUAL):
                self._closeness(link)

    def _between(self, one: int, two: int) -> list[Link]:
        return [link for link in self.network.family if {link.one, link.two} == {one, two}]

    def _couple(self, one: int, two: int) -> None:
        (x1, y1), (x2, _) = sorted((self.spots[one], self.spots[two]))
        between = self._between(one, two)
        married = [link for link in between if link.kind == RelationKind.SPOUSE]
        css = "g-line" if any(link.row.proven for link in married) else "g-dash"
        if x2 - x1 <= STEP * 1.01:
            self.drawing.path(css, (x1 + HALF, y1), (x2 - HALF, y1))
        else:
            low = y1 + HALF + 8
            self.drawing.path(css, (x1, y1 + HALF), (x1, low), (x2, low), (x2, y1 + HALF))
        if any(link.quality == BondQuality.CUT for link in married):
            middle = (x1 + x2) / 2
            for off in (-4, 4):
                self.drawing.path("g-cut", (middle + off - 5, y1 + 10), (middle + off + 5, y1 - 10))

    def _unions(self) -> list[tuple[tuple[int, ...], list[Link]]]:
        """Children by their parents: the same two, or the same one."""
        ups: dict[int, list[Link]] = defaultdict(list)
        for link in self.network.family:
            if link.kind in PARENTS:
                ups[link.two].append(link)
        unions: dict[tuple[int, ...], list[Link]] = defaultdict(list)
        for links in ups.values():
            unions[tuple(sorted({link.one for link in links}))[:2]].append(links[0])
        return sorted(unions.items())

    def _parentage(self, parents: tuple[int, ...], links: list[Link]) -> None:
        spots = sorted(self.spots[pk] for pk in parents)
        y = spots[0][1]
        row = self.places.row[parents[0]]
        bar = y + ROW / 2 + 14 - 7 * self.bars[row]
        self.bars[row] += 1
        x = sum(spot[0] for spot in spots) / len(spots)
        is_beside = len(spots) == 2 and spots[1][0] - spots[0][0] <= STEP * 1.01
        start = y if is_beside else y + HALF + (8 if len(spots) == 2 else 0)
        proven = all(link.row.proven for link in links)
        ends = [self.spots[link.two][0] for link in links]
        self.drawing.path("g-line" if proven else "g-dash", (x, start), (x, bar))
        self.drawing.path(
            "g-line" if proven else "g-dash", (min(x, *ends), bar), (max(x, *ends), bar)
        )
        for link in links:
            cx, cy = self.spots[link.two]
            self.drawing.path("g-line" if link.row.proven else "g-dash", (cx, bar), (cx, cy - HALF))

    def _siblings(self) -> list[list[int]]:
        """Brothers and sisters of whom no common parent is drawn."""
        group: dict[int, list[int]] = {}
        for link in self.network.family:
            if link.kind != RelationKind.SIBLING:
                continue
            if set(self.places.parents[link.one]) & set(self.places.parents[link.two]):
                continue
            one, two = group.get(link.one, [link.one]), group.get(link.two, [link.two])
            merged = one if one is two else [*one, *two]
            for pk in merged:
                group[pk] = merged
        return [list(pks) for pks in {tuple(sorted(pks)) for pks in group.values()}]

    def _bracket(self, group: Iterable[int]) -> None:
        spots = sorted(self.spots[pk] for pk in group)
        among = [
            link
            for link in self.network.family
            if link.kind == RelationKind.SIBLING and {link.one, link.two} <= set(group)
        ]
        css = "g-line" if all(link.row.proven for link in among) else "g-dash"
        high = min(y for _, y in spots) - HALF - 22
        self.drawing.path(css, (spots[0][0], high), (spots[-1][0], high))
        for x, y in spots:
            self.drawing.path(css, (x, high), (x, y - HALF))

    def _guardian(self, link: Link) -> None:
        (x1, y1), (x2, y2) = self.spots[link.one], self.spots[link.two]
        bar = (y1 + y2) / 2 + 20
        self.drawing.path("g-dot", (x1, y1 + HALF), (x1, bar), (x2 + 9, bar), (x2 + 9, y2 - HALF))

    def _arc(self, css: str, one: int, two: int) -> None:
        (x1, y1), (x2, y2) = sorted((self.spots[one], self.spots[two]))
        high = min(y1, y2) - HALF - 14
        self.drawing.path(
            css, (x1 + 8, y1 - HALF), (x1 + 8, high), (x2 - 8, high), (x2 - 8, y2 - HALF)
        )

    def _closeness(self, link: Link) -> None:
        if link.kind == RelationKind.SPOUSE and link.quality == BondQuality.CUT:
            return  # drawn as the separation it is
        one, two = sorted((self.spots[link.one], self.spots[link.two]))
        (x1, y1), (x2, y2) = one, two
        far = HALF + 5
        if y1 == y2 and x2 - x1 > STEP * 1.01:  # somebody stands between
            self.drawing.bond(link.quality, arched((x1, y1 - far), (x2, y2 - far), rise=42))
            return
        length = math.dist(one, two) or 1
        ux, uy = (x2 - x1) / length * far, (y2 - y1) / length * far
        couple = tuple(sorted((link.one, link.two))) in self.places.couples
        aside = 11 if couple or y1 != y2 else 0
        way = straight((x1 + ux, y1 + uy), (x2 - ux, y2 - uy), aside=aside)
        self.drawing.bond(link.quality, way)


def _rows(network: Network) -> dict[int, int]:
    """The generation of everybody, the person of the file in row 0, the older above."""
    row = {network.me: 0}
    waiting = [network.me]
    while waiting:
        pk = waiting.pop(0)
        for link in network.family:
            if pk not in (link.one, link.two):
                continue
            other = link.other(pk)
            if other in row:
                continue
            down = link.kind in ABOVE
            row[other] = row[pk] + (0 if not down else 1 if pk == link.one else -1)
            waiting.append(other)
    return row


def _symbol(drawing: Drawing, member: Member, spot: Point) -> None:
    x, y = spot
    css = "g-me" if member.is_me else "g-shape"
    if member.is_me:
        _outline(drawing, "g-rim", member.sex, x, y, HALF + 5)
    _outline(drawing, css, member.sex, x, y, HALF)
    if member.is_dead:
        reach = HALF if member.sex == Sex.MALE else HALF * 0.7
        drawing.path("g-line", (x - reach, y - reach), (x + reach, y + reach))
        drawing.path("g-line", (x - reach, y + reach), (x + reach, y - reach))
    elif age := member.age.removesuffix(" tahun"):
        drawing.text("g-word", x, y + 4, age if len(age) < 5 else "")


def _outline(drawing: Drawing, css: str, sex: str, x: float, y: float, half: float) -> None:
    if sex == Sex.MALE:
        drawing.rect(css, x - half, y - half, half * 2, half * 2)
    elif sex == Sex.FEMALE:
        drawing.circle(css, x, y, half)
    else:
        wide = half * 1.2
        drawing.path(css, (x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y), (x, y - wide))


def _label(drawing: Drawing, member: Member, spot: Point, role: str) -> None:
    x, y = spot[0], spot[1] + HALF + 20
    for words in wrapped(member.name, 15):
        drawing.text("g-name", x, y, words, backed=True)
        y += 15
    if words := ", ".join(word for word in (role, "†" if member.is_dead else "") if word):
        drawing.text("g-word", x, y, words, backed=True)
