from django.urls import path

from ppks_service.documents import (
    views,
    views_agenda,
    views_document,
    views_kinds,
    views_letters,
)

app_name = "documents"

urlpatterns = [
    path("surat/", views.document_list, name="list"),
    path("surat/<int:pk>/", views_document.document_show, name="show"),
    path("surat/<int:pk>/pindaian/<int:scan>/", views_document.scan_file, name="scan"),
    path("surat/<int:pk>/pdf/", views.document_pdf, name="pdf"),
    path("surat/<int:pk>/tarik/", views.document_withdraw, name="withdraw"),
    path("surat/<int:pk>/ganti/", views_letters.letter_replace, name="replace"),
    path("surat/agenda/", views_agenda.agenda, name="agenda"),
    path("surat/agenda/pdf/", views_agenda.agenda_pdf, name="agenda_pdf"),
    path("surat/buat/<slug:of>/<str:key>/", views_letters.letter_choose, name="letter_choose"),
    path(
        "surat/buat/<slug:of>/<str:key>/<slug:code>/",
        views_letters.letter_write,
        name="letter_write",
    ),
    path("jenis-surat/", views_kinds.kind_list, name="kinds"),
    path("jenis-surat/baru/", views_kinds.kind_new, name="kind_new"),
    path("jenis-surat/nomor/<slug:code>/", views_kinds.series_edit, name="series"),
    path("jenis-surat/<int:pk>/", views_kinds.kind_show, name="kind"),
    path("jenis-surat/<int:pk>/ubah/", views_kinds.kind_edit, name="kind_edit"),
    path("jenis-surat/<int:pk>/contoh/", views_kinds.kind_sample, name="kind_sample"),
    path("jenis-surat/<int:pk>/keadaan/", views_kinds.kind_move, name="kind_move"),
    path("cek/", views.document_check_find, name="check_find"),
    path("cek/<str:token>/", views.document_check, name="check"),
]
