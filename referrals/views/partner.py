"""The page behind a link: no account, a PIN, one referral, and only while that is open."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ppks_service.forms import posted
from ppks_service.http import file_response
from referrals import actions, partner_page, partner_session
from referrals.actions import LinkClosed
from referrals.forms_partner import PinForm
from referrals.models import PartnerLink, ReferralStatus
from referrals.views.attempts import attempt

Behind = Callable[..., HttpResponse]
NOT_FOUND, GONE = 404, 410
ANSWERED_FOR_GOOD = (ReferralStatus.DONE, ReferralStatus.DECLINED)


def by_link(view: Behind) -> Behind:
    """Give ``view`` the link of the token while it is usable; else say that it is not, and no more."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **rest: str) -> HttpResponse:
        link = partner_page.link_of(token)
        try:
            if link is None or not link.is_usable():
                raise LinkClosed
            response = view(request, link, token, **rest)
        except LinkClosed:
            response = _closed(request, link, token)
        return _kept_private(response)

    return opened


def after_pin(view: Behind) -> Behind:
    """As ``by_link``, for whoever gave the PIN within the last half hour; others are asked for it."""

    @by_link
    @wraps(view)
    def entered(request: HttpRequest, link: PartnerLink, token: str, **rest: str) -> HttpResponse:
        name = partner_session.name_in(request, link)
        if not name:
            return redirect("partner:pin", token)
        return view(request, link, token, name, **rest)

    return entered


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@sensitive_post_parameters("pin")
@by_link
def pin(request: HttpRequest, link: PartnerLink, token: str) -> HttpResponse:
    form = PinForm(posted(request))
    if form.is_valid():
        name = form.who()
        if actions.enter(link, pin=form.cleaned_data["pin"], name=name):
            response = redirect("partner:open", token)
            partner_session.begin(response, link, name)
            return response
        link.refresh_from_db(fields=["wrong_pins", "locked_at"])
        if link.locked_at is not None:
            raise LinkClosed
        form.add_error("pin", f"PIN salah. Sisa {link.pins_left} percobaan.")
    status = 403 if form.errors else 200
    context = {
        "form": form,
        "link": link,
        "token": token,
        "referral": link.referral,
        "contact": partner_page.office_contact(),
    }
    return render(request, "partner/pin.html", context, status=status)


@require_safe
@login_not_required
@after_pin
def packet(request: HttpRequest, link: PartnerLink, token: str, who: str) -> HttpResponse:
    return render(request, "partner/packet.html", partner_page.packet_context(link, token, who))


@require_POST
@login_not_required
@after_pin
def name(request: HttpRequest, link: PartnerLink, token: str, who: str) -> HttpResponse:
    """The packet with the full name, which is written down."""
    actions.use(link, "name_read", name=who)
    context = partner_page.packet_context(link, token, who, with_name=True)
    return render(request, "partner/packet.html", context)


@require_safe
@login_not_required
@after_pin
def letter(request: HttpRequest, link: PartnerLink, token: str, who: str) -> HttpResponse:
    content = actions.open_letter(link, name=who)
    if content is None:
        raise Http404
    filename = f"{link.referral.number.lower()}.pdf"
    return file_response(content, filename=filename, content_type="application/pdf")


@require_POST
@login_not_required
@after_pin
def answer(
    request: HttpRequest, link: PartnerLink, token: str, who: str, *, what: str
) -> HttpResponse:
    chosen = partner_page.answer_of(what)
    if chosen is None:
        raise Http404
    form = partner_page.form_of(chosen, link.referral, request.POST, request.FILES)
    if form.is_valid() and attempt(
        form,
        lambda: actions.answer_by_link(
            link, chosen.act, name=who, **partner_page.facts_of(chosen, form)
        ),
    ):
        messages.success(request, chosen.done)
        return redirect("partner:open", token)
    context = partner_page.packet_context(link, token, who, refused={what: form})
    return render(request, "partner/packet.html", context, status=422)


@require_POST
@login_not_required
def ask_again(request: HttpRequest, token: str) -> HttpResponse:
    link = partner_page.link_of(token)
    if link is not None:
        actions.ask_again(link)
    # The same answer whether there was such a link or not.
    messages.success(
        request, "Permintaan diterima. Tunggu kabar dari pekerja sosial yang mengurus."
    )
    return _kept_private(redirect("partner:pin", token))


@require_POST
@login_not_required
@after_pin
def leave(request: HttpRequest, link: PartnerLink, token: str, who: str) -> HttpResponse:
    actions.use(link, "leave", name=who)
    response = redirect("partner:pin", token)
    partner_session.end(response)
    return response


def _closed(request: HttpRequest, link: PartnerLink | None, token: str) -> HttpResponse:
    is_locked = link is not None and link.locked_at is not None and link.revoked_at is None
    context = {
        "token": token,
        "is_locked": is_locked,
        "why": partner_page.why_closed(link),
        # Nobody would hear of an address that is no link: nothing is promised there.
        "may_ask": link is not None and link.asked_again_at is None,
        "asked_at": link.asked_again_at if link else None,
        # Whoever gave the PIN just now may know that it ended well; others are told of nothing.
        "is_done": link is not None
        and link.referral.status in ANSWERED_FOR_GOOD
        and bool(partner_session.name_in(request, link)),
        "contact": partner_page.office_contact(),
    }
    status = GONE if link else NOT_FOUND
    return render(request, "partner/closed.html", context, status=status)


def _kept_private(response: HttpResponse) -> HttpResponse:
    """Out of every cache and index. The address goes to no other site: the referrer stays at home.

    ``no-referrer`` would make browsers send ``Origin: null`` with our own forms, which are then refused.
    """
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "same-origin"
    return response
