"""Text as people type it, made comparable."""

import re
import unicodedata

from django.db.models import Func

SIGNS = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """Lower case, without accents and signs, single spaces: the form that is searched.

    >>> folded("  Siti  NUR'Aini ")
    'siti nur aini'
    """
    plain = text
    if not text.isascii():
        plain = unicodedata.normalize("NFKD", text)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return SIGNS.sub(" ", plain.lower()).strip()


class Fold(Func):
    """``folded`` as the database computes it, for generated columns and queries."""

    function = "ppks_fold"
    arity = 1


def initials(name: str) -> str:
    """The initials that a list shows of a protected person: ``Siti Aminah`` is ``S.A.``"""
    letters = [word[0].upper() for word in re.findall(r"[^\W\d_]+", name)]
    return "".join(f"{letter}." for letter in letters[:3]) or "–"


def shortened(text: str, longest: int) -> str:
    """``text`` with at most ``longest`` characters, the last of them an ellipsis where it was longer."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
