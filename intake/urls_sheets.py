"""The addresses of paper forms; ``intake.urls`` includes them."""

from django.urls import path

from intake.views import sheets

urlpatterns = [
    path("kertas/", sheets.sheet_list, name="sheet_list"),
    path("kertas/cetak/", sheets.sheet_print, name="sheet_print"),
    path("kertas/<int:pk>/", sheets.sheet_show, name="sheet_show"),
    path("kertas/<int:pk>/foto/", sheets.sheet_photo, name="sheet_photo"),
    path("kertas/<int:pk>/razia/", sheets.sheet_attach, name="sheet_attach"),
    path("kertas/<int:pk>/selesai/", sheets.sheet_finish, name="sheet_finish"),
    path("kertas/<int:pk>/tidak-dipakai/", sheets.sheet_discard, name="sheet_discard"),
    path("kertas/<int:pk>/buka-lagi/", sheets.sheet_reopen, name="sheet_reopen"),
]
