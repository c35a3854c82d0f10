from django.urls import path

from ppks_service.documents import views

app_name = "documents"

urlpatterns = [
    path("surat/", views.document_list, name="list"),
    path("surat/<int:pk>/pdf/", views.document_pdf, name="pdf"),
    path("surat/<int:pk>/tarik/", views.document_withdraw, name="withdraw"),
    path("cek/<str:token>/", views.document_check, name="check"),
]
