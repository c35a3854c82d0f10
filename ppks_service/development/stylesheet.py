"""What of a large style sheet our pages can ever use: the rest is left out of what a phone loads."""

import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from ppks_service.development.sprite import OURS

# Packages whose templates draw parts of our pages.
DRAWN_BY_OTHERS = ("crispy_bootstrap5", "crispy_forms", "django.forms", "django_filters")
WORD = re.compile(r"[A-Za-z_][\w-]*")
# ``btn-{{ tone }}`` and its like: every class with that beginning may be meant.
BEGINNING = re.compile(r"([A-Za-z_][\w-]*-)(?=\{\{|\{%|\$\{|\{)")
CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
TOKENS = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|[{};]", re.DOTALL)
NESTING = ("@media", "@supports", "@layer", "@container")
USED = re.compile(r"var\(\s*(--[\w-]+)")
SET = re.compile(r"(--[\w-]+)\s*:[^;{}\"']*(?:\"[^\"]*\"[^;{}\"']*|'[^']*'[^;{}\"']*)*;?")


def words_of_ours(root: Path | None = None) -> set[str]:
    """Every word that stands in a template, script or module of ours: whatever a class may be called."""
    root = root or settings.BASE_DIR
    words: set[str] = set()
    for path in _sources(root):
        text = path.read_text(encoding="utf-8")
        words.update(WORD.findall(text), BEGINNING.findall(text))
    return words


def trimmed(css: str, words: Iterable[str], *beside: str) -> str:
    """``css`` without rules whose classes are no ``words``, and without properties that nobody reads.

    A word that ends in a hyphen stands for every class that begins so. ``beside`` are the other style
    sheets of the page: what they read of this one stays.
    """
    words = set(words)
    beginnings = tuple(word for word in words if word.endswith("-"))
    kept = "".join(_kept(css, words, beginnings))
    while (lean := _without_unread(kept, "".join(beside))) != kept:
        kept = lean
    return kept


def _without_unread(css: str, beside: str) -> str:
    read = set(USED.findall(css + beside))
    lean = SET.sub(lambda found: found[0] if found[1] in read else "", css)
    return re.sub(r"(^|[{}])[^{};\"']*\{\}", r"\1", lean)


def _sources(root: Path) -> Iterator[Path]:
    yield from (root / "templates").rglob("*.html")
    yield from (root / "static" / "js").rglob("*.js")
    for app in OURS:
        yield from (root / app).rglob("*.py")
    for package in DRAWN_BY_OTHERS:
        spec = find_spec(package)
        for place in (spec.submodule_search_locations or ()) if spec else ():
            yield from Path(place).rglob("*.html")
            yield from Path(place).rglob("*.py")


def _kept(css: str, words: set[str], beginnings: tuple[str, ...]) -> Iterator[str]:
    for prelude, body in _parts(css):
        if body is None:
            yield prelude
        elif prelude.startswith(NESTING):
            inside = "".join(_kept(body, words, beginnings))
            if inside:
                yield f"{prelude}{{{inside}}}"
        elif prelude.startswith("@"):
            yield f"{prelude}{{{body}}}"
        else:
            chosen = [s for s in _selectors(prelude) if _may_match(s, words, beginnings)]
            if chosen:
                yield f"{','.join(chosen)}{{{body}}}"


def _parts(css: str) -> Iterator[tuple[str, str | None]]:
    """Each rule as its prelude and body; a statement (``@import …;``) has no body."""
    depth = begun = opened = 0
    for found in TOKENS.finditer(css):
        sign = found[0]
        if sign == "{":
            if not depth:
                opened = found.start()
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth:
                yield _bare(css[begun:opened]), css[opened + 1 : found.start()]
                begun = found.end()
        elif sign == ";" and not depth:
            yield _bare(css[begun : found.end()]), None
            begun = found.end()


def _bare(prelude: str) -> str:
    return re.sub(r"/\*.*?\*/", "", prelude, flags=re.DOTALL).strip()


def _selectors(prelude: str) -> list[str]:
    """The selectors of a list; a comma within brackets divides none."""
    found, depth, begun = [], 0, 0
    for at, letter in enumerate(prelude):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(letter, 0)
        if letter == "," and not depth:
            found.append(prelude[begun:at])
            begun = at + 1
    return [*found, prelude[begun:]]


def _may_match(selector: str, words: set[str], beginnings: tuple[str, ...]) -> bool:
    asked = re.sub(r":(?:not|is|where)\([^()]*(?:\([^()]*\)[^()]*)*\)", "", selector)
    classes = [re.sub(r"\\(.)", r"\1", name) for name in CLASS.findall(asked)]
    return all(name in words or name.startswith(beginnings or ("\0",)) for name in classes)
