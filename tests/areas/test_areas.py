"""The area list: loading it, searching it, and the field that takes one area."""

import pytest
from django import forms
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from ppks_service.areas import loading
from ppks_service.areas.fields import AreaField
from ppks_service.areas.models import Area, AreaLevel
from tests.factories import a_user, an_area

pytestmark = pytest.mark.django_db


class AreaForm(forms.Form):
    area = AreaField(label="Asal")


@pytest.fixture
def medan():
    city = an_area("12.71", "Kota Medan")
    an_area("12.71.04", "Medan Denai")
    an_area("12.71.08", "Medan Tembung")
    an_area("12.71.08.1001", "Tembung")
    an_area("12.11", "Kabupaten Sumedang Contoh")
    return city


def form_of(text, code=""):
    return AreaForm({"area": text, "area-code": code})


# --- Loading ---------------------------------------------------------------------------------


def a_package(folder, *, village="Tembung"):
    (folder / "provinces.csv").write_text("code,name\n12,Sumatera Utara\n")
    (folder / "regencies.csv").write_text("code,province_code,name\n12.71,12,Kota Medan\n")
    (folder / "districts.csv").write_text('code,regency_code,name\n12.71.08,12.71,"Ra""as"\n')
    (folder / "villages.csv").write_text(
        f"code,district_code,name\n12.71.08.1001,12.71.08,{village}\n"
    )
    return folder


def test_load_takes_every_level_with_the_names_around_it(tmp_path):
    assert loading.load(loading.read(a_package(tmp_path))) == 4

    village = Area.objects.get(pk="12.71.08.1001")
    assert village.full_name == 'Tembung, Ra"as, Kota Medan, Sumatera Utara'
    assert village.level == AreaLevel.VILLAGE
    assert village.parent_id == "12.71.08"
    assert village.regency_code == "12.71"
    assert village.search == "tembung ra as kota medan sumatera utara"


def test_load_again_changes_only_what_was_renamed(tmp_path):
    loading.load(loading.read(a_package(tmp_path)))

    assert loading.load(loading.read(tmp_path)) == 0
    assert loading.load(loading.read(a_package(tmp_path, village="Tembung Baru"))) == 1

    assert Area.objects.get(pk="12.71.08.1001").name == "Tembung Baru"


def test_load_never_removes_what_a_newer_list_lacks(tmp_path):
    loading.load(loading.read(a_package(tmp_path)))
    (tmp_path / "villages.csv").write_text("code,district_code,name\n")

    loading.load(loading.read(tmp_path))

    assert Area.objects.filter(pk="12.71.08.1001").exists()


def test_command_does_nothing_when_there_are_areas(tmp_path, capsys):
    an_area()

    call_command("load_areas", "--if-empty", folder=a_package(tmp_path))

    assert Area.objects.count() == 2
    assert capsys.readouterr().out == ""


def test_command_says_what_to_do_without_the_package(tmp_path):
    with pytest.raises(CommandError, match="npm ci"):
        call_command("load_areas", folder=tmp_path)


def test_the_package_itself_has_every_area_of_indonesia():
    from ppks_service.areas.management.commands.load_areas import DEFAULT

    levels = [row[1] for row in loading.read(DEFAULT)]

    assert levels.count(AreaLevel.PROVINCE) == 38
    assert levels.count(AreaLevel.REGENCY) == 514
    assert len(levels) > 90_000


def test_area_below_a_province_has_a_parent_whoever_writes():
    with pytest.raises(IntegrityError, match="area_has_a_parent"), transaction.atomic():
        Area.objects.create(code="99.99", level=2, name="Tanpa induk", full_name="Tanpa induk")


# --- Searching -------------------------------------------------------------------------------


def test_search_puts_words_that_begin_and_wide_areas_first(medan):
    found = [area.name for area in Area.objects.matching("medan")]

    assert found[0] == "Kota Medan"
    assert found[-1] == "Kabupaten Sumedang Contoh"


@pytest.mark.parametrize("words", ["tembung medan", "TEMBUNG", "Témbung", "  tembung, "])
def test_search_folds_words_and_takes_them_in_any_order(medan, words):
    assert "Tembung" in [area.name for area in Area.objects.matching(words)]


def test_search_answers_with_a_part_of_at_most_twenty(as_user):
    for n in range(25):
        an_area(f"13.{n:02d}", f"Kota Serupa {n}")

    response = as_user(a_user()).get("/wilayah/cari/?q=serupa")

    page = response.content.decode()
    assert page.count('role="option"') == 20
    assert "<html" not in page


def test_search_asks_for_three_letters(as_user, medan):
    assert "sedikitnya 3 huruf" in as_user(a_user()).get("/wilayah/cari/?q=me").content.decode()


def test_search_escapes_what_was_typed(as_user, medan):
    response = as_user(a_user()).get("/wilayah/", {"q": "<script>alert(1)</script>"})

    assert "<script>alert" not in response.content.decode()


def test_browse_leads_from_the_province_down(as_user, medan):
    client = as_user(a_user())

    assert "Sumatera Utara" in client.get("/wilayah/").content.decode()
    page = client.get("/wilayah/?di=12.71").content.decode()
    assert "Medan Denai" in page
    assert '<a href="?di=12">Sumatera Utara</a>' in page
    assert client.get("/wilayah/?di=77.77").status_code == 404


# --- The field -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kota Medan", "12.71"),
        ("kota medan, sumatera utara", "12.71"),
        ("Sumatera Utara", "12"),
        ("medan denai", "12.71.04"),
        ("medan tembung", "12.71.08"),  # its village has the words in its full name
        ("denai", "12.71.04"),
    ],
)
def test_text_that_means_one_area_is_taken(medan, text, code):
    form = form_of(text)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["area"].pk == code


def test_text_that_means_several_stands_with_its_choices_and_what_was_typed(medan):
    form = form_of("tembung")

    assert not form.is_valid()
    html = str(form)
    assert 'value="tembung"' in html
    assert html.count('type="radio"') == 2
    assert 'value="12.71.08.1001"' in html


def test_choice_is_taken_with_the_text_it_belongs_to(medan):
    form = form_of("tembung", "12.71.08.1001")

    assert form.is_valid()
    assert form.cleaned_data["area"].name == "Tembung"


def test_choice_of_an_older_text_does_not_count(medan):
    """The text was typed over after a suggestion was picked: the text is what is meant."""
    form = form_of("medan denai", "12.71.08.1001")

    assert form.is_valid()
    assert form.cleaned_data["area"].name == "Medan Denai"


@pytest.mark.parametrize("text", ["antah berantah", "Jalan Contoh 12", "'; DROP TABLE"])
def test_text_that_means_nothing_is_refused_with_a_hint(medan, text):
    form = form_of(text)

    assert "Tidak ada wilayah yang cocok" in form.errors["area"][0]
    assert "Tembung, Kota Medan" in form.errors["area"][0]


def test_empty_text_is_nothing_where_it_may_be(medan):
    form = form_of("", "12.71")
    assert not form.is_valid()

    form.fields["area"].required = False
    form = form_of("")
    form.fields["area"].required = False
    assert form.is_valid()
    assert form.cleaned_data["area"] is None


def test_choices_of_one_form_are_not_those_of_the_next(medan):
    form_of("tembung").is_valid()

    assert 'type="radio"' not in str(AreaForm())


@pytest.mark.parametrize("initial", ["12.71", "area"])
def test_form_shows_the_area_it_began_with(medan, initial):
    form = AreaForm(initial={"area": medan if initial == "area" else initial})

    assert 'value="Kota Medan, Sumatera Utara"' in str(form)
    assert not AreaForm(
        {"area": "Kota Medan, Sumatera Utara", "area-code": "12.71"}, initial={"area": medan}
    ).has_changed()
