"""Genogram and ecomap: what is drawn of relations and ties, to whom, and what its list says."""

import datetime as dt
import io
import itertools
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from intake import actions
from intake.ecomap import ecomap
from intake.genogram import STEP, genogram
from intake.models import Bond, BondQuality, Flag, Relation, RelationKind, Tie, TieKind
from intake.network import network_of
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from tests.factories import a_case, a_person, a_section, a_user

pytestmark = pytest.mark.django_db
K, Q = RelationKind, BondQuality


@pytest.fixture
def worker():
    return a_user(Role.SOCIAL_WORKER, office=a_section())


@pytest.fixture
def case(worker):
    return a_case(owner=worker, person=a_person("Marlan Contoh", age=64))


def is_of(one, kind, two, *, proven=False, quality="", by=None):
    """``one`` is the ``kind`` of ``two``, perhaps with how close they are."""
    evidence = "KK dilihat" if proven else ""
    row = Relation.objects.create(
        person=one, other=two, kind=kind, proven=proven, evidence=evidence
    )
    if quality:
        a_bond(by or a_user(), relation=row, quality=quality)
    return row


def a_bond(by, **fields):
    fields = {"said_on": timezone.localdate(), "said_by": "sendiri"} | fields
    return Bond.objects.create(noted_by=by, **fields)


def a_tie(person, kind=TieKind.HEALTH, name="Puskesmas Contoh", **fields):
    return Tie.objects.create(person=person, kind=kind, name=name, noted_by=a_user(), **fields)


def a_large_family(case, worker):
    """Two parents who died, a sister with husband and child, a wife apart, three children, a guardian."""
    me = case.person
    father = a_person("Ompung Contoh", age=None, is_dead=True)
    mother = a_person("Tiur Contoh", age=None, sex="P", is_dead=True)
    sister = a_person("Lastri Contoh", age=58, sex="P")
    husband = a_person("Suami Contoh", age=None)
    niece = a_person("Kemenakan Contoh", age=20, sex="P")
    wife = a_person("Rosma Contoh", age=60, sex="P")
    eldest = a_person("Anak Sulung Contoh", age=35)
    middle = a_person("Anak Tengah Bernama Panjang Sekali Contoh", age=33, sex="U")
    youngest = a_person("Anak Bungsu", age=30, sex="P")
    for child in (me, sister):
        is_of(father, K.FATHER, child, proven=child == me)
        is_of(mother, K.MOTHER, child)
    is_of(sister, K.SIBLING, me, quality=Q.CLOSE)
    is_of(husband, K.SPOUSE, sister, proven=True)
    is_of(sister, K.MOTHER, niece)
    is_of(husband, K.FATHER, niece)
    is_of(wife, K.SPOUSE, me, proven=True, quality=Q.CUT)
    for child, quality in ((eldest, Q.CONFLICT), (middle, Q.THIN), (youngest, "")):
        is_of(me, K.FATHER, child, proven=True, quality=quality)
        is_of(wife, K.MOTHER, child, proven=True)
    return {"wife": wife, "sister": sister, "eldest": eldest, "father": father, "niece": niece}


def seen(user, case):
    return network_of(user, case, {case.person_id}, age="64 tahun")


# --- The drawing ----------------------------------------------------------------------------------


def test_symbols_are_those_of_the_field(worker, case):
    a_large_family(case, worker)

    svg = str(genogram(seen(worker, case)).as_svg())

    assert svg.count('class="g-rim"') == 1  # the person of the file, twice framed
    assert len(re.findall('<rect class="g-shape"', svg)) == 3  # father, husband, eldest
    assert len(re.findall('<circle class="g-shape"', svg)) == 5
    assert len(re.findall('<path class="g-shape"', svg)) == 1  # sex unknown: a diamond
    assert svg.count('class="g-cut"') == 2  # the couple is apart: two strokes
    assert svg.count('class="g-close"') == 2
    assert 'class="g-conflict"' in svg
    assert 'class="g-thin"' in svg
    assert 'class="g-dash"' in svg
    assert "†" in svg
    assert "style=" not in svg
    assert "<script" not in svg


def test_nobody_stands_on_anybody_and_generations_are_rows(worker, case):
    people = a_large_family(case, worker)
    network = seen(worker, case)
    drawing = genogram(network)
    names = {s.words: (s.x, s.y) for s in drawing.shapes if s.kind == "text" and s.css == "g-name"}

    assert names["Ompung Contoh"][1] < names["Marlan Contoh"][1] < names["Anak Bungsu"][1]
    assert names["Rosma Contoh"][1] == names["Marlan Contoh"][1] == names["Lastri Contoh"][1]
    spots = [s for s in drawing.shapes if s.css in ("g-shape", "g-me") and s.kind == "circle"]
    rows = {y: sorted(s.x for s in spots if s.y == y) for y in {s.y for s in spots}}
    for xs in rows.values():
        assert all(b - a >= STEP * 0.99 for a, b in itertools.pairwise(xs))
    assert all(0 < s.x < drawing.width for s in spots)
    assert len(network.members) == len(people) + 5


def test_sibling_stands_beside_the_person_and_not_beyond_the_spouse(worker, case):
    is_of(a_person("Ayah Contoh"), K.FATHER, case.person)
    is_of(a_person("Istri Contoh", sex="P"), K.SPOUSE, case.person)
    is_of(a_person("Kakak Contoh", sex="P"), K.SIBLING, case.person)

    drawing = genogram(seen(worker, case))

    x = {s.words: s.x for s in drawing.shapes if s.kind == "text" and s.css == "g-name"}
    assert x["Marlan Contoh"] - x["Kakak Contoh"] == pytest.approx(STEP)
    assert x["Istri Contoh"] - x["Marlan Contoh"] == pytest.approx(STEP)
    assert x["Ayah Contoh"] == pytest.approx(x["Marlan Contoh"])


def test_same_people_give_the_same_picture(worker, case):
    a_large_family(case, worker)

    assert genogram(seen(worker, case)).as_svg() == genogram(seen(worker, case)).as_svg()


def test_list_beside_the_drawing_says_the_same(worker, case):
    a_large_family(case, worker)

    lines = seen(worker, case).lines()

    told = {(line.who, line.what): line for line in lines}
    wife = told["Rosma Contoh", "suami atau istri"]
    assert wife.bond.quality == Q.CUT
    assert wife.is_proven
    assert told["Ompung Contoh", "ayah"].detail == "laki-laki, sudah meninggal"
    assert told["Anak Bungsu", "anak"].bond is None
    assert ("Suami Contoh", "suami/istri dari Lastri Contoh") in told


def test_names_are_escaped(worker, case):
    is_of(a_person("<script>alert(1)</script>", sex="P"), K.MOTHER, case.person)
    a_tie(case.person, name="<b>Pasar</b>")
    network = seen(worker, case)

    assert "<script" not in str(genogram(network).as_svg())
    assert "<b>" not in str(ecomap(network).as_svg())


def test_ecomap_holds_what_holds_now(worker, case):
    tie = a_tie(case.person)
    a_bond(worker, tie=tie, quality=Q.CONFLICT)
    gone = {"until": timezone.localdate(), "ended_reason": "Tamat"}
    a_tie(case.person, TieKind.SCHOOL, "SD Contoh", **gone)
    is_of(a_person("Kawan Contoh"), K.MET_TOGETHER, case.person)

    drawing = ecomap(seen(worker, case))

    assert "Kesehatan Puskesmas Contoh: konflik" in drawing.label
    assert "SD Contoh" not in drawing.label
    assert "Kawan Contoh" in drawing.label


def test_nothing_is_drawn_where_nothing_is_known(worker, case):
    network = seen(worker, case)

    assert genogram(network) is None
    assert ecomap(network) is None


# --- Whom it shows to whom ------------------------------------------------------------------------


def test_protected_relative_is_initials_on_page_and_paper(as_user, worker, case):
    child = a_person("Putri Lestari", age=9, sex="P")
    is_of(case.person, K.FATHER, child)
    a_case(section=worker.office, person=child, flags=[Flag.CHILD])

    page = as_user(worker).get(reverse("intake:case_network", args=[case.number]))
    lines = seen(worker, case).lines()

    assert "Putri Lestari" not in page.content.decode()
    assert [line.who for line in lines] == ["P.L."]


def test_paper_of_a_protected_person_names_nobody(as_user, worker):
    case = a_case(
        owner=worker, person=a_person("Putri Lestari", age=9, sex="P"), flags=[Flag.CHILD]
    )
    is_of(a_person("Ibu Contoh", sex="P"), K.MOTHER, case.person)

    answer = as_user(worker).get(reverse("intake:case_network_pdf", args=[case.number]))

    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "P.L." in text
    assert "Putri" not in text


def test_second_step_is_not_taken_into_a_file_that_is_closed(worker, case):
    brother, wife = a_person("Abang Contoh"), a_person("Ipar Contoh", sex="P")
    is_of(brother, K.SIBLING, case.person)
    is_of(wife, K.SPOUSE, brother)
    assert len(seen(worker, case).members) == 3

    a_case(person=brother)  # of another section

    assert len(seen(worker, case).members) == 2


def test_number_of_queries_does_not_grow_with_the_family(worker, case, django_assert_num_queries):
    is_of(a_person("Ibu Contoh", sex="P"), K.MOTHER, case.person)
    a_tie(case.person)
    with django_assert_num_queries(7):
        seen(worker, case)
    a_large_family(case, worker)
    a_tie(case.person, TieKind.WORK, "Pasar Contoh")
    with django_assert_num_queries(10):
        seen(worker, case)
    is_of(a_person("Adik Contoh", sex="P"), K.SIBLING, case.person, quality=Q.CLOSE)
    with django_assert_num_queries(10):
        seen(worker, case)


def test_paper_is_tagged_and_journalled(as_user, worker, case):
    a_large_family(case, worker)
    a_tie(case.person)

    answer = as_user(worker).get(reverse("intake:case_network_pdf", args=[case.number]))

    reader = PdfReader(io.BytesIO(answer.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Rosma Contoh" in reader.pages[0].extract_text()
    assert Entry.objects.get(action="network.print").actor == worker


# --- What is written ------------------------------------------------------------------------------


def test_newest_reading_counts_and_earlier_ones_stay(worker, case):
    row = is_of(a_person("Ibu Contoh", sex="P"), K.MOTHER, case.person)
    today = timezone.localdate()
    for days, quality in ((30, Q.CONFLICT), (1, Q.CLOSE)):
        bond = Bond(relation=row, quality=quality, said_by="sendiri")
        bond.said_on = today - dt.timedelta(days=days)
        actions.note_bond(bond, by=worker)

    line = seen(worker, case).lines()[0]

    assert [bond.quality for bond in line.bonds] == [Q.CLOSE, Q.CONFLICT]
    with pytest.raises(IntegrityError), transaction.atomic():
        Bond.objects.update(quality=Q.CUT)


def test_reading_is_of_one_thing(worker, case):
    tie = a_tie(case.person)
    row = is_of(a_person("Ibu Contoh", sex="P"), K.MOTHER, case.person)

    with pytest.raises(IntegrityError), transaction.atomic():
        a_bond(worker, tie=tie, relation=row, quality=Q.CLOSE)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_bond(worker, quality=Q.CLOSE)


def test_tie_ends_with_a_reason_and_stays(worker, case):
    tie = a_tie(case.person)

    with pytest.raises(ValidationError):
        actions.end_tie(tie, by=worker, until=timezone.localdate(), reason="")
    actions.end_tie(tie, by=worker, until=timezone.localdate(), reason="Pindah kota")

    assert "berakhir" in seen(worker, case).tie_lines()[0].detail


def test_who_may_not_write_about_the_person_writes_nothing(case):
    stranger = a_user()

    with pytest.raises(PermissionDenied):
        actions.add_tie(Tie(person=case.person, kind=TieKind.WORK, name="Pasar"), by=stranger)
    with pytest.raises(PermissionDenied):
        actions.note_death(case.person, by=stranger)


def test_closeness_and_death_are_written_on_the_page(as_user, worker, case):
    mother = a_person("Ibu Contoh", sex="P")
    row = is_of(mother, K.MOTHER, case.person)
    client = as_user(worker)
    url = reverse("intake:case_network", args=[case.number])
    data = {"act": "bond", "about": f"r{row.pk}", "quality": "close", "said_by": "sendiri"}

    client.post(url, data | {"said_on": timezone.localdate()})
    client.post(url, {"act": "death", "person": mother.pk})
    client.post(url, {"act": "tie", "kind": "worship", "name": "Mesjid Contoh"})

    page = client.get(url).content.decode()
    assert row.bonds.get().quality == Q.CLOSE
    assert "sudah meninggal" in page
    assert "Mesjid Contoh" in page
