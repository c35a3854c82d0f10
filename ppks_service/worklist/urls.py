from django.urls import path

from ppks_service.worklist import views

app_name = "worklist"

urlpatterns = [
    path("", views.home, name="home"),
    path("menu/", views.menu, name="menu"),
    path("hari-libur/", views.day_off_list, name="days_off"),
    path("jam/", views.clock_list, name="clocks"),
    path("jam/<slug:code>/", views.clock_edit, name="clock_edit"),
]
