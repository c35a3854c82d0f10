from django.urls import path

from ppks_service.privacy import views

app_name = "privacy"

urlpatterns = [
    path("masa-simpan/", views.retention_list, name="retention"),
]
