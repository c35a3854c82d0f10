"""The house's addresses and the admins it is measured against."""

from django.urls import path

from ppks_service.development.bench.admin import SITES, site
from ppks_service.urls import urlpatterns as house

urlpatterns = [*(path(f"admin-{name}/", site(name).urls) for name in SITES), *house]
