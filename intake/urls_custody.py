"""The addresses of handovers and belongings; ``intake.urls`` includes them."""

from django.urls import path

from intake.views import belongings, custody

urlpatterns = [
    path("razia/<str:number>/serah-terima/", custody.raid_custody, name="raid_custody"),
    path("razia/<str:number>/serah-terima/baru/", custody.handover_new, name="handover_new"),
    path("razia/<str:number>/barang/", belongings.raid_belongings, name="raid_belongings"),
    path("razia/<str:number>/barang/baru/", belongings.belonging_new, name="belonging_new"),
    path("kasus/<str:number>/serah-terima/", custody.case_custody, name="case_custody"),
    path(
        "kasus/<str:number>/serah-terima/baru/",
        custody.case_handover_new,
        name="case_handover_new",
    ),
    path(
        "kasus/<str:number>/barang/baru/", belongings.case_belonging_new, name="case_belonging_new"
    ),
    path("serah-terima/<int:pk>/", custody.handover_show, name="handover_show"),
    path(
        "serah-terima/<int:pk>/tanda-tangan/<str:party>/",
        custody.handover_signature,
        name="handover_signature",
    ),
    path("serah-terima/<int:pk>/berita-acara/", custody.handover_paper, name="handover_paper"),
    path("barang/<int:pk>/", belongings.belonging, name="belonging"),
    path(
        "barang/<int:pk>/tanda-tangan/<int:step>/",
        belongings.belonging_signature,
        name="belonging_signature",
    ),
]
