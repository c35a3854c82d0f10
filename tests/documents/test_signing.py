import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from ppks_service.documents.models import Signature, SignatureWay
from ppks_service.documents.signing import checked_strokes, drawn, picture_of, sign
from tests.factories import STROKES, a_signature_given, a_user

pytestmark = pytest.mark.django_db


def test_drawn_signature_is_sealed_and_comes_back_as_our_own_drawing():
    signature = sign(a_signature_given(), by=a_user())

    stored = bytes(Signature.objects.get(pk=signature.pk).content)
    content, content_type = picture_of(signature)

    assert STROKES.encode() not in stored
    assert content_type == "image/svg+xml"
    assert content.startswith(b"<svg")
    assert content.count(b"<path") == 2


def test_photo_of_the_paper_is_drawn_anew_and_sealed(upload):
    given = a_signature_given(way=SignatureWay.PAPER, strokes="", photo=upload())

    signature = sign(given, by=a_user())

    content, content_type = picture_of(signature)
    assert (content[:2], content_type) == (b"\xff\xd8", "image/jpeg")
    assert content not in bytes(signature.content)


@pytest.mark.parametrize("way", [SignatureWay.THUMB, SignatureWay.UNABLE, SignatureWay.REFUSED])
def test_missing_signature_needs_its_reason(way):
    by = a_user()
    with pytest.raises(ValidationError, match="mengapa"):
        sign(a_signature_given(way=way, reason=" "), by=by)

    kept = sign(a_signature_given(way=way, reason="Tangan diperban, disaksikan dua petugas"), by=by)

    assert kept.content is None


@pytest.mark.parametrize(
    "strokes",
    ["", "1,1", "1,1 2,2", "<svg onload=alert(1)>", "1,1 9999,3", "10,10 700,10", "10,10 10,300"],
)
def test_strokes_that_are_no_signature_are_refused(strokes):
    with pytest.raises(ValidationError):
        checked_strokes(strokes)


def test_drawing_holds_nothing_but_numbers():
    assert "href" not in drawn(STROKES)
    assert "script" not in drawn(STROKES)


@pytest.mark.parametrize("column", ["name", "reason", "content"])
def test_signature_can_be_neither_changed_nor_removed(column):
    signature = sign(a_signature_given(), by=a_user())
    mine = Signature.objects.filter(pk=signature.pk)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        mine.update(**{column: b"x" if column == "content" else "lain"})
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        mine.delete()


def test_signature_without_its_picture_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="signature_has_its_picture"), transaction.atomic():
        Signature.objects.create(way=SignatureWay.DRAWN, name="X", taken_by=a_user())
    with pytest.raises(IntegrityError, match="without_picture_says_why"), transaction.atomic():
        Signature.objects.create(way=SignatureWay.REFUSED, name="X", taken_by=a_user())
