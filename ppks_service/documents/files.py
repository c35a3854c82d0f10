"""Files that come from outside, judged by what they hold and not by what they are called."""

import base64
import hashlib
import io
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from ppks_service.accounts.models import User
from ppks_service.documents.models import StoredFile

PHOTO_MAX_BYTES = 120 * 1024
PHOTO_MAX_SIDE = 1280
# A picture that claims more than this many pixels is a bomb, not a photo.
PICTURE_MAX_PIXELS = 50_000_000
EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg"}


@dataclass(frozen=True)
class Kinds:
    """What may be uploaded somewhere, and how a refusal names it."""

    pictures: bool
    pdf: bool
    words: str


IMAGES = Kinds(pictures=True, pdf=False, words="foto JPEG, PNG, atau WebP")
PAPERS = Kinds(pictures=True, pdf=True, words="PDF atau foto JPEG, PNG, WebP")


def store_bytes(content: bytes, *, content_type: str, by: User | None) -> StoredFile:
    """Keep ``content`` in the database with its hash."""
    stored = file_of_bytes(content, content_type=content_type, by=by)
    stored.save(force_insert=True)
    return stored


def file_of_bytes(content: bytes, *, content_type: str, by: User | None) -> StoredFile:
    """As ``store_bytes``, but not stored yet: for several in one statement."""
    return StoredFile(
        content=content,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_by=by,
    )


def store_upload(uploaded: UploadedFile, *, by: User, allow: Kinds = PAPERS) -> StoredFile:
    """Keep an uploaded file, or raise ``ValidationError`` with a sentence for beside the field.

    Pictures are drawn anew as JPEG of at most 120 KB without EXIF, so no place or device leaks.
    """
    content, content_type = checked_upload(uploaded, allow)
    return store_bytes(content, content_type=content_type, by=by)


def checked_upload(uploaded: UploadedFile, allow: Kinds) -> tuple[bytes, str]:
    """The bytes to keep of ``uploaded`` and their type. Raises ``ValidationError``."""
    content = checked_bytes(uploaded)
    if allow.pdf and content.startswith(b"%PDF-"):
        refuse_unreadable_pdf(content)
        return content, "application/pdf"
    if allow.pictures:
        return small_jpeg(content, words=allow.words), "image/jpeg"
    raise ValidationError(f"Berkas ini bukan {allow.words}.")


def refuse_unreadable_pdf(content: bytes) -> None:
    """Raise ``ValidationError`` for a PDF that nobody could open later, or join to a letter."""
    import pikepdf  # slow to import: only where a PDF comes in

    try:
        pages = _pages(content)
    except pikepdf.PasswordError as locked:
        raise ValidationError(
            "PDF ini terkunci kata sandi. Simpan tanpa kata sandi, lalu unggah lagi."
        ) from locked
    except (pikepdf.PdfError, ValueError, RuntimeError) as broken:
        raise ValidationError(
            "PDF ini rusak dan tidak dapat dibuka. Pindai atau simpan ulang, lalu unggah lagi."
        ) from broken
    if not pages:
        raise ValidationError("PDF ini tidak berisi halaman. Pilih berkas lain.")


def checked_bytes(uploaded: UploadedFile) -> bytes:
    """All of ``uploaded``, of whatever type. Raises ``ValidationError`` when it is empty or too large."""
    if (uploaded.size or 0) > settings.UPLOAD_MAX_BYTES:
        megabytes = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise ValidationError(f"Berkas terlalu besar; paling besar {megabytes} MB.")
    uploaded.seek(0)
    content = uploaded.read()
    if not content:
        raise ValidationError("Berkas kosong. Pilih berkas lain.")
    return content


def small_jpeg(content: bytes, *, words: str = IMAGES.words) -> bytes:
    """``content`` drawn anew as a JPEG of at most 120 KB, upright and without metadata."""
    return smaller_jpeg(opened_picture(content, words=words))


def opened_picture(content: bytes, *, words: str = IMAGES.words) -> Image.Image:
    """The picture that ``content`` is, upright, and no word that came with it.

    Raises ``ValidationError`` with a sentence for its field.
    """
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > PICTURE_MAX_PIXELS:
                raise ValidationError("Foto terlalu besar ukurannya. Perkecil dahulu.")
            ImageOps.exif_transpose(opened, in_place=True)
            opened.load()
            # A photo is RGB already, and a copy of its pixels costs as much as reading them.
            picture = opened if opened.mode == "RGB" else opened.convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
        raise ValidationError(f"Berkas ini bukan {words}, atau rusak.") from broken
    picture.info = {}  # a comment of the camera or of a chat would be written again
    return picture


def smaller_jpeg(
    picture: Image.Image, *, side: int = PHOTO_MAX_SIDE, at_most: int = PHOTO_MAX_BYTES
) -> bytes:
    """``picture`` as a JPEG without metadata, drawn smaller until it has at most so many bytes."""
    quality = 82
    while True:
        drawn = picture
        if max(picture.size) > side:
            drawn = picture.copy()
            drawn.thumbnail((side, side))
        out = io.BytesIO()
        drawn.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= at_most or side < 200:
            return out.getvalue()
        side, quality = int(side * 0.8), max(50, quality - 8)


def thumbnail(content: bytes, *, side: int = 112) -> bytes:
    """A stored photo as a small square JPEG, for a row of a list: two or three kilobytes."""
    with Image.open(io.BytesIO(content)) as picture:
        small = ImageOps.fit(picture.convert("RGB"), (side, side))
    small.info = {}
    out = io.BytesIO()
    small.save(out, "JPEG", quality=70)
    return out.getvalue()


def data_address(stored: StoredFile) -> str:
    """A stored picture as a ``data:`` address, for a paper that must stand alone."""
    content = base64.b64encode(bytes(stored.content)).decode()
    return f"data:{stored.content_type};base64,{content}"


def pages_of(stored: StoredFile) -> int:
    """How many pages a stored PDF has."""
    return _pages(bytes(stored.content))


def _pages(content: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)
