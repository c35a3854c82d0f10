from django.urls import path

from referrals.views import (
    escalations,
    gates,
    groups,
    inbox,
    kinds,
    links,
    places,
    plans,
    referrals,
    services,
)

app_name = "referrals"

urlpatterns = [
    path("persetujuan/", inbox.inbox, name="inbox"),
    path("persetujuan/sekaligus/", inbox.batch, name="batch"),
    path("persetujuan/lewat-batas/", escalations.escalation_list, name="escalations"),
    path("persetujuan/<str:number>/jeda/", escalations.pause, name="pause"),
    path("persetujuan/<str:number>/lanjut/", escalations.resume, name="resume"),
    path("persetujuan/rencana/<int:pk>/", inbox.plan_decide, name="plan_decide"),
    path("persetujuan/<str:number>/", inbox.decide, name="decide"),
    path("rujukan/surat/<int:pk>/", gates.paper_task, name="paper_task"),
    path("rujukan/", referrals.referral_list, name="list"),
    path("jenis-rujukan/", kinds.kind_list, name="kinds"),
    path("jenis-rujukan/<slug:code>/", kinds.kind_edit, name="kind_edit"),
    path("rujukan/<str:number>/", referrals.referral_show, name="show"),
    path("rujukan/<str:number>/ubah/", places.referral_edit, name="edit"),
    path("rujukan/<str:number>/ajukan/", referrals.referral_submit, name="submit"),
    path("rujukan/<str:number>/tarik/", referrals.referral_cancel, name="cancel"),
    path("rujukan/<str:number>/terima/", referrals.referral_accept, name="accept"),
    path("rujukan/<str:number>/tidak-dapat/", referrals.referral_decline, name="decline"),
    path("rujukan/<str:number>/tiba/", referrals.referral_arrive, name="arrive"),
    path("rujukan/<str:number>/selesai/", referrals.referral_finish, name="finish"),
    path("rujukan/<str:number>/tanya/", links.referral_ask, name="ask"),
    path("rujukan/<str:number>/tempat/", links.referral_reserve, name="reserve"),
    path("rujukan/<str:number>/tautan/", links.link_send, name="link_send"),
    path("rujukan/<str:number>/tautan/<int:pk>/cabut/", links.link_revoke, name="link_revoke"),
    path("rujukan/<str:number>/kabar/<int:pk>/dibaca/", links.reply_read, name="reply_read"),
    path("rujukan/<str:number>/kabar/<int:pk>/jawab/", links.reply_answer, name="reply_answer"),
    path("rujukan/<str:number>/berkas/<int:pk>/", links.reply_file, name="reply_file"),
    path("kasus/<str:number>/rencana/", plans.plan, name="plan"),
    path("kasus/<str:number>/rencana/mulai/", plans.plan_write, name="plan_write"),
    path("kasus/<str:number>/rencana/kata/", plans.plan_words, name="plan_words"),
    path("kasus/<str:number>/rencana/tujuan/<int:need>/", plans.plan_goal, name="plan_goal"),
    path("kasus/<str:number>/rencana/tindakan/<int:goal>/", plans.plan_action, name="plan_action"),
    path(
        "kasus/<str:number>/rencana/tindakan/<int:pk>/keadaan/",
        plans.plan_action_state,
        name="plan_action_state",
    ),
    path(
        "kasus/<str:number>/rencana/tindakan/<int:pk>/ubah/",
        plans.plan_action_edit,
        name="plan_action_edit",
    ),
    path(
        "kasus/<str:number>/rencana/tindakan/<int:pk>/hapus/",
        plans.plan_action_remove,
        name="plan_action_remove",
    ),
    path("kasus/<str:number>/rencana/sepakat/", plans.plan_agree, name="plan_agree"),
    path(
        "kasus/<str:number>/rencana/tanda-tangan/<int:pk>/",
        plans.plan_signature,
        name="plan_signature",
    ),
    path("kasus/<str:number>/cari-tempat/", places.places, name="places"),
    path("kasus/<str:number>/bersama/", groups.together, name="together"),
    path("kasus/<str:number>/rekomendasi/", gates.clearance, name="clearance"),
    path("kasus/<str:number>/layanan/", services.services, name="services"),
    path("layanan/<int:pk>/batal/", services.service_cancel, name="service_cancel"),
    path(
        "tempat/<slug:code>/wisma/<int:pk>/layanan/", services.ward_services, name="ward_services"
    ),
]
