from django.urls import path

from ppks_service.documents import views, views_document

app_name = "documents"

urlpatterns = [
    path("surat/", views.document_list, name="list"),
    path("surat/<int:pk>/", views_document.document_show, name="show"),
    path("surat/<int:pk>/pindaian/<int:scan>/", views_document.scan_file, name="scan"),
    path("surat/<int:pk>/pdf/", views.document_pdf, name="pdf"),
    path("surat/<int:pk>/tarik/", views.document_withdraw, name="withdraw"),
    path("cek/<str:token>/", views.document_check, name="check"),
]
