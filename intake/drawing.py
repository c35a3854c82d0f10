"""A drawing as plain rows of shapes: the page colours it by classes, paper by the attributes it carries.

No script and no inline style: our pages forbid both, and paper takes no style sheet into a picture.
"""

import math
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

Point = tuple[float, float]

INK, SOFT, LINE, ME, TINT = "#16232b", "#47555f", "#7b8994", "#0d4f6b", "#e3eff5"
# What each class looks like on paper. On a page static/ppks.css says it, in both themes.
LOOKS = {
    "g-line": f'fill="none" stroke="{LINE}" stroke-width="2"',
    "g-dash": f'fill="none" stroke="{LINE}" stroke-width="2" stroke-dasharray="5 4"',
    "g-dot": f'fill="none" stroke="{LINE}" stroke-width="2" stroke-dasharray="1.5 5"',
    "g-shape": f'fill="#fff" stroke="{SOFT}" stroke-width="2"',
    "g-me": f'fill="{TINT}" stroke="{ME}" stroke-width="2.5"',
    "g-rim": f'fill="none" stroke="{ME}" stroke-width="2.5"',
    "g-close": 'fill="none" stroke="#17603a" stroke-width="2.5"',
    "g-thin": 'fill="none" stroke="#7a4a00" stroke-width="2" stroke-dasharray="8 6"',
    "g-conflict": 'fill="none" stroke="#a01c1c" stroke-width="2"',
    "g-cut": 'fill="none" stroke="#a01c1c" stroke-width="2"',
    "g-back": 'fill="#fff" stroke="none"',
    "g-name": f'fill="{INK}" font-size="13" font-weight="700"',
    "g-word": f'fill="{SOFT}" font-size="12"',
}


@dataclass(frozen=True)
class Shape:
    kind: str  # path, circle, rect, text
    css: str
    d: str = ""
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    words: str = ""

    @property
    def look(self) -> SafeString:
        return mark_safe(LOOKS[self.css])


@dataclass
class Drawing:
    """Shapes in the order in which they are drawn, and how large the paper under them is."""

    width: int
    height: int
    label: str
    shapes: list[Shape] = field(default_factory=list)

    def path(self, css: str, *points: Point) -> None:
        self.shapes.append(Shape("path", css, d=polyline(points)))

    def circle(self, css: str, x: float, y: float, r: float) -> None:
        self.shapes.append(Shape("circle", css, x=x, y=y, width=r))

    def rect(self, css: str, x: float, y: float, width: float, height: float) -> None:
        self.shapes.append(Shape("rect", css, x=x, y=y, width=width, height=height))

    def text(self, css: str, x: float, y: float, words: str, *, backed: bool = False) -> None:
        """Words centred on ``x``; ``backed`` keeps lines from running through them."""
        if backed:
            wide = len(words) * 7.2 + 6
            self.rect("g-back", x - wide / 2, y - 12, wide, 16)
        self.shapes.append(Shape("text", css, x=x, y=y, words=words))

    def bond(self, quality: str, way: Sequence[Point]) -> None:
        """The line along ``way`` that says how close two are, by the field's convention."""
        if quality == "close":
            self.path("g-close", *_beside(way, 2.5))
            self.path("g-close", *_beside(way, -2.5))
        elif quality == "conflict":
            self.path("g-conflict", *_zigzag(way))
        elif quality == "cut":
            self._cut(way)
        else:
            self.path("g-thin" if quality == "thin" else "g-line", *way)

    def _cut(self, way: Sequence[Point]) -> None:
        """A line that is broken in the middle between two strokes."""
        half = len(way) // 2
        left, right = beside_end(way[:half]), beside_end(way[: half - 1 : -1])
        self.path("g-cut", *way[:half])
        self.path("g-cut", *way[half:])
        self.path("g-cut", *left)
        self.path("g-cut", *right)

    def as_svg(self) -> SafeString:
        return render_to_string("intake/_drawing.svg", {"drawing": self})

    def as_data(self) -> str:
        """The picture as an address that paper can show beside its alternative text."""
        return "data:image/svg+xml;base64," + b64encode(self.as_svg().encode()).decode()


def polyline(points: tuple[Point, ...]) -> str:
    return "M" + "L".join(
        f"{x:g} {y:g}" for x, y in ((round(x, 1), round(y, 1)) for x, y in points)
    )


def straight(one: Point, two: Point, *, aside: float = 0) -> list[Point]:
    """Points on the line from ``one`` to ``two``, moved sideways by ``aside``."""
    count = max(4, round(math.dist(one, two) / 8))
    (x1, y1), (x2, y2) = one, two
    way = [(x1 + (x2 - x1) * i / count, y1 + (y2 - y1) * i / count) for i in range(count + 1)]
    return _beside(way, aside) if aside else way


def arched(one: Point, two: Point, *, rise: float) -> list[Point]:
    """Points on an arch over what stands between two that are on one level."""
    count = max(6, round(math.dist(one, two) / 8))
    (x1, y1), (x2, y2) = one, two
    steps = [i / count for i in range(count + 1)]
    return [(x1 + (x2 - x1) * t, y1 + (y2 - y1) * t - 4 * rise * t * (1 - t)) for t in steps]


def _normal(way: Sequence[Point], i: int) -> Point:
    (x1, y1), (x2, y2) = way[max(i - 1, 0)], way[min(i + 1, len(way) - 1)]
    length = math.hypot(x2 - x1, y2 - y1) or 1
    return -(y2 - y1) / length, (x2 - x1) / length


def _beside(way: Sequence[Point], off: float) -> list[Point]:
    normals = [_normal(way, i) for i in range(len(way))]
    return [(x + nx * off, y + ny * off) for (x, y), (nx, ny) in zip(way, normals, strict=True)]


def _zigzag(way: Sequence[Point]) -> list[Point]:
    last = len(way) - 1
    found = []
    for i, (x, y) in enumerate(way):
        nx, ny = _normal(way, i)
        off = 0 if i in (0, last) else 5 if i % 2 else -5
        found.append((x + nx * off, y + ny * off))
    return found


def beside_end(way: Sequence[Point]) -> tuple[Point, Point]:
    """The stroke across the end of ``way``."""
    (x, y), (nx, ny) = way[-1], _normal(way, len(way) - 1)
    return (x + nx * 8, y + ny * 8), (x - nx * 8, y - ny * 8)


def wrapped(words: str, width: int, lines: int = 2) -> list[str]:
    """``words`` on at most so many lines of about ``width`` letters; what is over ends with “…”."""
    rows = [""]
    for word in words.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > width:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".strip()
    if len(rows) > lines:
        rows = [*rows[: lines - 1], f"{rows[lines - 1]}…"]
    return [row if len(row) <= width + 2 else f"{row[:width].rstrip()}…" for row in rows]
