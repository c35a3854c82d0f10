"""What the QR code of a blank sheet says: whose raid, which form, which sheet. No person."""

import re
import secrets
from dataclasses import dataclass

from intake.models import SheetKind
from ppks_service.crypto import keyed_hash

# Without letters and figures that a hand confuses (0/O, 1/I/L, 5/S), for it is also read aloud.
ALPHABET = "2346789ABCDEFGHJKMNPQRTUVWXYZ"
CODE_LENGTH = 6
NO_RAID = "-"
PATTERN = re.compile(
    r"PPKS1/(?P<raid>OP-\d{4}-\d{6}|-)/(?P<kind>[TR])/(?P<sheet>[2-9A-Z]{6})/(?P<page>\d{1,3})"
)


@dataclass(frozen=True)
class SheetCode:
    """``raid`` is the number of a raid, or "" on a form printed for whichever raid comes."""

    raid: str
    kind: SheetKind
    sheet: str
    page: int

    @property
    def text(self) -> str:
        """What the QR code holds: letters of its small alphabet only, so that its squares are large."""
        said = f"PPKS1/{self.raid or NO_RAID}/{self.kind}/{self.sheet}/{self.page}"
        return f"{said}/{_seal(said)}"

    @classmethod
    def new(cls, raid: str, kind: SheetKind, page: int) -> "SheetCode":
        """The code of a sheet about to be printed; no other sheet has it."""
        sheet = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        return cls(raid, kind, sheet, page)


def parsed(text: str) -> SheetCode | None:
    """The code that ``text`` is, if this installation printed it."""
    said, _, seal = text.rpartition("/")
    match = PATTERN.fullmatch(said)
    if match is None or not secrets.compare_digest(seal.encode(), _seal(said).encode()):
        return None
    raid = "" if match["raid"] == NO_RAID else match["raid"]
    return SheetCode(raid, SheetKind(match["kind"]), match["sheet"], int(match["page"]))


def _seal(said: str) -> str:
    return keyed_hash(f"lembar:{said}")[:8].upper()
