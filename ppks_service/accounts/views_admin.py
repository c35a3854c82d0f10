"""Accounts of others and the offices they work in: the pages of the data administrator."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp import user_has_device

from ppks_service.accounts import actions, permissions
from ppks_service.accounts.forms import OfficeForm, UserFilterForm, UserForm
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.models import Office, User
from ppks_service.accounts.queries import users_for_list
from ppks_service.accounts.roles import Capability
from ppks_service.attempts import attempt
from ppks_service.forms import posted
from ppks_service.http import render_page_or_part

PAGE_SIZE = 50


@require_safe
@requires(Capability.MAINTAIN_ACCOUNTS)
def user_list(request: StaffRequest) -> HttpResponse:
    form = UserFilterForm(request.GET)
    form.is_valid()
    users = users_for_list(**form.cleaned_data)
    page = Paginator(users, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "is_filtered": any(form.cleaned_data.values())}
    return render_page_or_part(request, "accounts/user_list.html", "table", context)


@require_http_methods(["GET", "POST"])
@requires(Capability.MAINTAIN_ACCOUNTS)
def user_create(request: StaffRequest) -> HttpResponse:
    form = UserForm(posted(request))
    if form.is_valid():
        password = attempt(form, actions.create_user, form.instance, by=request.user)
        if password is not None:
            return _show_password(request, form.instance, password)
    return render(request, "accounts/user_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@requires(Capability.MAINTAIN_ACCOUNTS)
def user_edit(request: StaffRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(User, pk=pk)
    shown = User.objects.get(pk=pk)
    form = UserForm(posted(request), instance=account)
    refusal = permissions.maintain_account.refusal(request.user, account)
    if (
        not refusal
        and form.is_valid()
        and attempt(form, actions.edit_user, form.instance, by=request.user)
    ):
        messages.success(request, "Akun tersimpan.")
        return redirect("accounts:users")
    has_code = user_has_device(shown)
    context = {"form": form, "account": shown, "refusal": refusal or "", "has_code": has_code}
    return render(request, "accounts/user_form.html", context)


@require_POST
@requires(Capability.MAINTAIN_ACCOUNTS)
def user_password(request: StaffRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(User, pk=pk)
    return _show_password(request, account, actions.reset_password(account, by=request.user))


@require_POST
@requires(Capability.MAINTAIN_ACCOUNTS)
def user_code_off(request: StaffRequest, pk: int) -> HttpResponse:
    account = get_object_or_404(User, pk=pk)
    actions.remove_code(account, by=request.user)
    messages.success(request, "Kode autentikator dilepas dari akun ini.")
    return redirect("accounts:user_edit", pk=pk)


@require_safe
@requires(Capability.MAINTAIN_ACCOUNTS)
def office_list(request: StaffRequest) -> HttpResponse:
    active = Count("users", filter=Q(users__is_active=True))
    offices = Office.objects.select_related("parent").annotate(people=active)
    page = Paginator(offices.order_by("name", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "accounts/office_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(Capability.MAINTAIN_ACCOUNTS)
def office_create(request: StaffRequest) -> HttpResponse:
    return _office_form(request, Office())


@require_http_methods(["GET", "POST"])
@requires(Capability.MAINTAIN_ACCOUNTS)
def office_edit(request: StaffRequest, pk: int) -> HttpResponse:
    return _office_form(request, get_object_or_404(Office, pk=pk))


def _office_form(request: StaffRequest, office: Office) -> HttpResponse:
    form = OfficeForm(posted(request), instance=office)
    if form.is_valid() and attempt(form, actions.save_office, form.instance, by=request.user):
        messages.success(request, "Kantor tersimpan.")
        return redirect("accounts:offices")
    return render(request, "accounts/office_form.html", {"form": form})


def _show_password(request: StaffRequest, account: User, password: str) -> HttpResponse:
    """The one page that shows a temporary password: an answer that no cache and no session keeps."""
    context = {"account": account, "password": password}
    return render(request, "accounts/password_shown.html", context)
