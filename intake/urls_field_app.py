"""The addresses of the field app itself; ``intake.urls`` includes them."""

from django.urls import path

from intake.views import field_app

urlpatterns = [
    path("lapangan/", field_app.field, name="field"),
    path("sw.js", field_app.field_worker, name="field_worker"),
    path("manifest.webmanifest", field_app.field_manifest, name="field_manifest"),
]
