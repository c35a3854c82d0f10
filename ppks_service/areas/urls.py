from django.urls import path

from ppks_service.areas import views

app_name = "areas"

urlpatterns = [
    path("", views.area_browse, name="browse"),
    path("cari/", views.area_search, name="search"),
]
