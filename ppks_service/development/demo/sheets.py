"""A paper form filled by hand, photographed at night, that nobody has keyed in yet; and a sheet of bands."""

import io
import random

import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageEnhance, ImageFont

from intake.actions import print_bands
from intake.actions import sheets as actions
from intake.models import Raid, RaidStatus, SheetKind
from intake.sheets.codes import SheetCode

WIDTH, HEIGHT = 1240, 1754  # A4 at 150 points an inch
BANDS = 16
PEOPLE = (
    ("21.40", "Simpang Pos", "Pak Tuo", "L, ±60", "tidur di jalan", "batuk, tas kain"),
    ("21.55", "Simpang Pos", "Bu Ros", "P, 45-59", "mengemis", "dengan anak kecil"),
    ("22.10", "Aksara", "tidak tahu", "L, 18-24", "manusia silver", "diam saja"),
)


def leave_a_sheet() -> None:
    """One photographed sheet of the raid that runs waits to be keyed in; its bands are ready to be cut."""
    raid = Raid.objects.filter(status=RaidStatus.RUNNING).order_by("-starts_at", "-pk").first()
    if raid is None:
        return
    code = SheetCode(raid.number, SheetKind.PEOPLE, "K7RT4Q", 1)
    picture = photographed(drawn_sheet(code.text, heading=f"{raid.number} {raid.name}"), tilt=-3.2)
    upload = SimpleUploadedFile("IMG_2210.jpg", as_jpeg(picture), content_type="image/jpeg")
    by = raid.led_by or raid.opened_by
    actions.receive_sheet(upload, by=by)
    print_bands(raid, by=by, number=BANDS)


def drawn_sheet(
    code: str, *, heading: str = "", people: tuple[tuple[str, ...], ...] = PEOPLE
) -> Image.Image:
    """A filled sheet as a picture: the code as it is printed, the rest as far as a reader needs it."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), "white")
    draw = ImageDraw.Draw(sheet)
    out = io.BytesIO()
    segno.make(code, error="q", boost_error=False).save(out, kind="png", scale=5, border=4)
    drawing = Image.open(out).convert("RGB")
    sheet.paste(drawing, (WIDTH - drawing.width - 60, 50))
    draw.text((90, 70), "FORMULIR TEMUAN", fill="black", font=ImageFont.load_default(44))
    draw.text((90, 135), heading, fill="black", font=ImageFont.load_default(26))
    draw.line((80, 300, WIDTH - 80, 300), fill="black", width=4)
    chance = random.Random(code)
    for number, person in enumerate(people):
        top = 340 + number * 440
        draw.rectangle((80, top, WIDTH - 80, top + 410), outline="black", width=3)
        draw.text(
            (100, top + 14), f"Orang ke-{number + 1}", fill="black", font=ImageFont.load_default(28)
        )
        for line, word in enumerate(person):
            y = top + 70 + line * 54
            draw.line((320, y + 36, WIDTH - 110, y + 36), fill="#8b97a0", width=2)
            place = (340 + chance.randint(-6, 20), y - 6 + chance.randint(-4, 4))
            draw.text(place, word, fill="#1a2f7a", font=ImageFont.load_default(36))
    return sheet


def photographed(
    sheet: Image.Image, *, tilt: float = 0.0, light: float = 0.7, table: str = "#5b4a3a"
) -> Image.Image:
    """``sheet`` lying on a table, turned by ``tilt`` degrees, in ``light`` of full."""
    room = Image.new("RGB", (sheet.width + 260, sheet.height + 260), table)
    room.paste(sheet, (130, 130))
    turned = room.rotate(tilt, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=table)
    return ImageEnhance.Brightness(turned).enhance(light)


def as_jpeg(picture: Image.Image, *, quality: int = 80) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()
