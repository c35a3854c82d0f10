"""The addresses of raids and encounters; ``intake.urls`` includes them."""

from django.urls import path

from intake.views import bands, encounters, groups, raids, totals

urlpatterns = [
    path("razia/", raids.raid_list, name="raid_list"),
    path("razia/baru/", raids.raid_open, name="raid_open"),
    path("razia/<str:number>/", raids.raid_show, name="raid_show"),
    path("razia/<str:number>/ubah/", raids.raid_edit, name="raid_edit"),
    path("razia/<str:number>/instansi/", raids.raid_agencies, name="raid_agencies"),
    path("razia/<str:number>/titik/baru/", raids.stop_add, name="stop_add"),
    path("razia/<str:number>/titik/<int:order>/", raids.stop_edit, name="stop_edit"),
    path("razia/<str:number>/catat/", encounters.encounter_record, name="encounter_record"),
    path("razia/<str:number>/rombongan/", groups.encounter_group, name="encounter_group"),
    path("razia/<str:number>/tanpa-nama/", encounters.encounter_bulk, name="encounter_bulk"),
    path("razia/<str:number>/sumber/", totals.raid_totals, name="raid_totals"),
    path("razia/<str:number>/sumber/<int:pk>/", totals.total_judge, name="total_judge"),
    path("razia/<str:number>/tutup/", raids.raid_close, name="raid_close"),
    path("razia/<str:number>/berita-acara/", raids.raid_minutes, name="raid_minutes"),
    path("razia/<str:number>/gelang/", bands.band_list, name="band_list"),
    path("razia/<str:number>/gelang/<uuid:sheet>/", bands.band_sheet, name="band_sheet"),
    path("gelang/", bands.band_scan, name="band_scan"),
    path("temuan/<str:number>/gelang/", bands.encounter_band, name="encounter_band"),
    path("temuan/", encounters.encounter_list, name="encounter_list"),
    path("temuan/baru/", encounters.encounter_new, name="encounter_new"),
    path("temuan/<str:number>/", encounters.encounter_show, name="encounter_show"),
    path("temuan/<str:number>/ubah/", encounters.encounter_edit, name="encounter_edit"),
    path("temuan/<str:number>/triase/", encounters.encounter_triage, name="encounter_triage"),
    path("temuan/<str:number>/foto/", encounters.encounter_photo, name="encounter_photo"),
]
