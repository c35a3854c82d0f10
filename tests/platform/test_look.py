"""The look holds together: icons exist, nothing is inline, nothing comes from another host."""

import datetime as dt
import re
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from ppks_service import indonesian
from ppks_service.development.sprite import icons_used, missing_icons, sprite
from ppks_service.forms import laid_out
from ppks_service.widgets import DateInput, OptionCards, OptionChips, Scale, scale_choices

ROOT = settings.BASE_DIR
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OUR_FILES = [
    *TEMPLATES,
    *(
        path
        for path in sorted((ROOT / "static").rglob("*"))
        if path.suffix in {".css", ".js", ".svg"} and "vendor" not in path.parts
    ),
]
DRAWINGS = ROOT / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
WIB = ZoneInfo("Asia/Jakarta")
NOON = dt.datetime(2026, 9, 21, 12, 0, tzinfo=WIB)

FORBIDDEN_IN_TEMPLATES = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "an evaluated htmx attribute": re.compile(r"\bhx-(?:on|vars)\b|\bhx-vals=[\"']js:"),
}


def name_of(path):
    return path.relative_to(ROOT).as_posix()


def rendered(source, **context):
    return Template(source).render(Context(context))


# --- Icons ------------------------------------------------------------------------------------


def test_every_used_icon_has_a_drawing():
    assert DRAWINGS.is_dir(), "node_modules is missing: run npm ci"
    used = icons_used()
    without = {
        name: where for name, where in used.items() if not (DRAWINGS / f"{name}.svg").is_file()
    }
    assert without == {}
    assert "building-community" in used  # of base.html: the scan does read the pages


def test_sprite_holds_each_icon_once_and_refuses_an_unknown_one():
    svg = sprite(["check", "x"], DRAWINGS)

    assert re.findall(r'<symbol id="([a-z-]+)"', svg) == ["check", "x"]
    assert "<path" in svg
    with pytest.raises(LookupError, match="no-such-icon"):
        sprite(["check", "no-such-icon"], DRAWINGS)


def test_missing_icons_finds_what_the_scan_did_not():
    assert missing_icons(rendered('{% icon "check" %}')) == set()
    assert missing_icons(rendered("{% icon name %}", name="pig-money")) == {"pig-money"}


# --- Every template and static file --------------------------------------------------------------


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_has_nothing_inline(path):
    text = path.read_text(encoding="utf-8")
    found = {what for what, pattern in FORBIDDEN_IN_TEMPLATES.items() if pattern.search(text)}
    assert found == set()


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>alert(1)</script>",
        '<script type="module">x</script>',
        '<a href="x" onclick="y">',
        '<a href="javascript:x">',
        "<p hx-on:click='x'>",
    ],
)
def test_nothing_inline_can_fail(bad):
    assert any(pattern.search(bad) for pattern in FORBIDDEN_IN_TEMPLATES.values())


@pytest.mark.parametrize("path", OUR_FILES, ids=name_of)
def test_file_names_no_other_host(path):
    text = path.read_text(encoding="utf-8")
    hosts = re.findall(r"(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)", text)
    assert [host for host in hosts if host != "www.w3.org"] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_static_files_of_a_template_exist(path):
    named = re.findall(r"{%\s*static\s+['\"]([^'\"]+)", path.read_text(encoding="utf-8"))
    ours = [name for name in named if not name.startswith("vendor/")]
    assert [name for name in ours if not (ROOT / "static" / name).is_file()] == []


# --- Words of dates, numbers and clocks -----------------------------------------------------------


@pytest.mark.parametrize(
    ("filtered", "words"),
    [
        ("day|tanggal", "5 September 2022"),
        ("day|tanggal_pendek", "5 Sep 2022"),
        ("day|hari_tanggal", "Senin, 5 September 2022"),
        ("day|bulan", "September 2022"),
        ("moment|tanggal", "6 September 2022"),  # 18.30 UTC is the next day in Medan
        ("moment|jam", "01.30"),
        ("moment|waktu", "6 Sep 2022, 01.30"),
        ("moment|waktu_lengkap", "6 September 2022, 01.30 WIB"),
        ("nothing|tanggal", "–"),
        ("number|angka", "1.234,5"),
        ("million|angka", "1.000.000"),
        ("share|persen", "42,5 %"),
        ("zero|angka", "0"),
        ("name|inisial", "S.A."),
        ("name|avatar", "SA"),
        ("masked|avatar", "SP"),
        ("label|dalam_kalimat", "fasilitasi NIK dan dokumen"),
        ("paper|dalam_kalimat", "KTP, kartu, surat"),
    ],
)
def test_filters_write_as_the_office_does(filtered, words):
    context = {
        "day": dt.date(2022, 9, 5),
        "moment": dt.datetime(2022, 9, 5, 18, 30, tzinfo=dt.UTC),
        "nothing": None,
        "number": Decimal("1234.50"),
        "million": 1_000_000,
        "zero": 0,
        "share": 0.425,
        "name": "Siti Aminah",
        "masked": "S.P.C.",
        "label": "Fasilitasi NIK dan dokumen",
        "paper": "KTP, kartu, surat",
    }
    assert rendered(f"{{{{ {filtered} }}}}", **context) == words


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("oleh Ratna, S.Sos..", "oleh Ratna, S.Sos."),
        ("Putusan: dirujuk.. Berbeda: Ayu.", "Putusan: dirujuk. Berbeda: Ayu."),
        ("Selesai.", "Selesai."),
        ("Belum pasti...", "Belum pasti..."),
    ],
)
def test_sentence_that_ends_in_a_title_has_one_stop(said, written):
    assert indonesian.one_stop(said) == written


def test_short_date_of_this_year_has_no_year():
    today = indonesian.day_of(dt.datetime.now(tz=WIB))
    assert str(today.year) not in indonesian.short_date(today)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (dt.date(2022, 9, 5), dt.date(2022, 9, 9), "5–9 September 2022"),
        (dt.date(2022, 9, 5), dt.date(2022, 9, 5), "5 September 2022"),
        (dt.date(2022, 9, 30), dt.date(2022, 10, 1), "30 September 2022 – 1 Oktober 2022"),
    ],
)
def test_period_repeats_nothing(start, end, words):
    assert indonesian.period(start, end) == words


@pytest.mark.parametrize(
    ("due", "since", "words", "tone"),
    [
        (NOON + dt.timedelta(days=4), NOON - dt.timedelta(days=1), "Sisa 4 hari", "ok"),
        (NOON + dt.timedelta(days=4), NOON - dt.timedelta(days=6), "Sisa 4 hari", "soon"),
        (NOON + dt.timedelta(days=6), None, "Sisa 6 hari", "ok"),
        (NOON + dt.timedelta(days=5), None, "Sisa 5 hari", "soon"),
        (NOON + dt.timedelta(hours=2), None, "Hari ini 14.00", "soon"),
        (NOON + dt.timedelta(hours=20, minutes=30), None, "Besok 08.30", "soon"),
        (NOON - dt.timedelta(minutes=20), None, "Lewat 20 menit", "late"),
        (NOON - dt.timedelta(hours=3), None, "Lewat 3 jam", "late"),
        (NOON - dt.timedelta(hours=13), None, "Lewat 1 hari", "late"),
        (NOON - dt.timedelta(days=2), None, "Lewat 2 hari", "late"),
        (dt.date(2026, 9, 21), None, "Hari ini", "soon"),
        (dt.date(2026, 9, 20), None, "Lewat 1 hari", "late"),
    ],
)
def test_clock_says_what_is_left(due, since, words, tone):
    left = indonesian.time_left(due, since=since, now=NOON)
    assert (left.words, left.tone) == (words, tone)


def test_clock_draws_words_icon_and_tone_together():
    chip = rendered(
        '{% clock due now label="Penampungan" %}', due=NOON + dt.timedelta(days=9), now=NOON
    )

    assert 'class="pk-clock is-ok"' in chip
    assert "icons.svg#clock" in chip
    assert "Penampungan: sisa 9 hari" in chip
    assert rendered("{% clock due %}", due=None) == ""
    assert "Dijeda" in rendered("{% clock due paused=True %}", due=None)


# --- Tags -----------------------------------------------------------------------------------------


def test_badge_escapes_what_people_typed():
    assert "&lt;script&gt;" in rendered('{% badge "ok" "check" words %}', words="<script>")


def test_stages_say_the_state_in_words_too():
    steps = [
        SimpleNamespace(number=1, name="Penjajagan", state="done", act="Temuan razia", at=NOON),
        SimpleNamespace(
            number=2, name="Pengumpulan data", state="now", act="Kasus didaftarkan", at=NOON
        ),
        SimpleNamespace(
            number=3, name="Analisa kebutuhan", state="", act="Dimulai saat asesmen", at=None
        ),
    ]

    html = rendered("{% stages steps %}", steps=steps)

    assert html.count("<li") == 3
    assert 'aria-current="step"' in html
    assert "Sudah:" in html
    assert "Tahap 2 dari 3: Pengumpulan data." in html
    assert "Berikutnya: Analisa kebutuhan." in html


def test_bar_fills_its_width_and_speaks():
    svg = rendered('{% bar "7 dihuni, 3 kosong" "full" 7 "held" 0 "free" 3 %}')

    assert 'aria-label="7 dihuni, 3 kosong"' in svg
    assert [float(w) for w in re.findall(r' width="([\d.]+)"', svg)] == [70, 30]
    assert "style" not in svg


def test_query_keeps_the_filter():
    request = RequestFactory().get("/kasus/", {"tahap": "4", "page": "2"})
    assert rendered("{% query page=3 %}", request=request) == "?tahap=4&amp;page=3"
    assert rendered("{% query page=None %}", request=request) == "?tahap=4"


# --- Forms ----------------------------------------------------------------------------------------


class StreetForm(forms.Form):
    nik = forms.CharField(label="NIK", required=False, min_length=16, help_text="Enam belas angka.")
    sex = forms.ChoiceField(
        label="Jenis kelamin",
        choices=[("m", "Laki-laki"), ("f", "Perempuan"), ("u", "Tidak tahu")],
        widget=OptionCards(dunno="u", marked=["f"], small={"m": "dewasa"}),
    )
    doing = forms.MultipleChoiceField(
        label="Sedang apa",
        required=False,
        choices=[("a", "Mengemis"), ("b", "Mengamen")],
        widget=OptionChips,
    )
    on_time = forms.ChoiceField(
        label="Tepat waktu",
        required=False,
        choices=scale_choices(not_rated="x"),
        widget=Scale(ends=("sangat kurang", "sangat baik"), not_rated="x"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("nik", "sex", "doing", "on_time")


def test_options_are_real_inputs_that_keep_what_was_chosen():
    form = StreetForm({"sex": "f", "doing": ["a", "b"], "on_time": "x"})

    assert form.is_valid()
    assert form.cleaned_data == {"nik": "", "sex": "f", "doing": ["a", "b"], "on_time": "x"}
    html = render_crispy_form(form)
    assert re.search(r'<input type="radio" name="sex" value="f"[^>]* checked', html)
    assert len(re.findall(r'<input type="checkbox" name="doing"[^>]* checked', html)) == 2
    assert re.search(r'class="pk-opt dunno"><input type="radio" name="sex" value="u"', html)
    assert re.search(r'name="sex" value="f"[^>]* data-mark', html)
    assert "<small>dewasa</small>" in html
    assert "5 = sangat baik" in html


def test_refused_form_leads_from_each_error_to_its_field():
    html = render_crispy_form(StreetForm({"nik": "123"}))

    targets = re.findall(r'<a href="#([^"]+)">', html)
    assert targets == ["id_nik", "id_sex_0"]
    assert all(f'id="{target}"' in html for target in targets)
    assert 'value="123"' in html  # what was typed is kept
    nik = html[html.index('id="div_id_nik"') :]
    assert nik.index("pk-err") < nik.index("<input")
    assert re.search(r'aria-describedby="id_nik_helptext id_nik_error"', html)
    assert 'id="id_nik_helptext"' in html
    assert 'id="id_nik_error"' in html


@pytest.mark.parametrize(
    ("required", "said"),
    [
        ([True, True, False], ["", "", "(boleh kosong)"]),
        ([True, False, False], ["(wajib)", "", ""]),
        ([True, True, True], ["", "", ""]),
        ([False, False, False], ["", "", ""]),  # a filter
    ],
)
def test_necessity_is_said_of_the_rarer_kind(required, said):
    class Sheet(forms.Form):
        secret = forms.CharField(widget=forms.HiddenInput)  # hidden ones do not count
        a, b, c = (forms.CharField(required=needed) for needed in required)

    form = Sheet()
    assert [rendered("{{ field|necessity }}", field=form[name]) for name in "abc"] == said


class EndForm(forms.Form):
    tie = forms.IntegerField(widget=forms.HiddenInput)
    until = forms.DateField(label="Berakhir tanggal", widget=DateInput)
    reason = forms.CharField(label="Mengapa berakhir", max_length=200)


def test_form_of_a_row_keeps_what_was_typed_in_its_own_row():
    form = EndForm({"tie": "7", "until": "2026-11-30", "reason": ""}, auto_id="end-%s")
    assert not form.is_valid()
    row = "{% if form|sent_for:pk %}OPEN {% endif %}{% row_fields form pk %}"

    here, beside = (rendered(row, form=form, pk=pk) for pk in (7, 8))

    assert here.startswith("OPEN")
    assert 'name="tie" value="7"' in here
    assert 'value="2026-11-30"' in here
    assert here.index("Belum diisi.") < here.index('id="end-reason"')  # where the summary leads
    assert re.search(r'id="end-reason"[^>]* aria-describedby="end-reason_error"', here)
    assert 'id="end-reason_error"' in here
    assert "OPEN" not in beside
    assert "2026-11-30" not in beside
    assert "Belum diisi." not in beside
    assert "aria-invalid" not in beside
    assert "_error" not in beside
    assert 'id="end-reason-8"' in beside


def test_row_shows_what_is_stored_and_one_field_where_one_is_asked():
    stored = SimpleNamespace(until=dt.date(2026, 11, 2), reason="pindah")
    html = rendered('{% row_fields form 8 only="reason" stored=it %}', form=EndForm(), it=stored)

    assert 'value="pindah"' in html
    assert "until" not in html


# --- Light and dark -------------------------------------------------------------------------------


def test_theme_is_kept_and_leads_back(client, db):
    response = client.post(reverse("theme"), {"tema": "gelap", "kembali": "/layanan/"})

    assert response.headers["Location"] == "/layanan/"
    assert response.cookies["tema"].value == "gelap"


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org", "", "javascript:alert(1)"]
)
def test_theme_leads_nowhere_else(client, db, back):
    response = client.post(reverse("theme"), {"tema": "<b>", "kembali": back})

    assert response.headers["Location"] == "/"
    assert response.cookies["tema"].value == "terang"
