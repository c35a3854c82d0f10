"""The drawn body map: where the lasting marks of a person are, front and back."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from intake.models import BodyMark, BodyRegion

# Centre of each region in the drawing's own units (340 × 340): the front stands at the left, the back
# 170 further right. Left and right are the person's own, so in front their right is at our left.
CENTRES = {
    BodyRegion.FACE_RIGHT: (70, 34),
    BodyRegion.FACE_LEFT: (90, 34),
    BodyRegion.HEAD_BACK: (250, 34),
    BodyRegion.NECK: (80, 62),
    BodyRegion.NAPE: (250, 62),
    BodyRegion.CHEST_RIGHT: (66, 92),
    BodyRegion.CHEST_LEFT: (94, 92),
    BodyRegion.BELLY: (80, 136),
    BodyRegion.UPPER_BACK: (250, 96),
    BodyRegion.LOWER_BACK: (250, 150),
    BodyRegion.ARM_RIGHT: (38, 104),
    BodyRegion.ARM_LEFT: (122, 104),
    BodyRegion.FOREARM_RIGHT: (31, 140),
    BodyRegion.FOREARM_LEFT: (129, 140),
    BodyRegion.HAND_RIGHT: (26, 174),
    BodyRegion.HAND_LEFT: (134, 174),
    BodyRegion.THIGH_RIGHT: (66, 208),
    BodyRegion.THIGH_LEFT: (94, 208),
    BodyRegion.LEG_RIGHT: (63, 260),
    BodyRegion.LEG_LEFT: (97, 260),
    BodyRegion.FOOT_RIGHT: (60, 304),
    BodyRegion.FOOT_LEFT: (100, 304),
}
BESIDE = 14  # a second mark of a region stands this much further down


@dataclass(frozen=True)
class Dot:
    """One numbered point of the drawing, and the mark that it stands for."""

    number: int
    x: int
    y: int
    mark: BodyMark

    @property
    def text_y(self) -> int:
        return self.y + 4


@dataclass(frozen=True)
class BodyMap:
    dots: list[Dot]

    @property
    def words(self) -> str:
        """The drawing for whoever does not see it."""
        if not self.dots:
            return "Peta tubuh depan dan belakang, tanpa tanda."
        said = ". ".join(f"{dot.number}: {dot.mark}" for dot in self.dots)
        return f"Peta tubuh depan dan belakang. {said}."


def body_map(marks: Iterable[BodyMark]) -> BodyMap:
    """The drawing of ``marks``, numbered in the order given."""
    taken: Counter[str] = Counter()
    dots = []
    for number, mark in enumerate(marks, start=1):
        x, y = CENTRES[BodyRegion(mark.region)]
        dots.append(Dot(number, x, y + BESIDE * taken[mark.region], mark))
        taken[mark.region] += 1
    return BodyMap(dots)
