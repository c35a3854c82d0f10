"""The section's side of the partner desk: giving a link, taking it back, reading what came."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.documents.files import EXTENSIONS
from ppks_service.forms import posted
from ppks_service.http import file_response
from ppks_service.journal.openings import refuse_sealed
from referrals import actions, permissions, queries
from referrals.forms import ReasonForm
from referrals.forms_partner import AnswerQuestionForm, AskForm, ReserveForm, SendLinkForm
from referrals.links_page import address_of
from referrals.models import PartnerLink, PartnerReply, ReplyFile
from referrals.views.attempts import attempt, back_to, press


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.WRITE_REFERRALS)
@never_cache
def link_send(request: StaffRequest, number: str) -> HttpResponse:
    """The form; and once sent, link and PIN, which are shown this one time."""
    referral = get_object_or_404(queries.whole(request.user), number=number)
    permissions.send_link.check(request.user, referral)
    form = SendLinkForm(posted(request))
    context: dict[str, Any] = {"referral": referral, "form": form}
    if form.is_valid():
        sent = attempt(
            form, lambda: actions.send_link(form.instance, referral=referral, by=request.user)
        )
        if sent:
            context |= {"sent": sent, "address": address_of(sent.token)}
    context["standing"] = PartnerLink.objects.standing().filter(referral=referral).first()
    return render(request, "referrals/link_send.html", context)


@require_POST
@requires(Capability.WRITE_REFERRALS)
def link_revoke(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    referral = get_object_or_404(queries.whole(request.user), number=number)
    link = get_object_or_404(PartnerLink, pk=pk, referral=referral)
    form = ReasonForm(request.POST)
    reason = form.data.get("reason", "")
    if press(request, lambda: actions.revoke_link(link, by=request.user, reason=reason)):
        messages.success(request, "Tautan dicabut. Mulai sekarang tidak menampilkan apa pun.")
    return back_to(referral)


@require_POST
@requires(Capability.WRITE_REFERRALS)
def reply_read(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    reply = _reply(request, number, pk)
    press(request, lambda: actions.read_reply(reply, by=request.user))
    return back_to(reply.referral)


@require_POST
@requires(Capability.WRITE_REFERRALS)
def reply_answer(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    reply = _reply(request, number, pk)
    form = AnswerQuestionForm(request.POST)
    answer = form.data.get("answer", "")
    if press(request, lambda: actions.answer_question(reply, by=request.user, answer=answer)):
        messages.success(request, "Jawaban tersimpan dan terbaca oleh penerima rujukan.")
    return back_to(reply.referral)


@require_POST
@requires(Capability.ANSWER_REFERRALS)
def referral_ask(request: StaffRequest, number: str) -> HttpResponse:
    referral = get_object_or_404(queries.whole(request.user), number=number)
    question = AskForm(request.POST).data.get("question", "")
    if press(request, lambda: actions.ask_back(referral, by=request.user, question=question)):
        messages.success(request, "Pertanyaan terkirim kepada pekerja sosial.")
    return back_to(referral)


@require_POST
@requires(Capability.ANSWER_REFERRALS)
def referral_reserve(request: StaffRequest, number: str) -> HttpResponse:
    referral = get_object_or_404(queries.whole(request.user), number=number)
    form = ReserveForm(request.POST, referral=referral)
    place = form.cleaned_data["place"] if form.is_valid() else None
    if place is None:
        messages.error(request, "Tempat itu baru saja terisi. Pilih tempat lain.")
    elif press(request, lambda: actions.reserve_place(referral, by=request.user, place=place)):
        messages.success(request, f"{place.ward} nomor {place} disiapkan untuk rujukan {number}.")
    return back_to(referral)


@require_safe
@requires(Capability.READ_REFERRALS)
def reply_file(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    replies = PartnerReply.objects.visible_to(request.user).filter(referral__number=number)
    found = get_object_or_404(
        ReplyFile.objects.select_related("file", "reply__referral__case"),
        pk=pk,
        reply__in=replies,
    )
    refuse_sealed(request.user, found)
    content, kind = actions.open_reply_file(found, by=request.user)
    filename = f"{number.lower()}-{found.pk}.{EXTENSIONS[kind]}"
    return file_response(content, filename=filename, content_type=kind)


def _reply(request: StaffRequest, number: str, pk: int) -> PartnerReply:
    replies = PartnerReply.objects.visible_to(request.user).select_related("referral")
    return get_object_or_404(replies, pk=pk, referral__number=number)
