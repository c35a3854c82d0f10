"""What an act hands over with a paper: the files attached to it, and who drafted and checked it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ppks_service.accounts.models import User
from ppks_service.documents.models import Attachment, IssuedDocument, Paraf, ParafAct, StoredFile

NUMBERS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh".split()


@dataclass(frozen=True)
class Enclosed:
    """A file to attach. ``title`` stands over it and names no person."""

    title: str
    file: StoredFile


@dataclass(frozen=True)
class Initialled:
    """One paraf: who drafted or checked, in which post, when."""

    act: ParafAct
    officer: User
    at: dt.datetime
    post: str = ""

    @property
    def post_in_words(self) -> str:
        return self.post or self.officer.position or self.officer.get_role_display()

    @property
    def initials(self) -> str:
        """``HS`` of Hotma Simanjuntak: what stands in the box."""
        return "".join(word[0] for word in self.officer.full_name.split() if word[0].isalpha())[:3]


def drafted_by(officer: User, at: dt.datetime, context: dict[str, Any]) -> list[Initialled]:
    """The chain of a paper whose act names none: who made it, where another signs it."""
    signer = context.get("signer")
    if not signer or signer.get("name") == officer.full_name:
        return []
    return [Initialled(ParafAct.DRAFTED, officer, at)]


def enclosures_in_words(enclosed: Sequence[Enclosed]) -> str:
    """``2 (dua) berkas``; empty where nothing is attached."""
    count = len(enclosed)
    if not count:
        return ""
    words = f" ({NUMBERS[count]})" if count < len(NUMBERS) else ""
    return f"{count}{words} berkas"


def keep_parts(
    document: IssuedDocument, enclosed: Sequence[Enclosed], parafs: Sequence[Initialled]
) -> None:
    """Write down what belongs to a paper that has just been issued."""
    Attachment.objects.bulk_create(
        Attachment(document=document, position=n, title=each.title, file=each.file)
        for n, each in enumerate(enclosed, 1)
    )
    Paraf.objects.bulk_create(
        Paraf(
            document=document,
            position=n,
            act=each.act,
            officer=each.officer,
            post=each.post_in_words,
            left_at=each.at,
        )
        for n, each in enumerate(parafs, 1)
    )
