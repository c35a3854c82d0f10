from django.urls import path

from ppks_service.exports import views

app_name = "exports"

urlpatterns = [path("ekspor/<slug:key>/", views.list_export, name="ask")]
