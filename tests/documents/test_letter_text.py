"""The plain language of letters: what is read, what is refused beside which line, what comes out."""

import pytest
from django.template import Context, Template

from ppks_service.documents.letter_text import Unreadable, line_filled, read, read_asks
from ppks_service.documents.models import DataNeed
from ppks_service.documents.subjects import Block, Field, LetterPerson

FIELDS = {
    name: Field(name=name, label=name, sample=name) for name in ("nama", "umur", "kebutuhan")
} | {"kesehatan": Field(name="kesehatan", label="k", sample="k", needs=DataNeed.HEALTH)}
BLOCKS = {
    "kriteria": Block(name="kriteria", label="k", template="documents/_papers.html", sample={})
}
VALUES = {"nama": "Marlan S.", "umur": "64 tahun", "kriteria": {"papers": ["KTP"]}}


def filled(text, values=None, **kwargs):
    return read(text, FIELDS, BLOCKS).filled(VALUES if values is None else values, BLOCKS, **kwargs)


def plain(part):
    return ["".join(run.text for run in row) for row in part.rows]


def faults(text, prints=tuple(DataNeed)):
    with pytest.raises(Unreadable) as refused:
        read(text, FIELDS, BLOCKS, prints)
    return [(fault.line, fault.sentence) for fault in refused.value.faults]


def test_each_kind_of_line_becomes_its_part():
    parts = filled(
        "# Judul\nSatu\nbaris {nama}.\n\n{kriteria}\n\n- a\n- b {umur}\n\n1. x\n2. y\n\n> kata\n\nUsia :: {umur}"
    )

    assert [part.kind for part in parts] == [
        "heading", "paragraph", "block", "list", "numbered", "quote", "pairs",
    ]  # fmt: skip
    assert plain(parts[1]) == ["Satu baris Marlan S.."]
    assert plain(parts[3]) == ["a", "b 64 tahun"]
    assert parts[6].labels == ("Usia",)


def test_unknown_field_is_refused_beside_its_line_with_the_nearest_name():
    assert faults("Halo\n{namaa} dan {umur}") == [(2, "{namaa} tidak dikenal. Mungkin {nama}.")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{nama", "kurung kurawal"),
        ("nama}", "kurung kurawal"),
        ("{{ nama }}", "kurung kurawal"),
        ("{% load x %}", "kurung kurawal"),
        ("{nama.name.__class__}", "tidak dikenal"),
        ("{0}", "tidak dikenal"),
        ("[a {nama}", "tidak ditutup"),
        ("a] {nama}", "berpasangan"),
        ("[a [b] {nama}]", "berpasangan"),
        ("Kriteria: {kriteria}", "sendirian di satu baris"),
    ],
)
def test_what_is_no_plain_text_is_refused(text, sentence):
    ((line, said),) = {faults(text)[0]}
    assert line == 1
    assert sentence in said


def test_health_is_refused_where_the_kind_does_not_need_it():
    assert "memuat keadaan kesehatan" in faults("{kesehatan}", prints=("identity",))[0][1]
    assert read("{kesehatan}", FIELDS, BLOCKS, ("health",)).fields == {"kesehatan"}


def test_optional_words_go_with_their_empty_field_and_empty_parts_go_whole():
    text = "A[ Kebutuhan: {kebutuhan}.] B\n\n[Hanya {kebutuhan}]\n\n# Kepala\n\n[{kebutuhan}]"

    assert [plain(part) for part in filled(text)] == [["A B"]]
    full = [plain(part) for part in filled(text, VALUES | {"kebutuhan": "makan"})]
    assert full == [["A Kebutuhan: makan. B"], ["Hanya makan"], ["Kepala"], ["makan"]]


def test_a_value_is_text_and_never_markup_or_a_field():
    evil = {"nama": "<script>{umur}{{ 1 }}</script>", "umur": "64"}
    page = Template('{% include "documents/_letter_parts.html" with parts=parts %}').render(
        Context({"parts": filled("Nama {nama}", evil)})
    )

    assert "<script>" not in page
    assert "&lt;script&gt;{umur}{{ 1 }}" in page


def test_a_long_answer_keeps_its_paragraphs():
    parts = filled("{umur}", {"umur": "Satu.\n\nDua.\nTiga."}, long=["umur"])
    assert [plain(part) for part in parts] == [["Satu."], ["Dua.\nTiga."]]


def test_one_line_is_filled_as_text():
    assert line_filled("Kepala {nama}[ di {kebutuhan}]", VALUES) == "Kepala Marlan S."


def test_asks_are_read_and_refused_line_by_line():
    asks = read_asks("alasan: Alasan keluar (panjang, boleh kosong)\n\ntujuan: Tujuan", {"nama"})

    assert [(a.name, a.label, a.is_long, a.may_be_empty) for a in asks] == [
        ("alasan", "Alasan keluar", True, True),
        ("tujuan", "Tujuan", False, False),
    ]
    with pytest.raises(Unreadable, match=r"Baris 2: .*sudah ada"):
        read_asks("a1: Satu\nnama: Nama", {"nama"})
    with pytest.raises(Unreadable, match=r"Baris 1: .*titik dua"):
        read_asks("Tulis alasan", ())
    with pytest.raises(Unreadable, match="“wajib” tidak dikenal"):
        read_asks("alasan: Alasan (wajib)", ())


def test_a_name_is_found_as_whole_words_and_replaced_by_initials():
    person = LetterPerson(("Marlan Surya", "Ani"), is_protected=True)

    assert person.named_in("Kepada MARLAN SURYA") == "Marlan Surya"
    assert person.named_in("Marlan Suryanto") == ""
    assert person.named_in("Rumah Ani") == ""  # too short to be told from a word
    assert person.without_name("salah umur marlan surya") == "salah umur M.S."
