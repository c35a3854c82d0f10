from django.urls import path, register_converter

from evaluation.months import MonthConverter
from evaluation.views import reports, visits

register_converter(MonthConverter, "month")

app_name = "evaluation"

urlpatterns = [
    path("", reports.dashboard, name="dashboard"),
    path("laporan/", reports.report_list, name="report_list"),
    path("laporan/<month:month>/", reports.report_show, name="report"),
    path("laporan/<month:month>.pdf", reports.report_pdf, name="report_pdf"),
    path("laporan/<month:month>.xlsx", reports.report_xlsx, name="report_xlsx"),
    path("laporan/<month:month>/tutup/", reports.report_close, name="report_close"),
    path("laporan/<month:month>/baris/<str:key>/", reports.report_rows, name="report_rows"),
    path("kunjungan/", visits.visit_list, name="visit_list"),
    path("kunjungan/<int:pk>/", visits.visit_show, name="visit"),
    path("kunjungan/<int:pk>/batal/", visits.visit_cancel, name="visit_cancel"),
    path("kasus/<str:number>/", visits.case_tab, name="case_tab"),
    path("kasus/<str:number>/rencanakan/", visits.visit_plan, name="visit_plan"),
    path("kasus/<str:number>/lanjutan/", visits.follow_up_plan, name="follow_up"),
]
