"""How the questions of our instruments are written as data."""

from typing import Any

UNKNOWN = ("unknown", "Tidak tahu")
NOT_RATED = ("x", "Tidak dinilai")


def choice(key: str, label: str, *options: tuple[Any, ...], **more: Any) -> dict[str, Any]:
    """Options are (value, label) or (value, label, points)."""
    rows = [
        {"value": o[0], "label": o[1]} | ({"points": o[2]} if len(o) > 2 else {}) for o in options
    ]
    return {"key": key, "label": label, "kind": "choice", "options": rows, **more}


def several(key: str, label: str, *options: tuple[str, str], **more: Any) -> dict[str, Any]:
    return choice(key, label, *options, **more) | {"kind": "several"}


def yes_no(key: str, label: str, **more: Any) -> dict[str, Any]:
    return choice(key, label, ("yes", "Ya"), ("no", "Tidak"), UNKNOWN, **more)


def rated(key: str, label: str, *steps: str, **more: Any) -> dict[str, Any]:
    """An activity whose steps give 0, 1, 2 … points, or is not rated."""
    options = [(str(points), words, points) for points, words in enumerate(steps)]
    return choice(key, label, *options, NOT_RATED, **more)


def right(key: str, label: str, **more: Any) -> dict[str, Any]:
    return choice(key, label, ("1", "Benar", 1), ("0", "Keliru", 0), NOT_RATED, **more)


def text(key: str, label: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "label": label, "kind": "long", **more}
