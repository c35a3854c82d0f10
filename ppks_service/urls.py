"""Every address of the house."""

from django.urls import include, path

from ppks_service import views

urlpatterns = [
    path("", include("ppks_service.worklist.urls")),
    path("", include("ppks_service.privacy.urls")),
    path("", include("ppks_service.accounts.urls")),
    path("", include("ppks_service.documents.urls")),
    path("", include("ppks_service.exports.urls")),
    path("wilayah/", include("ppks_service.areas.urls")),
    path("jurnal/", include("ppks_service.journal.urls")),
    path("tentang/", views.about, name="about"),
    path("sehat/", views.health, name="health"),
    path("tampilan/", views.theme_set, name="theme"),
    path("", include("intake.urls")),
    path("", include("upt_facilities.urls")),
    path("", include("referrals.urls")),
    path("mitra/", include("referrals.urls_partner")),
    path("evaluasi/", include("evaluation.urls")),
]
