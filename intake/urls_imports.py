"""The addresses of registers that are taken over; ``intake.urls`` includes them."""

from django.urls import path

from intake.views import imports

urlpatterns = [
    path("impor/", imports.import_list, name="import_list"),
    path("impor/contoh.xlsx", imports.import_template, name="import_template"),
    path("impor/<int:pk>/", imports.import_show, name="import_show"),
    path("impor/<int:pk>/lembar/", imports.import_sheet, name="import_sheet"),
    path("impor/<int:pk>/kolom/", imports.import_pair, name="import_pair"),
    path("impor/<int:pk>/lanjut/", imports.import_go_on, name="import_go_on"),
    path("impor/<int:pk>/jawab/", imports.import_answer, name="import_answer"),
    path("impor/<int:pk>/orang/", imports.import_persons, name="import_persons"),
    path("impor/<int:pk>/terima/", imports.import_accept, name="import_accept"),
    path("impor/<int:pk>/batal/", imports.import_undo, name="import_undo"),
    path("impor/<int:pk>/buang/", imports.import_drop, name="import_drop"),
    path("impor/<int:pk>/bertanda.xlsx", imports.import_marked, name="import_marked"),
]
