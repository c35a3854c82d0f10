"""Letters made of a case: what they say, whom they hide, who may issue, withdraw and replace them."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from intake import timeline
from intake.health import MASKED_NEED
from intake.models import Flag, NeedDomain, PersonName
from ppks_service.accounts.roles import Role
from ppks_service.documents import actions, reference_letters
from ppks_service.documents import actions_kinds as kind_actions
from ppks_service.documents.actions_letters import LooksOtherwise, issue_worded
from ppks_service.documents.composing import compose
from ppks_service.documents.models import DocumentStatus, IssuedDocument, LetterTemplate
from ppks_service.documents.subjects import Circumstances
from ppks_service.indonesian import long_date
from ppks_service.journal.models import Entry
from ppks_service.workflow import Refused, WrongStatus
from tests.factories import a_case, a_need, a_person, a_referral, a_stay, a_user
from upt_facilities.letters import of_stay

COVER = {
    "kepada": "Kepala Disdukcapil Kota Medan",
    "di": "Medan",
    "perihal": "Pengantar perekaman",
    "keperluan": "perekaman biometrik",
    "keterangan": "",
}
REPLY = {
    "kepada": "Kepala Dinas Sosial Kabupaten Asahan",
    "di": "Kisaran",
    "perihal": "Balasan surat Saudara",
    "surat_masuk": "nomor 12 tanggal 1 September 2026",
    "jawaban": "Masih kami telusuri.",
}


@pytest.fixture(autouse=True)
def kinds(db):
    reference_letters.load()


@pytest.fixture
def worker(section):
    return a_user(Role.SOCIAL_WORKER, office=section, position="Pekerja Sosial Ahli Muda")


def file_of(worker, name="Marlan Surya", **fields):
    return a_case(section=worker.office, owner=worker, person=a_person(name), **fields)


def wording(code):
    return LetterTemplate.objects.get(code=code, status="published")


def cover(case, by, **kwargs):
    answers = COVER | kwargs.pop("answers", {})
    return issue_worded(wording("surat-pengantar"), case, by=by, answers=answers, **kwargs)


def test_letter_has_its_number_words_and_place_in_the_file(worker):
    case = file_of(worker)

    letter = cover(case, worker)

    assert letter.number == f"400.9/001/REHSOS-SP/{letter.year}"
    assert (letter.recipient, letter.title) == (COVER["kepada"], COVER["perihal"])
    assert letter.wording == wording("surat-pengantar")
    assert letter.signed_as == "Pekerja Sosial Ahli Muda"
    for words in ("Marlan Surya", "perekaman biometrik", letter.number, worker.full_name):
        assert words in letter.html
    assert any(letter.number in line.what for line in timeline.lines_of(case))


def test_protected_person_is_initials_unless_the_kind_needs_the_name(worker):
    case = file_of(worker, flags=[Flag.CHILD])

    named = cover(case, worker)
    masked = issue_worded(wording("surat-balasan"), case, by=worker, answers=REPLY)

    assert "Marlan Surya" in named.html
    assert named.is_protected
    assert "Marlan" not in masked.html


def test_block_of_a_protected_person_is_masked_too(worker):
    case = file_of(worker, flags=[Flag.TRAFFICKING])
    kind = wording("surat-pengantar")
    kind.prints = []

    letter = compose(kind, case, by=worker, answers=COVER)

    facts = next(part.context for part in letter.body if part.kind == "block")["facts"]
    assert (facts["nama"], facts["nik"], facts["asal"]) == ("M.S.", "dirahasiakan", "dirahasiakan")


def test_health_is_left_out_unless_the_kind_needs_it(worker):
    case = file_of(worker, flags=[Flag.DRUGS])
    a_need(case, domain=NeedDomain.HEALTH, description="Obat rutin", by=worker)
    a_need(case, domain=NeedDomain.FAMILY, description="Cari adik", by=worker)
    kind = wording("surat-pengantar")
    kind.body = "{kebutuhan}. {jenis_ppks}."

    quiet = compose(kind, case, by=worker, answers=COVER)
    kind.prints = ["identity", "health"]
    told = compose(kind, case, by=worker, answers=COVER)

    assert quiet.body[0].rows[0][0].text == "Cari adik"
    assert "pemerlu pelayanan" in quiet.body[0].rows[0][2].text
    assert "Obat rutin" in told.body[0].rows[0][0].text
    case.flags = [Flag.HIV]
    guarded = compose(kind, case, by=worker, answers=COVER)
    assert MASKED_NEED in guarded.body[0].rows[0][0].text


def test_name_in_what_the_agenda_shows_is_refused_beside_its_field(worker):
    case = file_of(worker)
    PersonName.objects.create(person=case.person, name="Pak Lan Kecil", kind="alias")

    with pytest.raises(ValidationError) as refused:
        cover(
            case,
            worker,
            answers={"perihal": "Pengantar pak lan kecil", "kepada": "Ayah Marlan Surya"},
        )

    assert set(refused.value.message_dict) == {"perihal", "kepada"}
    assert not IssuedDocument.objects.exists()


def test_what_is_not_answered_is_refused(worker):
    with pytest.raises(ValidationError) as refused:
        cover(file_of(worker), worker, answers={"keperluan": " ", "kepada": ""})
    assert set(refused.value.message_dict) == {"keperluan", "kepada"}


def test_role_that_the_kind_does_not_name_is_refused_with_who_may(worker, section):
    case = file_of(worker)
    with pytest.raises(PermissionDenied, match="Yang dapat: kepala seksi, kepala bidang"):
        issue_worded(wording("surat-pemulangan"), case, by=worker, answers={})
    with pytest.raises(PermissionDenied, match="saat rujukan disetujui"):
        issue_worded(wording("referral"), a_referral(case=case), by=worker, answers={})
    with pytest.raises(PermissionDenied, match="ditangani"):
        cover(case, a_user(Role.SOCIAL_WORKER))


def test_retired_version_issues_no_more(worker):
    kind = wording("surat-pengantar")
    kind_actions.retire_wording(kind, by=a_user(Role.DATA_ADMIN))
    with pytest.raises(WrongStatus, match="tidak berlaku lagi"):
        issue_worded(kind, file_of(worker), by=worker, answers=COVER)


def test_what_changed_since_it_was_looked_at_is_shown_again(worker):
    case = file_of(worker)
    seal = compose(wording("surat-pengantar"), case, by=worker, answers=COVER).seal

    case.person.name = "Marlan Jaya"
    case.person.save()
    with pytest.raises(LooksOtherwise):
        cover(case, worker, seen=seal)

    now = compose(wording("surat-pengantar"), case, by=worker, answers=COVER).seal
    assert cover(case, worker, seen=now).serial == 1


def test_replacing_marks_the_old_and_leads_to_the_new(worker):
    case = file_of(worker)
    old = cover(case, worker)

    new = cover(case, worker, replaces=old, reason="Salah alamat Marlan Surya")

    old.refresh_from_db()
    assert (old.status, old.replaced_by, new.serial) == (DocumentStatus.SUPERSEDED, new, 2)
    assert old.void_reason == "Salah alamat M.S."
    with pytest.raises(ValidationError, match="tidak dapat diganti"):
        cover(case, worker, replaces=old, reason="Lagi")
    assert IssuedDocument.objects.count() == 2  # the number of the refused one was given back


def test_letter_about_another_person_is_not_replaced(as_user, worker):
    old, case = cover(file_of(worker, "Rudi Sitorus"), worker), file_of(worker)

    with pytest.raises(Refused, match="tentang hal yang sama"):
        cover(case, worker, replaces=old, reason="Keliru")

    old.refresh_from_db()
    assert old.status == DocumentStatus.VALID
    assert as_user(worker).get(f"{url(case)}?ganti={old.pk}").status_code == 404


def test_pages_lead_from_the_replaced_letter_to_the_new_one_and_back(as_user, worker):
    case = file_of(worker)
    old = cover(case, worker)
    new = cover(case, worker, replaces=old, reason="Salah alamat")
    client = as_user(worker)

    listed = client.get(reverse("documents:list")).text
    pages = [client.get(reverse("documents:show", args=[one.pk])).text for one in (old, new)]

    assert f">diganti nomor {new.number}</a>" in listed
    assert f">menggantikan nomor {old.number}</a>" in listed
    for page, words, other in zip(
        pages, ("Digantikan oleh", "Menggantikan"), (new, old), strict=True
    ):
        assert (
            f'<dt>{words}</dt><dd><a href="{reverse("documents:show", args=[other.pk])}">' in page
        )


def test_check_page_says_when_a_letter_was_replaced_and_by_which_number(client, worker):
    case = file_of(worker)
    old = cover(case, worker)
    new = cover(case, worker, replaces=old, reason="Salah alamat")
    old.refresh_from_db()

    page = client.get(reverse("documents:check", args=[old.token])).text

    assert f"<dd>Digantikan, {long_date(old.voided_at)}</dd>" in page
    assert f"<dt>Digantikan oleh</dt><dd><b>{new.number}</b>" in page
    assert new.token not in page  # the code of the new paper is for whoever holds that paper
    assert "Salah alamat" not in page


def test_only_the_issuer_replaces(worker, section):
    old = cover(file_of(worker), worker)
    other = a_user(Role.SOCIAL_WORKER, office=section)
    with pytest.raises(PermissionDenied, match="Hanya yang menerbitkan"):
        cover(old.wording and file_of(other), other, replaces=old, reason="Keliru")


def test_reason_of_withdrawing_keeps_no_name(worker):
    letter = cover(file_of(worker), worker)
    actions.withdraw(letter, by=worker, reason="Umur MARLAN SURYA keliru")
    letter.refresh_from_db()
    assert letter.void_reason == "Umur M.S. keliru"


def test_head_signs_on_behalf_and_the_report_is_known_by_the_head(worker, section):
    head = a_user(
        Role.SECTION_HEAD,
        office=section,
        position="Kepala Seksi",
        rank="Penata",
        nip="197001011995031001",
    )
    case = file_of(worker)
    answers = dict.fromkeys(
        ("perihal", "masalah", "kata_sendiri", "latar", "kekuatan", "rekomendasi"), "isi"
    )

    with pytest.raises(ValidationError, match="dasar hukum"):
        issue_worded(wording("laporan-sosial"), case, by=worker, answers=answers)
    report = issue_worded(
        wording("laporan-sosial"), case, by=worker, answers=answers, basis="darurat"
    )
    assert Entry.objects.filter(action="letter.without_consent", case_pk=case.pk).count() == 1
    letter = cover(case, head)

    assert "Mengetahui," in report.html
    assert "NIP 19700101 199503 1 001" in report.html
    assert "u.b." in letter.html or "Kepala Seksi," in letter.html


def test_discharge_is_made_of_a_stay_by_the_facility(section):
    stay = a_stay()
    officer = a_user(Role.FACILITY_OFFICER, office=stay.facility.office)
    answers = {
        "perihal": "Berita acara",
        "pihak_kedua": "Lurah",
        "hubungan": "pejabat",
        "barang": "",
        "catatan": "",
    }

    letter = issue_worded(wording("berita-acara-pengeluaran"), stay, by=officer, answers=answers)

    assert stay.facility.name in letter.html
    assert letter.case_pk == stay.case_id


def test_days_of_a_stay_are_counted_from_midnight_to_midnight_in_medan(section):
    """From 23.30 to 00.30 WIB lies one midnight, though both are the same day in UTC."""
    evening = dt.datetime(2026, 11, 30, 16, 30, tzinfo=dt.UTC)
    stay = a_stay(arrived_at=evening, exit_at=evening + dt.timedelta(hours=1))

    told = of_stay(stay, Circumstances(by=stay.received_by, at=timezone.now(), prints=frozenset()))

    assert told["lama_tinggal"] == "1 hari"


def test_every_kind_of_a_case_composes_and_has_no_hole(worker, section):
    a_user(Role.SECTION_HEAD, office=section)
    case = file_of(worker)
    for kind in LetterTemplate.objects.filter(subject="case").order_by("pk"):
        letter = compose(kind, case, by=worker, answers={})
        assert letter.body, kind.code


# --- Pages -----------------------------------------------------------------------------------


def url(case, code="surat-pengantar"):
    return reverse("documents:letter_write", args=["kasus", case.number, code])


def test_choosing_shows_why_a_kind_is_closed(as_user, worker):
    case = file_of(worker)
    page = as_user(worker).get(reverse("documents:letter_choose", args=["kasus", case.number]))
    text = page.content.decode()
    assert url(case) in text
    assert "Surat pemulangan tidak diterbitkan oleh peran Anda" in text
    assert "Surat rujukan" not in text


def test_letter_is_written_looked_at_and_issued_in_pages(as_user, worker):
    case, client = file_of(worker), as_user(worker)

    looked = client.post(url(case), COVER | {"act": "look"})
    assert not IssuedDocument.objects.exists()
    assert "Marlan Surya" in looked.content.decode()
    assert Entry.objects.filter(action="letter.read", case_pk=case.pk).exists()

    issued = client.post(url(case), COVER | {"act": "issue", "seal": looked.context["seal"]})
    assert issued.url == reverse("intake:case_papers", args=[case.number])
    letter = IssuedDocument.objects.get()
    papers = client.get(issued.url).content.decode()
    assert letter.number in papers
    replaced = client.get(reverse("documents:replace", args=[letter.pk]))
    assert replaced.url == f"{url(case)}?ganti={letter.pk}"
    assert "Menggantikan surat nomor" in client.get(replaced.url).content.decode()


def test_issuing_what_was_not_looked_at_shows_it_first(as_user, worker):
    case = file_of(worker)
    page = as_user(worker).post(url(case), COVER | {"act": "issue"}).content.decode()
    assert "Periksa lagi" in page
    assert not IssuedDocument.objects.exists()


def test_preview_as_pdf_takes_no_number(as_user, worker):
    response = as_user(worker).post(url(file_of(worker)), COVER | {"act": "pdf"})
    assert response.content.startswith(b"%PDF-")
    assert not IssuedDocument.objects.exists()


def test_file_that_may_not_be_opened_is_not_there(as_user, worker):
    case = file_of(a_user(Role.SOCIAL_WORKER), flags=[Flag.CHILD])
    assert as_user(worker).get(url(case)).status_code == 404
    unknown = reverse("documents:letter_choose", args=["raket", case.number])
    assert as_user(worker).get(unknown).status_code == 404
