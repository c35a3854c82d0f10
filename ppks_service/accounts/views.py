"""Coming in and going out, and one's own account."""

from base64 import b32encode
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp import login as login_with_device
from django_otp import match_token, user_has_device
from django_otp.plugins.otp_totp.models import TOTPDevice

from ppks_service.accounts import actions
from ppks_service.accounts.forms import CodeForm, MailForm, PasswordForm, SignInForm
from ppks_service.accounts.guards import StaffRequest, open_to_staff
from ppks_service.accounts.middleware import NEEDS_CODE
from ppks_service.accounts.models import User
from ppks_service.attempts import attempt, press
from ppks_service.forms import posted
from ppks_service.http import next_address

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
@sensitive_post_parameters("password", "code")
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and request.method == "GET":
        return redirect(next_address(request))
    form = SignInForm(posted(request), request=request)
    if form.is_valid() and form.user is not None:
        login(request, form.user, backend=BACKEND)
        request.session[NEEDS_CODE] = user_has_device(form.user) and not form.with_code
        actions.signed_in(form.user, with_code=form.with_code)
        return redirect(next_address(request))
    if form.was_tried and form.user is None:
        locked = getattr(request, "axes_locked_out", False)
        actions.sign_in_failed(form.cleaned_data["username"], locked=locked)
    elif form.was_tried and form.user is not None:
        actions.code_refused(form.user)
    context = {
        "form": form,
        "next": next_address(request),
        "is_idle": "habis" in request.GET,
        "is_lost": "kirim" in request.GET,
    }
    return render(request, "accounts/sign_in.html", context)


def locked_out(request: HttpRequest, *credentials: Any) -> HttpResponse:
    """What axes shows instead of the sign-in page after too many tries."""
    return render(request, "accounts/locked_out.html", status=429)


@require_http_methods(["GET", "POST"])
@open_to_staff
@sensitive_post_parameters("code")
def code(request: StaffRequest) -> HttpResponse:
    """The second step of signing in, for whoever left the code empty on the first page."""
    if not request.session.get(NEEDS_CODE):
        return redirect(next_address(request))
    form = CodeForm(posted(request))
    if form.is_valid():
        device = match_token(request.user, form.cleaned_data["code"])
        if device is not None:
            login_with_device(request, device)
            request.session.cycle_key()
            request.session[NEEDS_CODE] = False
            return redirect(next_address(request))
        actions.code_refused(request.user)
        form.add_error("code", "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya.")
    return render(request, "accounts/code.html", {"form": form, "next": next_address(request)})


@require_POST
@open_to_staff
def sign_out(request: StaffRequest) -> HttpResponse:
    actions.signed_out(request.user)
    logout(request)
    messages.success(request, "Anda sudah keluar.")
    return redirect("accounts:sign_in")


@require_safe
@open_to_staff
def account(request: StaffRequest) -> HttpResponse:
    context = {"has_code": user_has_device(request.user)}
    return render(request, "accounts/account.html", context)


@require_http_methods(["GET", "POST"])
@open_to_staff
def mail(request: StaffRequest) -> HttpResponse:
    user = User.objects.get(pk=request.user.pk)  # the form fills it, valid or not
    form = MailForm(posted(request), instance=user)
    if form.is_valid() and attempt(form, actions.choose_mail, form.instance, by=request.user):
        messages.success(request, "Pemberitahuan tersimpan.")
        return redirect("accounts:account")
    return render(request, "accounts/mail.html", {"form": form})


@require_http_methods(["GET", "POST"])
@open_to_staff
@sensitive_post_parameters()
def password(request: StaffRequest) -> HttpResponse:
    form = PasswordForm(posted(request), user=request.user)
    if form.is_valid():
        actions.change_password(request.user, by=request.user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, request.user)
        messages.success(request, "Kata sandi diganti. Perangkat lain harus masuk lagi.")
        return redirect("accounts:account")
    return render(request, "accounts/password.html", {"form": form})


@require_POST
@open_to_staff
def code_begin(request: StaffRequest) -> HttpResponse:
    begun = press(request, actions.begin_code, request.user)
    return redirect("accounts:code_setup" if begun else "accounts:account")


@require_http_methods(["GET", "POST"])
@open_to_staff
@sensitive_post_parameters("code")
def code_setup(request: StaffRequest) -> HttpResponse:
    """The drawing that the telephone reads, and the first code that proves it did."""
    device = TOTPDevice.objects.filter(user=request.user, confirmed=False).first()
    if device is None:
        return redirect("accounts:account")
    form = CodeForm(posted(request))
    if form.is_valid():
        confirmed = actions.confirm_code(request.user, code=form.cleaned_data["code"])
        if confirmed is not None:
            login_with_device(request, confirmed)
            messages.success(request, "Kode autentikator terpasang. Pakai mulai masuk berikutnya.")
            return redirect("accounts:account")
        form.add_error("code", "Kode tidak cocok. Tunggu kode berikutnya, lalu coba lagi.")
    drawing = segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=2, light="#fff")
    context = {"form": form, "drawing": drawing, "key": _spelled(device)}
    return render(request, "accounts/code_setup.html", context)


@require_http_methods(["GET", "POST"])
@open_to_staff
@sensitive_post_parameters("code")
def code_off(request: StaffRequest) -> HttpResponse:
    form = CodeForm(posted(request))
    if form.is_valid():
        if actions.switch_code_off(request.user, code=form.cleaned_data["code"]):
            messages.success(request, "Kode autentikator dimatikan.")
            return redirect("accounts:account")
        form.add_error("code", "Kode tidak cocok. Tunggu kode berikutnya, lalu coba lagi.")
    return render(request, "accounts/code_off.html", {"form": form})


def _spelled(device: TOTPDevice) -> str:
    """The device's key as one types it by hand, in groups of four."""
    key = b32encode(device.bin_key).decode()
    return " ".join(key[i : i + 4] for i in range(0, len(key), 4))
