"""Signatures: strokes of a finger on a screen, a photo of the paper, or the reason why neither.

A drawing is kept as its strokes, not as somebody's SVG: only whole numbers come in, and the picture
that goes out is drawn here.
"""

import base64
import itertools
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from ppks_service.accounts.models import User
from ppks_service.crypto import decrypt_bytes, encrypt_bytes
from ppks_service.documents.files import IMAGES, checked_upload
from ppks_service.documents.models import WITH_REASON, Signature, SignatureWay

# The field on which a signature is drawn; the script scales the screen's canvas to it.
WIDTH, HEIGHT = 600, 200
STROKES = re.compile(
    r"\d{1,3},\d{1,3}(?: \d{1,3},\d{1,3})*(?:;\d{1,3},\d{1,3}(?: \d{1,3},\d{1,3})*)*"
)
POINTS_AT_MOST = 6000
# Less ink than this, in units of the field, is a slip of the thumb.
INK_AT_LEAST = 60


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a form got of one signature, for an action to check and keep."""

    way: str
    name: str
    position: str = ""
    strokes: str = ""
    photo: UploadedFile | None = None
    reason: str = ""


def sign(given: Given, *, by: User) -> Signature:
    """Keep a signature. Call it in the transaction of what is signed.

    Raises ``ValidationError`` under ``name``, ``way``, ``strokes``, ``photo`` or ``reason``.
    """
    signature = Signature(
        way=given.way, name=given.name.strip(), position=given.position.strip(), taken_by=by
    )
    if given.way == SignatureWay.DRAWN:
        signature.content = encrypt_bytes(checked_strokes(given.strokes).encode())
    elif given.way == SignatureWay.PAPER:
        signature.content = encrypt_bytes(_checked_photo(given.photo))
    elif given.way in WITH_REASON:
        signature.reason = given.reason.strip()
        if not signature.reason:
            raise ValidationError({"reason": "Tulis mengapa tidak ada tanda tangan."})
    else:
        raise ValidationError({"way": "Pilih cara menandatangani."})
    if not signature.name:
        raise ValidationError({"name": "Tulis nama yang menandatangani."})
    signature.full_clean()
    signature.save(force_insert=True)
    return signature


def sign_as(given: Given, party: str, *, by: User) -> Signature:
    """As ``sign``, where several sign one thing: each error is under ``party-name`` and so on."""
    try:
        return sign(given, by=by)
    except ValidationError as refused:
        words = {f"{party}-{name}": errors for name, errors in refused.error_dict.items()}
        raise ValidationError(words) from refused


def checked_strokes(strokes: str) -> str:
    """``strokes`` as ``x,y x,y;x,y …`` inside the field, with enough ink. Raises ``ValidationError``."""
    strokes = strokes.strip()
    if not strokes:
        raise ValidationError({"strokes": "Belum ada tanda tangan di kotak gambar."})
    if not STROKES.fullmatch(strokes):
        raise ValidationError({"strokes": "Gambar tanda tangan tidak terbaca. Gambar lagi."})
    lines = _points(strokes)
    if sum(len(line) for line in lines) > POINTS_AT_MOST:
        raise ValidationError({"strokes": "Gambar terlalu panjang. Hapus dan gambar lagi."})
    if any(x > WIDTH or y > HEIGHT for line in lines for x, y in line):
        raise ValidationError({"strokes": "Gambar tanda tangan tidak terbaca. Gambar lagi."})
    if _ink(lines) < INK_AT_LEAST:
        raise ValidationError({"strokes": "Tanda tangan terlalu pendek. Gambar lagi."})
    return strokes


def picture_of(signature: Signature) -> tuple[bytes, str]:
    """The picture of a signature that has one, and its type."""
    assert signature.content is not None
    content = decrypt_bytes(signature.content)
    if signature.way == SignatureWay.DRAWN:
        return drawn(content.decode()).encode(), "image/svg+xml"
    return content, "image/jpeg"


def data_address(signature: Signature) -> str:
    """The picture as a ``data:`` address, for a paper that must stand alone."""
    content, content_type = picture_of(signature)
    return f"data:{content_type};base64,{base64.b64encode(content).decode()}"


def drawn(strokes: str) -> str:
    """An SVG of ``strokes``, in the ink of a pen, cut to what was drawn."""
    lines = _points(strokes)
    xs = [x for line in lines for x, _ in line]
    ys = [y for line in lines for _, y in line]
    left, top = min(xs) - 6, min(ys) - 6
    width, height = max(xs) - left + 6, max(ys) - top + 6
    paths = "".join(f'<path d="{_smooth(line)}"/>' for line in lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}" '
        f'width="{width}" height="{height}"><g fill="none" stroke="#0b2a6b" stroke-width="4" '
        f'stroke-linecap="round" stroke-linejoin="round">{paths}</g></svg>'
    )


def _points(strokes: str) -> list[list[tuple[int, int]]]:
    return [
        [(int(x), int(y)) for x, _, y in (point.partition(",") for point in line.split())]
        for line in strokes.split(";")
    ]


def _ink(lines: list[list[tuple[int, int]]]) -> int:
    return sum(
        max(abs(x - u), abs(y - v)) for line in lines for (x, y), (u, v) in itertools.pairwise(line)
    )


def _smooth(line: list[tuple[int, int]]) -> str:
    """A path through the middles between the points, which takes the corners off."""
    (x, y), *rest = line
    if not rest:
        return f"M{x} {y}h0"
    path = [f"M{x} {y}"]
    for (x, y), (u, v) in itertools.pairwise(line[1:]):
        path.append(f"Q{x} {y} {(x + u) / 2:g} {(y + v) / 2:g}")
    x, y = line[-1]
    path.append(f"L{x} {y}")
    return "".join(path)


def _checked_photo(photo: UploadedFile | None) -> bytes:
    if photo is None:
        raise ValidationError({"photo": "Foto surat yang sudah ditandatangani."})
    try:
        return checked_upload(photo, IMAGES)[0]
    except ValidationError as refused:
        raise ValidationError({"photo": refused.messages}) from refused
