"""The addresses of field work: what phones fetch and send; ``intake.urls`` includes them."""

from django.urls import path

from intake.views import bands, field, field_office

urlpatterns = [
    path("lapangan/kunci/", field.field_key, name="field_key"),
    path("lapangan/bekal/", field.field_provisions, name="field_provisions"),
    path("lapangan/kirim/", field.field_send, name="field_send"),
    path("lapangan/kuitansi/", field.field_receipts, name="field_receipts"),
    path("lapangan/gelang/", bands.field_bands, name="field_bands"),
    path("lapangan/tertahan/", field_office.held_list, name="field_held"),
    path("lapangan/tertahan/<uuid:uuid>/", field_office.take_in, name="field_take_in"),
    path("lapangan/bentrok/<uuid:uuid>/", field_office.conflict, name="field_conflict"),
    path(
        "lapangan/bentrok/<uuid:uuid>/foto/",
        field_office.conflict_photo,
        name="field_conflict_photo",
    ),
]
