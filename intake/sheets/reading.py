"""Photographs of paper sheets: found upright, kept readable, and their code."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageFilter, ImageOps

from intake.sheets.codes import SheetCode, parsed
from ppks_service.documents.files import opened_picture, smaller_jpeg

# Handwriting of an A4 sheet is read at 2 000 points on its long side, not at a face's 1 280.
SIDE, BYTES_AT_MOST = 2_000, 450 * 1024
LOOKED_AT = 3_000  # no code of ours needs more points than this to be found


@dataclass(frozen=True)
class Photograph:
    """A photographed sheet as it is kept: a JPEG, upright where its code told so, and the codes on it."""

    content: bytes
    codes: tuple[SheetCode, ...]


def read_photograph(content: bytes, *, words: str) -> Photograph:
    """Look for codes on the picture ``content``. Raises ``ValidationError`` when it is none."""
    picture = opened_picture(content, words=words)
    found, turn = codes_on(picture)
    if turn:
        picture = picture.rotate(turn, expand=True)
    return Photograph(smaller_jpeg(picture, side=SIDE, at_most=BYTES_AT_MOST), found)


def codes_on(picture: Image.Image) -> tuple[tuple[SheetCode, ...], int]:
    """The codes of ours on a picture, and by how many degrees (to the left) it stands upright."""
    import zxingcpp  # only where a photograph is read

    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    for attempt in _attempts(picture):
        read: list[Any] = zxingcpp.read_barcodes(attempt, formats=formats)
        known = {code: mark for mark in read if (code := parsed(mark.text)) is not None}
        if known:
            turn = round(next(iter(known.values())).orientation / 90) * 90 % 360
            return tuple(known), turn
    return (), 0


def _attempts(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture as it is, then as a careful eye would look: brighter, smoother, larger."""
    grey = picture.convert("L")
    grey.thumbnail((LOOKED_AT, LOOKED_AT))
    yield grey
    bright = ImageOps.autocontrast(grey, cutoff=2)
    yield bright
    yield ImageOps.equalize(grey.filter(ImageFilter.GaussianBlur(1.2)))
    yield bright.filter(ImageFilter.UnsharpMask(radius=3, percent=180, threshold=2))
    yield bright.filter(ImageFilter.MedianFilter(5))
    if max(grey.size) < LOOKED_AT // 2:
        yield bright.resize((grey.width * 2, grey.height * 2), Image.Resampling.LANCZOS)
