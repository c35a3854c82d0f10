"""The addresses behind a link: nobody signs in there, and none of them names anybody."""

from django.urls import path

from referrals.views import partner

app_name = "partner"

urlpatterns = [
    path("<str:token>/", partner.packet, name="open"),
    path("<str:token>/pin/", partner.pin, name="pin"),
    path("<str:token>/nama/", partner.name, name="name"),
    path("<str:token>/surat/", partner.letter, name="letter"),
    path("<str:token>/jawab/<slug:what>/", partner.answer, name="answer"),
    path("<str:token>/minta/", partner.ask_again, name="ask_again"),
    path("<str:token>/keluar/", partner.leave, name="leave"),
]
