"""A section of an instrument as a person writes it in a form, and back.

Options stand one a line, "Mandiri = 2": the words, and the points where there are some. Keys and
values that answers are kept under stay with what was there before under the same words, so that a
new version reads like the old one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from intake.instruments import NOT_RATED

# Words whose answers the rest of the house knows by these values.
KNOWN = {
    "ya": "yes",
    "tidak": "no",
    "tidak tahu": "unknown",
    "tidak diketahui": "unknown",
    "tidak dinilai": NOT_RATED,
}
LINE = re.compile(r"^(?P<words>.+?)(?:\s*=\s*(?P<points>\d{1,3}))?$")
CUTOFF = re.compile(r"^(?P<points>\d{1,3})\s*=\s*(?P<words>.+)$")


class Unreadable(ValueError):
    """A line cannot be read. The text says which."""


@dataclass(frozen=True)
class ItemText:
    """One question as a row of the form says it."""

    key: str
    label: str
    kind: str
    hint: str
    options: str


def options_text(options: Iterable[Mapping[str, Any]]) -> str:
    return "\n".join(
        f"{o['label']} = {o['points']}" if o.get("points") is not None else o["label"]
        for o in options
    )


def cutoffs_text(score: Mapping[str, Any] | None) -> str:
    rows = sorted((score or {}).get("cutoffs", ()), key=lambda c: -c["at_least"])
    return "\n".join(f"{row['at_least']} = {row['label']}" for row in rows)


def options_from(text: str, before: Iterable[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """The options of the lines. Raises ``Unreadable``."""
    known = {option["label"].casefold(): option["value"] for option in before}
    found: list[dict[str, Any]] = []
    for line in _lines(text):
        match = LINE.match(line)
        assert match is not None  # any line with a letter fits
        words, points = match["words"].strip(), match["points"]
        value = known.get(words.casefold()) or KNOWN.get(words.casefold())
        value = value or _key(words, {option["value"] for option in found})
        option: dict[str, Any] = {"value": value, "label": words}
        found.append(option | ({"points": int(points)} if points else {}))
    return found


def cutoffs_from(text: str, before: Iterable[Mapping[str, Any]] = ()) -> list[dict[str, Any]]:
    """The readings of a score, "12 = Ketergantungan ringan". Raises ``Unreadable``."""
    tones = {row["label"].casefold(): row.get("tone", "calm") for row in before}
    found = []
    for line in _lines(text):
        match = CUTOFF.match(line)
        if match is None:
            raise Unreadable(f"“{line}” tidak terbaca. Tulis angka, tanda =, lalu artinya.")
        words = match["words"].strip()
        found.append(
            {
                "at_least": int(match["points"]),
                "label": words,
                "tone": tones.get(words.casefold(), "calm"),
            }
        )
    if found and min(row["at_least"] for row in found) != 0:
        raise Unreadable("Arti nilai harus mulai dari 0, supaya setiap jumlah punya arti.")
    return found


def items_from(
    rows: Iterable[ItemText], section: Mapping[str, Any], taken: set[str]
) -> list[dict[str, Any]]:
    """The items of a section; what a form does not show (``fact``) stays with its item.

    ``taken`` are the keys of items of other sections. Raises ``Unreadable``.
    """
    before = {item["key"]: item for item in section.get("items", ())}
    keys = set(taken)
    found = []
    for row in rows:
        old = before.get(row.key, {})
        key = row.key if old else _key(row.label, keys | set(before))
        keys.add(key)
        item = {**old, "key": key, "label": row.label, "kind": row.kind, "hint": row.hint}
        if row.kind in ("choice", "several"):
            item["options"] = options_from(row.options, old.get("options", ()))
        else:
            item.pop("options", None)
        found.append({name: value for name, value in item.items() if value != ""})
    return found


def section_key(title: str, taken: set[str]) -> str:
    return _key(title, taken)


def _key(words: str, taken: set[str]) -> str:
    base = slugify(words).replace("-", "_")[:30] or "butir"
    key, n = base, 2
    while key in taken:
        key, n = f"{base}_{n}", n + 1
    return key


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
