"""What holds a person from outside, as an ecomap: a wheel with the person as its hub."""

import math
from dataclasses import dataclass

from intake.drawing import Drawing, straight, wrapped
from intake.models import TieKind
from intake.network import QUALITIES, Network

HUB, WHEEL, ROOM = 42.0, 54.0, 10.0
SHORT = {
    TieKind.HEALTH: "Kesehatan",
    TieKind.WORSHIP: "Rumah ibadah",
    TieKind.FACILITY: "UPT/panti",
    TieKind.OFFICE: "Kantor",
    TieKind.OTHER: "Lainnya",
}


@dataclass(frozen=True)
class _Spoke:
    kind: str
    name: str
    quality: str


def ecomap(network: Network) -> Drawing | None:
    """The drawing of what holds the person now; None where nothing is written down."""
    spokes = _spokes(network)
    if not spokes:
        return None
    apart = 2 * WHEEL + ROOM
    reach = HUB + WHEEL + 58
    if len(spokes) > 2:
        reach = max(reach, apart / (2 * math.sin(math.pi / len(spokes))))
    middle = reach + WHEEL + 8
    me = network.members[network.me]
    words = "; ".join(
        f"{s.kind} {s.name}: {QUALITIES.get(s.quality, 'belum dinilai')}" for s in spokes
    )
    drawing = Drawing(int(middle * 2), int(middle * 2), f"Ekomap {me.name}. {words}.")
    for place, spoke in enumerate(spokes):
        turn = 2 * math.pi * place / len(spokes) - math.pi / 2
        ux, uy = math.cos(turn), math.sin(turn)
        x, y = middle + ux * reach, middle + uy * reach
        near = (middle + ux * (HUB + 3), middle + uy * (HUB + 3))
        drawing.bond(spoke.quality, straight(near, (x - ux * WHEEL, y - uy * WHEEL)))
        drawing.circle("g-shape", x, y, WHEEL)
        _words(drawing, spoke, x, y)
    drawing.circle("g-me", middle, middle, HUB)
    rows = wrapped(me.name, 10)
    for place, row in enumerate(rows):
        drawing.text("g-name", middle, middle + 5 + (place - (len(rows) - 1) / 2) * 15, row)
    return drawing


def _spokes(network: Network) -> list[_Spoke]:
    spokes = []
    for tie in network.ties:
        if tie.until is None:
            bonds = list(tie.bonds.all())
            kind = SHORT.get(TieKind(tie.kind), tie.get_kind_display())
            spokes.append(_Spoke(kind, tie.name, bonds[0].quality if bonds else ""))
    for link in network.around:
        other = network.members[link.other(network.me)]
        spokes.append(_Spoke(network.role(link).capitalize(), other.name, link.quality))
    return spokes


def _words(drawing: Drawing, spoke: _Spoke, x: float, y: float) -> None:
    lines = [("g-word", row) for row in wrapped(spoke.kind, 12)]
    if spoke.name.casefold() != spoke.kind.casefold():
        lines += [("g-name", row) for row in wrapped(spoke.name, 12)]
    top = y + 4 - (len(lines) - 1) * 7.5
    for place, (css, row) in enumerate(lines):
        drawing.text(css, x, top + place * 15, row)
