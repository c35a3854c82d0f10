from django.urls import path

from upt_facilities.views import boards, criteria, edit, public, stays, waiting

app_name = "facilities"

urlpatterns = [
    path("layanan/", public.directory, name="directory"),
    path("layanan/<slug:code>/", public.service, name="service"),
    path("tempat/", boards.board_list, name="board_list"),
    path("tempat/<slug:code>/", boards.board, name="board"),
    path("tempat/<slug:code>/penghuni/", boards.residents, name="residents"),
    path("tempat/<slug:code>/nomor/<int:pk>/", boards.place, name="place"),
    path("tempat/<slug:code>/nomor/<int:pk>/buka/", boards.place_open, name="place_open"),
    path("tempat/<slug:code>/terima/", stays.shelter_arrive, name="shelter_arrive"),
    path("tempat/<slug:code>/ubah/", edit.facility_edit, name="edit"),
    path("tempat/<slug:code>/ubah/wisma/baru/", edit.ward_edit, name="ward_create"),
    path("tempat/<slug:code>/ubah/wisma/<int:pk>/", edit.ward_edit, name="ward_edit"),
    path("tempat/<slug:code>/ubah/syarat/baru/", criteria.criterion_edit, name="criterion_create"),
    path(
        "tempat/<slug:code>/ubah/syarat/<int:pk>/", criteria.criterion_edit, name="criterion_edit"
    ),
    path(
        "tempat/<slug:code>/ubah/syarat/<int:pk>/hapus/",
        criteria.criterion_remove,
        name="criterion_remove",
    ),
    path("tempat/<slug:code>/syarat/", criteria.criteria, name="criteria"),
    path("tempat/<slug:code>/syarat/keadaan/", criteria.criteria_move, name="criteria_move"),
    path("tempat/<slug:code>/ubah/surat/", edit.papers_edit, name="papers_edit"),
    path("penghuni/<int:pk>/", stays.stay_show, name="stay_show"),
    path("penghuni/<int:pk>/berita-acara/", stays.handover, name="handover"),
    path("penghuni/<int:pk>/tanda-tangan/", stays.stay_sign, name="stay_sign"),
    path(
        "penghuni/<int:pk>/tanda-tangan/<slug:party>/", stays.stay_signature, name="stay_signature"
    ),
    path("penghuni/<int:pk>/pindah/", stays.stay_move, name="stay_move"),
    path("penghuni/<int:pk>/keluar/", stays.exit_choose, name="exit_choose"),
    path("penghuni/<int:pk>/keluar/<slug:kind>/", stays.stay_exit, name="stay_exit"),
    path("tempat/<slug:code>/wisma/<int:pk>/antrean/", waiting.waiting_list, name="waiting_list"),
    path("antrean/<int:pk>/pindah/", waiting.waiting_move, name="waiting_move"),
    path("antrean/<int:pk>/keluar/", waiting.waiting_stop, name="waiting_stop"),
    path("penghuni/<int:pk>/sementara/", waiting.stay_temporary, name="stay_temporary"),
    path("kasus/<str:number>/antre/<slug:code>/", waiting.case_wait, name="case_wait"),
    path("kasus/<str:number>/kelebihan/<slug:code>/", waiting.over_capacity, name="over_capacity"),
    path("kasus/<str:number>/penampungan/", stays.case_shelter, name="case_shelter"),
]
