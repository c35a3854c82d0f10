from django.urls import path

from intake import (
    urls_custody,
    urls_field,
    urls_field_app,
    urls_imports,
    urls_raids,
    urls_sheets,
)
from intake.views import (
    assessments,
    case_acts,
    cases,
    duplicates,
    family,
    health,
    instruments,
    network,
    papers,
    persons,
    registration,
    search,
)

app_name = "intake"

urlpatterns = [
    *urls_field_app.urlpatterns,
    *urls_raids.urlpatterns,
    *urls_custody.urlpatterns,
    *urls_field.urlpatterns,
    *urls_imports.urlpatterns,
    *urls_sheets.urlpatterns,
    path("kasus/", cases.case_list_page, name="case_list"),
    path("kasus/daftar/", registration.case_register, name="case_register"),
    path("kasus/<str:number>/", cases.case_show, name="case_show"),
    path("kasus/<str:number>/identitas/", persons.case_identity, name="case_identity"),
    path("kasus/<str:number>/identitas/ubah/", persons.person_edit, name="person_edit"),
    path("kasus/<str:number>/foto-kecil/", persons.person_thumb, name="person_thumb"),
    path("kasus/<str:number>/foto/", persons.person_photo, name="person_photo"),
    path("kasus/<str:number>/keluarga/", family.case_family, name="case_family"),
    path("kasus/<str:number>/keluarga/gambar/", network.case_network, name="case_network"),
    path(
        "kasus/<str:number>/keluarga/gambar/pdf/",
        network.case_network_pdf,
        name="case_network_pdf",
    ),
    path("kasus/<str:number>/kesehatan/", health.case_health, name="case_health"),
    path("kasus/<str:number>/dokumen/", papers.case_papers, name="case_papers"),
    path("kasus/<str:number>/dokumen/<int:pk>/", papers.paper_file, name="paper_file"),
    path("kasus/<str:number>/linimasa/", cases.case_timeline, name="case_timeline"),
    path("kasus/<str:number>/ubah/", case_acts.case_edit, name="case_edit"),
    path("kasus/<str:number>/jenis/", case_acts.case_types, name="case_types"),
    path("kasus/<str:number>/persetujuan/", case_acts.case_consent, name="case_consent"),
    path("kasus/<str:number>/pernyataan/", case_acts.case_promise, name="case_promise"),
    path("kasus/<str:number>/penanggung-jawab/", case_acts.case_assign, name="case_assign"),
    path("kasus/<str:number>/tangguhkan/", case_acts.case_pause, name="case_pause"),
    path("kasus/<str:number>/lanjutkan/", case_acts.case_resume, name="case_resume"),
    path("kasus/<str:number>/akhiri/", case_acts.case_end, name="case_end"),
    path("kasus/<str:number>/asesmen/", assessments.case_assessments, name="case_assessments"),
    path(
        "kasus/<str:number>/asesmen/mulai/", assessments.assessment_start, name="assessment_start"
    ),
    path("kasus/<str:number>/asesmen/<int:pk>/", assessments.assessment, name="assessment"),
    path(
        "kasus/<str:number>/asesmen/<int:pk>/selesai/",
        assessments.assessment_finish,
        name="assessment_finish",
    ),
    path("kasus/<str:number>/kebutuhan/<int:pk>/", assessments.need_settle, name="need_settle"),
    path("instrumen/", instruments.instrument_list, name="instruments"),
    path("instrumen/<int:pk>/", instruments.instrument_show, name="instrument_show"),
    path("instrumen/<int:pk>/keadaan/", instruments.instrument_move, name="instrument_move"),
    path(
        "instrumen/<int:pk>/bagian/<slug:key>/",
        instruments.instrument_section,
        name="instrument_section",
    ),
    path(
        "instrumen/<int:pk>/bagian/<slug:key>/hapus/",
        instruments.instrument_section_remove,
        name="instrument_section_remove",
    ),
    path("orang/banding/", duplicates.person_compare, name="person_compare"),
    path("orang/ganda/", duplicates.duplicate_list, name="duplicate_list"),
    path("orang/gabungan/<int:pk>/batal/", duplicates.link_undo, name="link_undo"),
    path("cari/", search.search_page, name="search"),
]
