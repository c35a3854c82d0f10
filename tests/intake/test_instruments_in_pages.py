"""Instruments are written, published and retired in pages; what was finished keeps its version."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from intake import actions, instruments
from intake.assessment_trends import trends
from intake.instrument_text import ItemText, Unreadable, cutoffs_from, items_from, options_from
from intake.models import Assessment, Instrument, Need, NeedDomain, Stage
from ppks_service.accounts.roles import Role
from ppks_service.journal.models import Entry
from ppks_service.versions import VersionStatus
from ppks_service.workflow import WrongStatus
from tests.factories import a_case, a_user
from tests.journeys.steps import follow, open_page, press, see, tick, write

pytestmark = pytest.mark.django_db

SECTION = {
    "key": "tidur",
    "title": "Tidur",
    "items": [
        {
            "key": "nyenyak",
            "label": "Tidur nyenyak",
            "kind": "choice",
            "options": [
                {"value": "yes", "label": "Ya", "points": 1},
                {"value": "no", "label": "Tidak", "points": 0},
            ],
        }
    ],
    "score": {
        "label": "Mutu tidur",
        "cutoffs": [
            {"at_least": 1, "label": "Baik", "tone": "calm"},
            {"at_least": 0, "label": "Kurang", "tone": "calm"},
        ],
    },
}


@pytest.fixture
def admin():
    return a_user(Role.DATA_ADMIN)


def a_draft(admin, title: str = "Mutu tidur") -> Instrument:
    draft = actions.begin_instrument(title, by=admin)
    return actions.write_section(draft, SECTION, by=admin)


# --- What is typed ---------------------------------------------------------------------------


def test_options_are_read_with_their_points_and_keep_their_values():
    before = [{"value": "lama", "label": "Dengan bantuan", "points": 1}]

    found = options_from("Sendiri = 2\n\nDengan bantuan = 1\nTidak dinilai\nTidak tahu", before)

    assert found == [
        {"value": "sendiri", "label": "Sendiri", "points": 2},
        {"value": "lama", "label": "Dengan bantuan", "points": 1},
        {"value": "x", "label": "Tidak dinilai"},
        {"value": "unknown", "label": "Tidak tahu"},
    ]


@pytest.mark.parametrize("text", ["Baik", "5 - Baik", "5 = Baik"])
def test_readings_of_a_score_that_cannot_be_read_are_refused(text):
    with pytest.raises(Unreadable):
        cutoffs_from(text)


def test_item_keeps_its_key_and_its_fact_and_new_ones_never_take_a_key_that_is_used():
    section = {"items": [{"key": "hamil", "label": "Hamil", "kind": "text", "fact": "pregnant"}]}
    rows = [
        ItemText("hamil", "Sedang hamil", "choice", "", "Ya\nTidak"),
        ItemText("", "Hamil", "text", "", ""),
    ]

    first, second = items_from(rows, section, taken=set())

    assert (first["key"], first["fact"], first["label"]) == ("hamil", "pregnant", "Sedang hamil")
    assert [option["value"] for option in first["options"]] == ["yes", "no"]
    assert second["key"] not in ("", "hamil")


# --- Acts ------------------------------------------------------------------------------------


def test_draft_is_offered_to_nobody_until_published(admin):
    draft = a_draft(admin)
    case = a_case(stage=Stage.DATA)
    worker = a_user(Role.SOCIAL_WORKER, office=case.section)

    with pytest.raises(ValidationError, match="belum atau tidak lagi berlaku"):
        actions.start_assessment(case, draft, by=worker)
    actions.publish_instrument(draft, by=admin)

    draft.refresh_from_db()
    assert actions.start_assessment(case, draft, by=worker).pk
    assert Entry.objects.filter(action="instrument.publish").count() == 1


def test_new_version_retires_the_old_one_and_what_is_finished_keeps_its_questions(admin):
    first = actions.publish_instrument(a_draft(admin), by=admin)
    case = a_case(stage=Stage.DATA)
    worker = a_user(Role.SOCIAL_WORKER, office=case.section)
    scores = []
    for instrument, answer in ((first, "no"), (None, "yes")):
        if instrument is None:
            second = actions.begin_version(first, by=admin)
            section = {**SECTION, "title": "Tidur malam"}
            actions.write_section(second, section, by=admin)
            instrument = actions.publish_instrument(second, by=admin)
        row = actions.start_assessment(case, instrument, by=worker)
        actions.save_answers(row, by=worker, answers={"nyenyak": answer})
        need = Need(domain=NeedDomain.HEALTH, description="Tidur cukup")
        scores.append(actions.finish_assessment(row, by=worker, needs=[need]))

    first.refresh_from_db()
    assert (first.status, instrument.version) == (VersionStatus.RETIRED, 2)
    assert scores[0].instrument.definition["sections"][0]["title"] == "Tidur"
    (trend,) = trends(Assessment.objects.select_related("instrument"))
    assert [point.points for point in trend.points] == [0, 1]
    assert (trend.label, trend.change) == ("Mutu tidur", 1)


def test_published_instrument_is_not_changed_by_action_or_database(admin):
    published = actions.publish_instrument(a_draft(admin), by=admin)

    with pytest.raises(WrongStatus, match="Buat versi baru"):
        actions.write_section(published, SECTION, by=admin)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Instrument.objects.filter(pk=published.pk).update(title="Lain")


def test_one_draft_at_a_time(admin):
    published = actions.publish_instrument(a_draft(admin), by=admin)
    actions.begin_version(published, by=admin)

    with pytest.raises(ValidationError, match="sudah dimulai"):
        actions.begin_version(published, by=admin)
    with pytest.raises(IntegrityError, match="instrument_one_draft"), transaction.atomic():
        Instrument.objects.create(code=published.code, version=9, title="x", definition={})


def test_empty_draft_is_not_published_and_may_be_thrown_away(admin):
    draft = actions.begin_instrument("Kosong", by=admin)

    with pytest.raises(ValidationError, match="belum punya bagian"):
        actions.publish_instrument(draft, by=admin)
    actions.discard_draft(draft, by=admin)

    assert not Instrument.objects.exists()


def test_low_score_suggests_the_need_that_was_written_for_it(admin):
    draft = actions.begin_instrument("Tidur", by=admin)
    need = {"below": 1, "domain": "health", "description": "Pemeriksaan tidur"}
    actions.write_section(draft, SECTION, by=admin, need=need)

    draft.refresh_from_db()
    (rule,) = instruments.parse(draft.definition).suggested_needs({"nyenyak": "no"})
    assert rule.description == "Pemeriksaan tidur"
    actions.remove_section(draft, "tidur", by=admin)
    draft.refresh_from_db()
    assert draft.definition["needs"] == []


def test_only_admin_data_writes_instruments():
    with pytest.raises(PermissionDenied, match="admin data"):
        actions.begin_instrument("Apa saja", by=a_user(Role.SECTION_HEAD))


@pytest.mark.parametrize(("age", "offered"), [(5, False), (70, True), (None, True)])
def test_instrument_is_offered_for_its_ages(age, offered):
    assert instruments.is_for({"from_age": 60, "to_age": None}, age) is offered


def test_house_ships_its_instruments_once():
    call_command("reference_data", verbosity=0)
    call_command("reference_data", verbosity=0)

    codes = set(Instrument.objects.values_list("code", flat=True))
    assert {"bpss", "keadaan-hidup", "dukungan-keluarga", "saring-risiko"} <= codes
    assert Instrument.objects.count() == len(codes)


# --- In the browser --------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_instrument_is_written_in_pages_and_used(page_for, javascript):
    page = page_for(a_user(Role.DATA_ADMIN), javascript=javascript)
    open_page(page, "intake:instruments")
    write(page, "title", "Kesiapan pulang")
    press(page, "Mulai draf")
    press(page, "Tambah bagian")
    write(page, "title", "Siap pulang")
    write(page, "butir-0-label", "Keluarga menunggu")
    press(page, "Simpan bagian")
    see(page, "Tulis pilihannya, satu sebaris.")
    write(page, "butir-0-options", "Ya = 1\nTidak = 0\nTidak dinilai")
    write(page, "score_label", "Kesiapan")
    write(page, "cutoffs", "1 = Siap\n0 = Belum siap")
    press(page, "Simpan bagian")
    see(page, "Siap mulai 1; Belum siap mulai 0")
    page.locator("summary", has_text="Terbitkan instrumen").click()
    press(page, "Ya, terbitkan instrumen")
    see(page, "Berlaku")

    case = a_case(stage=Stage.DATA)
    worker = page_for(
        a_user(Role.SOCIAL_WORKER, office=case.section), width=390, javascript=javascript
    )
    open_page(worker, "intake:case_assessments", case.number)
    press(worker, "Mulai Kesiapan pulang")
    tick(worker, worker.locator('input[name="keluarga_menunggu"][value="no"]'))
    follow(worker, worker.locator('form#f button[type="submit"].btn-primary'))
    write(worker, "summary", "Keluarga belum ditemukan.")
    write(worker, "other_needs", "Penelusuran keluarga")
    press(worker, "Selesaikan asesmen")
    see(worker, "Kesiapan pulang")
    open_page(worker, "intake:case_timeline", case.number)
    see(worker, "Kesiapan pulang selesai")
    assert Assessment.objects.get().scores == {"siap_pulang": 0}
