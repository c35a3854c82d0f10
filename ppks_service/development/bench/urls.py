"""The house's addresses and two admins."""

from django.urls import path

from ppks_service.development.bench.admin import plain, tuned
from ppks_service.urls import urlpatterns as house

urlpatterns = [
    path("admin-biasa/", plain.urls),
    path("admin-disetel/", tuned.urls),
    *house,
]
