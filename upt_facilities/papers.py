"""How the papers that a facility asks for stand for one person."""

import datetime as dt
from dataclasses import dataclass

from intake.facts import Facts
from intake.models import PaperKind
from intake.validity import ran_out
from upt_facilities.criteria import NEW_PAPER, paper_words


@dataclass(frozen=True)
class PaperResult:
    """One paper that the facility asks for, and whether the case has it and it still holds.

    ``last_day`` is the last on which it holds or held; None of one that is not there or has no end.
    """

    kind: PaperKind
    is_present: bool
    is_must: bool
    last_day: dt.date | None = None

    @property
    def label(self) -> str:
        return self.kind.label

    @property
    def said(self) -> str:
        """``surat keterangan sehat``, or ``surat keterangan sehat habis berlaku 3 Maret 2026``"""
        words = paper_words(self.kind)
        return ran_out(words, self.last_day) if self.last_day and not self.is_present else words

    @property
    def lapsed(self) -> str:
        """Of one that was there and holds no more: until when, and what to do."""
        return "" if self.is_present or self.last_day is None else f"{self.said}; {NEW_PAPER}"


def paper_of(kind: str, facts: Facts, *, is_must: bool = True) -> PaperResult:
    """How one paper stands: there and holding, there and past its day, or not there."""
    known = facts.get("papers")
    if known is None:
        return PaperResult(PaperKind(kind), False, is_must)
    return PaperResult(PaperKind(kind), kind in known.value, is_must, known.ends.get(kind))
