"""The addresses of field work: what phones fetch and send; ``intake.urls`` includes them."""

from django.urls import path

from intake.views import field

urlpatterns = [
    path("lapangan/kunci/", field.field_key, name="field_key"),
    path("lapangan/bekal/", field.field_provisions, name="field_provisions"),
    path("lapangan/kirim/", field.field_send, name="field_send"),
    path("lapangan/kuitansi/", field.field_receipts, name="field_receipts"),
]
