"""A sheet of paper for the story: grey lines where text would stand, and nobody's name."""

import io
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile


def a_sheet(name: str) -> SimpleUploadedFile:
    """A photographed letter, as a form would send it."""
    return SimpleUploadedFile(name, _sheet(), content_type="image/jpeg")


@cache
def _sheet() -> bytes:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (620, 877), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((250, 60), "CONTOH", fill=(122, 31, 43))
    for n in range(18):
        right = 540 if n % 5 else 380
        draw.rectangle((80, 130 + n * 30, right, 138 + n * 30), fill=(205, 210, 214))
    draw.arc((360, 700, 520, 800), 150, 420, fill=(11, 42, 107), width=4)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=60)
    return out.getvalue()
