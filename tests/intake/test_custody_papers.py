"""The berita acara of a handover, and what the minutes of a raid say of custody."""

import io
import os
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from intake import actions
from intake.actions import Entrusted
from intake.custody_papers import custody_sums
from intake.models import Handover, HolderKind, ItemKind, ItemState, Outcome, RaidStatus
from ppks_service.accounts.roles import Role
from ppks_service.documents.actions import pdf_of
from ppks_service.documents.models import IssuedDocument, SignatureWay
from ppks_service.workflow import WrongStatus
from tests import pdf_norms
from tests.factories import (
    a_case,
    a_handover,
    a_raid,
    a_signature_given,
    a_user,
    an_encounter,
    an_item,
    number_series,
)

pytestmark = pytest.mark.django_db
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def officer():
    number_series()
    return a_user(Role.FIELD_OFFICER, full_name="Rudi Hasibuan (contoh)")


def keep(content, name):
    if PICTURES:
        (Path(PICTURES) / name).write_bytes(content)


def text_of(content):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def a_truckload(officer, upload):
    raid = a_raid(
        by=officer, name="Operasi Simpang Juanda (contoh)", order_number="300.1/417/CONTOH"
    )
    people = [
        an_encounter(raid=raid, sex="P", name="Bu Contoh"),
        an_encounter(raid=raid, sex="P", age_band="6-12", name="Anak Contoh"),
        an_encounter(raid=raid, age_band="60+"),
    ]
    box = an_item(people[0], ItemKind.TOOL, description="Kotak amal kayu")
    knife = an_item(people[2], ItemKind.WEAPON, description="Pisau lipat gagang kayu")
    handover = Handover(
        raid=raid,
        from_kind=HolderKind.STREET,
        to_kind=HolderKind.SHELTER,
        to_name="Rumah singgah contoh",
        at=timezone.now(),
        place="Halaman Dinas Sosial Provinsi",
        witness="Siti Saksi",
        papers="surat pengantar",
    )
    strokes = "40,150 60,60 90,40 110,150;70,110 130,100 180,60 200,140 240,70 260,150 300,90 340,140 420,80 560,120"
    return actions.hand_over(
        handover,
        by=officer,
        people=[
            Entrusted(
                subject=people[0], seen=0, condition="Luka lecet lutut kanan", items=[box.pk]
            ),
            Entrusted(subject=people[1], seen=0, condition="Sehat", belongings="boneka"),
            Entrusted(subject=people[2], seen=0, condition="Batuk", items=[knife.pk]),
        ],
        giver=a_signature_given(officer.full_name, strokes=strokes),
        receiver=a_signature_given("Dewi Penjaga (contoh)", way=SignatureWay.PAPER, photo=upload()),
    )


def test_paper_holds_people_things_and_signatures_and_no_childs_name(officer, upload, as_user):
    handover = a_truckload(officer, upload)

    document = actions.issue_handover_paper(handover, by=officer)
    content = pdf_of(document)
    keep(content, "ba.pdf")
    words = " ".join(text_of(content).split())

    for expected in (
        document.number,
        "Bu Contoh",
        "A.C.",
        "Kotak amal kayu (1 buah)",
        "wajib diserahkan ke kepolisian: Pisau lipat gagang kayu",
        "Luka lecet lutut kanan",
        "Siti Saksi",
        "3 (tiga) orang",
        "fotonya pada lampiran",
    ):
        assert expected in words, expected
    assert "Anak Contoh" not in words
    assert document.html.count("data:image/svg+xml;base64") >= 1
    assert document.html.count("data:image/jpeg;base64") == 1
    assert pdf_norms.findings(content) == []
    page = as_user(officer).get(reverse("intake:handover_show", args=[handover.pk]))
    assert document.number in page.content.decode()


def test_paper_is_issued_once(officer):
    handover = a_handover(an_encounter(raid=a_raid(by=officer)))
    actions.issue_handover_paper(handover, by=officer)

    with pytest.raises(WrongStatus, match="sudah terbit"):
        actions.issue_handover_paper(handover, by=officer)
    assert IssuedDocument.objects.count() == 1


def test_paper_of_a_raid_is_opened_by_who_sees_the_raid(officer, as_user):
    raid = a_raid(RaidStatus.CLOSED, by=officer)
    document = actions.issue_handover_paper(a_handover(an_encounter(raid=raid)), by=officer)
    url = reverse("documents:pdf", args=[document.pk])

    assert as_user(a_user(Role.REGISTRAR)).get(url).status_code == 200
    assert as_user(a_user(Role.FIELD_OFFICER)).get(url).status_code == 404


def test_paper_of_a_file_names_its_person_and_stays_with_the_file(officer, as_user):
    case = a_case(flags=["trafficking"])
    worker = case.opened_by
    handover = actions.hand_over(
        Handover(
            case=case,
            from_kind="street",
            to_kind="family",
            to_name="Ibu kandung",
            at=timezone.now(),
        ),
        by=worker,
        people=[Entrusted(subject=case, seen=0, condition="Sehat")],
        giver=a_signature_given(worker.full_name),
        receiver=a_signature_given(
            "Ibu Contoh", way=SignatureWay.THUMB, reason="cap jempol di kertas"
        ),
    )

    document = actions.issue_handover_paper(handover, by=worker)

    assert case.person.name in document.html
    assert "cap jempol di kertas: cap jempol" in document.html
    url = reverse("documents:pdf", args=[document.pk])
    assert as_user(a_user(Role.SOCIAL_WORKER)).get(url).status_code == 404
    assert as_user(officer).get(url).status_code == 404


def test_minutes_of_a_raid_say_where_all_were_brought_and_what_is_kept(officer, upload):
    handover = a_truckload(officer, upload)
    raid = handover.raid
    an_encounter(raid=raid)
    an_encounter(Outcome.HANDED_OVER, raid=raid)
    knife = handover.items.get(item__kind=ItemKind.WEAPON).item
    actions.change_item(
        knife,
        by=officer,
        seen=3,
        state=ItemState.POLICE,
        at=timezone.now(),
        to_whom="Polsek contoh",
        receiver=a_signature_given("Aiptu Contoh"),
    )

    sums = custody_sums(raid)

    assert [(p.label, p.people, p.children) for p in sums.places] == [
        ("Belum ada serah terima", 1, 0),
        ("Tempat penampungan", 3, 1),
    ]
    assert [(t.taken, t.kept, t.returned, t.police) for t in sums.things] == [
        (1, 1, 0, 0),
        (1, 0, 0, 1),
    ]
    actions.close_raid(raid, by=officer, explanation="Hitungan contoh tidak diisi")
    document = actions.issue_raid_minutes(raid, by=officer)
    keep(pdf_of(document), "minutes.pdf")
    assert "Tempat penampungan" in document.html
    assert "Rumah singgah contoh" not in document.html
    assert "Bu Contoh" not in document.html
