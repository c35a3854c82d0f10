from django.urls import path

from ppks_service.accounts import views, views_admin, views_mandates

app_name = "accounts"

urlpatterns = [
    path("masuk/", views.sign_in, name="sign_in"),
    path("masuk/kode/", views.code, name="code"),
    path("keluar/", views.sign_out, name="sign_out"),
    path("akun/", views.account, name="account"),
    path("akun/surel/", views.mail, name="mail"),
    path("akun/sandi/", views.password, name="password"),
    path("akun/kode/mulai/", views.code_begin, name="code_begin"),
    path("akun/kode/", views.code_setup, name="code_setup"),
    path("akun/kode/matikan/", views.code_off, name="code_off"),
    path("akun/pengguna/", views_admin.user_list, name="users"),
    path("akun/pengguna/baru/", views_admin.user_create, name="user_create"),
    path("akun/pengguna/<int:pk>/", views_admin.user_edit, name="user_edit"),
    path("akun/pengguna/<int:pk>/sandi/", views_admin.user_password, name="user_password"),
    path("akun/pengguna/<int:pk>/kode/", views_admin.user_code_off, name="user_code_off"),
    path("akun/mandat/", views_mandates.mandate_list, name="mandates"),
    path("akun/mandat/<int:pk>/akhiri/", views_mandates.mandate_revoke, name="mandate_revoke"),
    path("akun/kantor/", views_admin.office_list, name="offices"),
    path("akun/kantor/baru/", views_admin.office_create, name="office_create"),
    path("akun/kantor/<int:pk>/", views_admin.office_edit, name="office_edit"),
]
