"""Kinds of letter written in pages: drafts, what is refused, what publishing does, what stays."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from ppks_service.accounts.roles import Role
from ppks_service.documents import actions_kinds as actions
from ppks_service.documents import reference_letters
from ppks_service.documents.models import LetterTemplate, NumberSeries
from ppks_service.documents.numbering import check_classification, check_pattern
from ppks_service.journal.models import Entry
from ppks_service.versions import VersionStatus
from ppks_service.workflow import WrongStatus
from tests.factories import a_user

DRAFT = {
    "name": "Surat permohonan data keluarga",
    "subject": "case",
    "layout": "letter",
    "classification": "400.9.14",
    "unit_code": "REHSOS-PDK",
    "number_pattern": "{klasifikasi}/{urut}/{unit}/{tahun}",
    "nature": "ordinary",
    "enclosure": "–",
    "title": "Permohonan data keluarga",
    "recipient": "",
    "issuers": [Role.SOCIAL_WORKER.value],
    "prints": ["identity"],
    "asks": "",
    "body": "Mohon data keluarga {nama}.\n\n{data_diri}",
    "copies": "Arsip kasus {nomor_kasus}",
    "signature": "issuer",
}


@pytest.fixture
def admin(db):
    return a_user(Role.DATA_ADMIN)


@pytest.fixture
def kinds(db):
    reference_letters.load()


def begin(by, **said):
    return actions.begin_kind(LetterTemplate(**DRAFT | said), by=by)


@pytest.mark.parametrize("code", list(reference_letters.KINDS))
def test_every_kind_we_ship_is_usable_and_in_force(code, kinds):
    wording = LetterTemplate.objects.get(code=code)

    wording.full_clean()
    from ppks_service.documents.kinds import check_wording

    check_wording(wording)
    assert wording.status == VersionStatus.PUBLISHED
    assert NumberSeries.objects.get(kind=code).name == wording.name


def test_loading_again_changes_nothing(kinds):
    before = LetterTemplate.objects.count()
    reference_letters.load()
    assert LetterTemplate.objects.count() == before == NumberSeries.objects.count()


@pytest.mark.parametrize("code", ["400.9", "000.1.2.3", "900", "400.9.14.1.2"])
def test_classification_of_permendagri_83_is_taken(code):
    assert check_classification(code)


@pytest.mark.parametrize("code", ["", "463", "410.9", "400.", "400.09", "400.9.1.1.1.1", "400/9"])
def test_other_classification_is_refused(code):
    with pytest.raises(ValidationError, match="83/2022"):
        check_classification(code)


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("{klasifikasi}/{unit}/{tahun}", "{urut} tepat satu"),
        ("{urut}/{urut}/{tahun}", "{urut} tepat satu"),
        ("{urut}/{unit}", "{tahun} tepat satu"),
        ("{urut}/{tahun}/{bulan}", "{bulan} tidak dikenal"),
        ("{urut.__class__}/{tahun}", "tidak dikenal"),
        ("{urut}{tahun}", "ke-1, “{urut}{tahun}”"),
        ("{urut}/{tahun}/<b>", "ke-3, “<b>”"),
        ("{urut}//{tahun}", "ke-2, “”"),
    ],
)
def test_pattern_that_gives_no_number_of_its_own_is_refused(pattern, sentence):
    with pytest.raises(ValidationError, match=sentence):
        check_pattern(pattern)


def test_unknown_field_is_refused_with_its_line(admin):
    with pytest.raises(ValidationError) as refused:
        begin(admin, body="Halo\n{namaa}", copies="{zzz}")

    errors = refused.value.message_dict
    assert errors["body"] == ["Baris 2: {namaa} tidak dikenal. Mungkin {nama}."]
    assert errors["copies"][0].startswith("Baris 1")
    assert not LetterTemplate.objects.exists()


def test_publishing_opens_the_series_and_retires_the_former_version(admin):
    first = actions.publish_wording(begin(admin), by=admin)
    series = NumberSeries.objects.get(kind=first.code)
    assert (series.name, series.classification) == (first.name, "400.9.14")

    draft = actions.begin_wording(first, by=admin)
    draft.unit_code = "REHSOS-PDK2"
    second = actions.publish_wording(actions.write_wording(draft, by=admin), by=admin)

    first.refresh_from_db()
    series.refresh_from_db()
    assert (first.status, second.status, second.version) == ("retired", "published", 2)
    assert series.unit_code == "REHSOS-PDK2"
    assert Entry.objects.filter(action__startswith="letter_kind.").count() == 6


def test_one_draft_at_a_time_and_what_is_published_is_never_changed(admin):
    first = actions.publish_wording(begin(admin), by=admin)
    actions.begin_wording(first, by=admin)

    with pytest.raises(ValidationError, match="lanjutkan drafnya"):
        actions.begin_wording(first, by=admin)
    with pytest.raises(WrongStatus, match="tidak diubah lagi"):
        actions.write_wording(first, by=admin)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        LetterTemplate.objects.filter(pk=first.pk).update(body="lain")
    with pytest.raises(IntegrityError, match="one_draft"), transaction.atomic():
        LetterTemplate.objects.create(**DRAFT, code=first.code, version=9)
    with pytest.raises(IntegrityError, match="says_when"), transaction.atomic():
        LetterTemplate.objects.create(**DRAFT, code="x", version=1, status="published")


def test_numbers_of_another_kind_are_refused_by_form_and_database(admin, kinds):
    with pytest.raises(ValidationError, match="sudah dipakai Surat pengantar"):
        begin(admin, classification="400.9", unit_code="REHSOS-SP")
    with pytest.raises(IntegrityError, match="its_own_numbers"), transaction.atomic():
        NumberSeries.objects.create(
            kind="x", name="X", classification="400.9", unit_code="A",
            template="{klasifikasi}/{urut}/REHSOS-SP/{tahun}",
        )  # fmt: skip


def test_a_name_taken_already_is_refused(admin, kinds):
    with pytest.raises(ValidationError, match="nama serupa"):
        begin(admin, name="Surat Pengantar")
    with pytest.raises(ValidationError, match="nama serupa"):
        begin(admin, name="surat rujukan")


def test_what_an_approval_needs_is_not_retired(admin, kinds):
    with pytest.raises(PermissionDenied, match="persetujuan rujukan"):
        actions.retire_wording(LetterTemplate.objects.get(code="referral"), by=admin)


def test_only_admin_data_words_letters(db):
    with pytest.raises(PermissionDenied, match="admin data"):
        begin(a_user(Role.SECTION_HEAD))


# --- Pages -----------------------------------------------------------------------------------


def test_list_shows_kinds_drafts_and_what_code_makes(as_user, admin, kinds):
    from ppks_service.documents import reference

    reference.load()
    begin(admin)
    page = as_user(admin).get(reverse("documents:kinds")).content.decode()

    assert "Surat permohonan data keluarga" in page
    assert "Berita acara hasil razia" in page


@pytest.mark.parametrize("extra", [0, 3])
def test_list_costs_the_same_for_few_and_many(
    as_user, admin, kinds, extra, django_assert_num_queries
):
    for n in range(extra):
        begin(admin, name=f"Surat lain {n}", unit_code=f"LAIN-{n}")
    client = as_user(admin)
    with django_assert_num_queries(9):
        client.get(reverse("documents:kinds"))


def test_new_kind_is_written_corrected_and_published_in_pages(as_user, admin):
    client = as_user(admin)
    typed = DRAFT | {"body": "Mohon data.\n{namaa}"}

    page = client.post(reverse("documents:kind_new"), typed).content.decode()
    assert "Baris 2" in page
    assert "Mungkin {nama}." in page
    assert "Mohon data." in page  # what was typed is kept
    assert "Isian yang ada" in page
    assert "{jenis_ppks}" in page

    saved = client.post(reverse("documents:kind_new"), DRAFT)
    draft = LetterTemplate.objects.get()
    assert saved.url == reverse("documents:kind_edit", args=[draft.pk])
    page = client.get(saved.url).content.decode()
    assert "Marlan S." in page  # the invented person of the preview

    client.post(reverse("documents:kind_move", args=[draft.pk]), {"act": "publish"})
    draft.refresh_from_db()
    assert draft.status == VersionStatus.PUBLISHED
    shown = client.get(reverse("documents:kind", args=[draft.pk])).content.decode()
    assert "Buat versi baru" in shown
    assert "kesejahteraan rakyat" in shown


def test_sample_is_a_pdf(as_user, admin, kinds):
    wording = LetterTemplate.objects.get(code="recommendation")
    response = as_user(admin).get(reverse("documents:kind_sample", args=[wording.pk]))
    assert response.content.startswith(b"%PDF-")
