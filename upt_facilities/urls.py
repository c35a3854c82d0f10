from django.urls import URLPattern

app_name = "upt_facilities"

urlpatterns: list[URLPattern] = []
