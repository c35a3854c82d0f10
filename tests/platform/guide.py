"""Every sign and part of the look on three pages of their own, for the browser to look at."""

import datetime as dt
from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone

from ppks_service import urls
from ppks_service.forms import laid_out
from ppks_service.widgets import DateInput, OptionCards, OptionChips, Scale, scale_choices

PARTS = """
{% extends "base.html" %}
{% block title %}Gaya{% endblock %}
{% block crumb %}<a href="/">Kasus</a> › <span class="pk-code">K-2026-000731</span>{% endblock %}
{% block heading %}Bagian halaman{% endblock %}
{% block meta %}{{ now|hari_tanggal }}, {{ now|jam }} WIB{% endblock %}
{% block acts %}<a class="btn btn-plain" href="#a">{% icon "user-plus" %} Catat di luar razia</a><a class="btn btn-primary" href="#b">{% icon "clipboard-list" %} Buka razia</a>{% endblock %}
{% block content %}
<section class="pk-next" aria-labelledby="n"><div class="pk-grow"><h2 id="n">Berikutnya: selesaikan asesmen A.P.</h2><p>Anak, 6–12 tahun.</p></div><a class="btn" href="#c">Lanjutkan asesmen</a></section>
<div class="pk-boxes"><a class="pk-box late" href="#d"><b>2</b><span>lewat batas</span></a><a class="pk-box soon" href="#e"><b>3</b><span>jatuh tempo hari ini</span></a></div>
<nav class="pk-chips pk-chips-scroll" aria-label="Saringan"><a class="pk-chip" href="#f" aria-current="true">Semua <b>34</b></a><a class="pk-chip" href="#g">Lewat batas <b>2</b></a></nav>
<section class="card" aria-label="Tahap"><div class="card-body">{% stages steps %}{% include "components/block.html" with sentence="rujukan menunggu keputusan." url="#h" link="Unggah surat" %}</div></section>
<div class="pk-cols pk-gap"><div class="pk-stack">
<section class="card" aria-labelledby="l"><div class="card-header"><h2 id="l">Jatuh tempo</h2><span class="pk-meta">paling mendesak dulu</span></div><ul class="pk-list"><li><div class="pk-who"><span class="pk-avatar" aria-hidden="true">{{ name|avatar }}</span><div><h3><a href="#i">{{ name }}</a> {% badge "held" "lock" "Terlindung" %}</h3><div class="pk-meta"><span class="pk-code">K-2026-000712</span></div></div></div><div class="pk-side-b">{% clock past %}<a class="btn btn-sm btn-plain" href="#j">Cari tempat</a></div></li></ul></section>
<section class="card" aria-labelledby="s"><div class="card-header"><h2 id="s">Tanda</h2></div><div class="card-body"><div class="pk-row">{% clock today %}{% clock far since=past %}{% clock far paused=True %}{% flag "info" "old" "Lansia" %}{% badge "ok" "check" "Terpenuhi" %}{% badge "late" "x" "Tidak" %}{% badge "soon" "hourglass" "Menunggu" %}{% badge "info" "send" "Diajukan" %}{% badge "calm" "circle-dashed" "Belum dimulai" %}</div>
<p class="pk-gap">Wisma Melati</p>{% bar "7 dihuni, 1 dipesan, 2 kosong" "full" 7 "held" 1 "free" 2 %}<p class="pk-gap">SPM</p>{% meter "42 dari 100, sasaran 60" 0.42 0.6 %}{% include "components/crit.html" %}
<dl class="pk-dl"><dt>NIK</dt><dd>Belum diketahui</dd><dt>Nama</dt><dd>{{ name }}</dd></dl></div></section>
<section class="card" aria-label="Daftar"><div class="pk-flush"><table class="table pk-cards pk-dense"><caption class="visually-hidden">Kasus</caption><thead><tr><th scope="col">Orang</th><th scope="col">Tahap</th><th scope="col" class="pk-num">Hari</th></tr></thead><tbody><tr><th scope="row"><a href="#k">{{ name }}</a></th><td><b>4 Perencanaan</b></td><td class="pk-num" data-label="Hari">4</td></tr></tbody></table></div>{% include "components/pager.html" with page=page noun="kasus" %}</section>
<section class="card" aria-label="Kosong">{% include "components/empty.html" with icon="folder-plus" title="Belum ada kasus" text="Kasus muncul sesudah temuan didaftarkan." step_url="#m" step_label="Buka razia" %}</section>
</div><div class="pk-stack"><section class="card" aria-labelledby="t"><div class="card-header"><h2 id="t">Tindakan</h2></div><div class="card-body pk-decide">{% for act in acts %}{% include "components/act.html" %}{% endfor %}</div></section>
<section class="card" aria-labelledby="o"><div class="card-header"><h2 id="o">Linimasa</h2></div><div class="card-body">{% include "components/timeline.html" %}</div></section></div></div>
{% endblock %}
"""

FORM = """
{% extends "base.html" %}{% load crispy_forms_tags %}
{% block title %}Formulir{% endblock %}{% block heading %}Identitas{% endblock %}
{% block content %}<form class="card" method="post">{% csrf_token %}<div class="card-body">{% crispy form %}<div class="pk-acts"><button class="btn btn-primary" type="submit">Simpan identitas</button></div></div></form>{% endblock %}
"""

PHONE = """
{% extends "base_phone.html" %}
{% block title %}Catat orang{% endblock %}
{% block back %}<a href="/">{% icon "arrow-left" %} Razia</a>{% endblock %}
{% block heading %}Orang ke-34 · Simpang Pos{% endblock %}
{% block meta %}Nomor sementara <b class="pk-code">OP37-034</b>{% endblock %}
{% block content %}<form id="f" method="post">{% csrf_token %}{% include "bootstrap5/field.html" with field=form.age %}<div class="pk-note is-late pk-reveal"><p><b>Anak:</b> pisahkan dari orang dewasa yang bukan keluarganya.</p></div></form>{% endblock %}
{% block sticky %}<button class="btn btn-plain" type="submit" form="f">Simpan</button><button class="btn btn-primary" type="submit" form="f">Simpan &amp; orang berikutnya</button>{% endblock %}
"""


class GuideForm(forms.Form):
    name = forms.CharField(
        label="Nama atau sebutan", help_text="Seperti orang itu menyebut dirinya."
    )
    nik = forms.CharField(label="NIK", required=False, min_length=16)
    born = forms.DateField(label="Tanggal lahir", required=False, widget=DateInput)
    age = forms.ChoiceField(
        label="Perkiraan usia",
        choices=[("0-5", "0–5"), ("6-12", "6–12"), ("18-24", "18–24"), ("u", "Tidak tahu")],
        widget=OptionCards(columns=4, dunno="u", small={"0-5": "balita"}, marked=["0-5", "6-12"]),
    )
    doing = forms.MultipleChoiceField(
        label="Sedang apa",
        required=False,
        choices=[("a", "Mengemis"), ("b", "Tidur di jalan"), ("u", "Tidak tahu")],
        widget=OptionChips(dunno="u"),
    )
    on_time = forms.ChoiceField(
        label="Tepat waktu",
        choices=scale_choices(not_rated="x"),
        widget=Scale(ends=("sangat kurang", "sangat baik"), not_rated="x"),
    )
    kind = forms.ChoiceField(label="Jenis", choices=[("", "Pilih"), ("a", "Satu")])
    reason = forms.ChoiceField(
        label="Alasan",
        choices=[("a", "Surat kurang"), ("b", "Klien belum setuju")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Catatan", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.BooleanField(label="Saya sudah melihat, ini orang lain")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out(*self.fields)


def answer(source, request, context):
    return HttpResponse(engines["django"].from_string(source.strip()).render(context, request))


@login_not_required
def parts(request):
    now, day = timezone.now(), dt.timedelta(days=1)
    messages.success(request, "Tersimpan di server 21.31.")
    messages.error(request, "Tempat terakhir baru saja dipesan orang lain.")
    names = [
        "Penjajagan",
        "Pengumpulan data",
        "Analisa kebutuhan",
        "Perencanaan",
        "Tindakan",
        "Evaluasi",
    ]
    context = {
        "now": now,
        "past": now - 2 * day,
        "today": now,
        "far": now + 9 * day,
        "name": "Tidak Dikenal L-014",
        "page": Paginator(range(1234), 50).get_page(3),
        "steps": [
            {
                "number": n,
                "name": name,
                "state": "done" if n < 4 else "now" if n == 4 else "",
                "act": "Rencana disepakati",
                "at": now if n <= 4 else None,
            }
            for n, name in enumerate(names, start=1)
        ],
        "results": [
            {"state": state, "text": "Berusia 60 tahun atau lebih", "fact": "±64 tahun"}
            for state in ("unknown", "fail", "warn", "pass")
        ],
        "acts": [
            SimpleNamespace(
                label="Unggah surat", url="#q", icon="upload", refusal="", is_next=True
            ),
            SimpleNamespace(
                label="Setujui",
                url="",
                icon="check",
                refusal="Anda yang mengajukannya.",
                is_next=False,
            ),
        ],
        "events": [
            SimpleNamespace(
                at=now,
                who="R. Ginting",
                what="Rujukan diajukan",
                detail="",
                url="",
                is_main=True,
                is_read=False,
            ),
            SimpleNamespace(
                at=now,
                who="D. Harahap",
                what="Berkas dibuka",
                detail="",
                url="",
                is_main=False,
                is_read=True,
            ),
        ],
    }
    return answer(PARTS, request, context)


@login_not_required
def refused_form(request):
    return answer(FORM, request, {"form": GuideForm({"nik": "123", "on_time": "3"})})


@login_not_required
def phone(request):
    return answer(PHONE, request, {"form": GuideForm()})


urlpatterns = [
    path("gaya/bagian/", parts),
    path("gaya/formulir/", refused_form),
    path("gaya/ponsel/", phone),
    *urls.urlpatterns,
]
