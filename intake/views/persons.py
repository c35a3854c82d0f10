"""Who somebody is: identity, photo, and two people side by side."""

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from intake import actions, queries, same, search
from intake.case_page import case_context
from intake.forms import identity
from intake.forms import persons as forms
from intake.identity_page import known_of
from intake.models import Case
from intake.views.page_forms import PageForm, bound_to, submitted
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.documents.files import thumbnail
from ppks_service.http import file_response
from ppks_service.journal.actions import record


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_CASES)
def case_identity(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    records = same.group_of(case.person_id).keys
    page_forms = _identity_forms(request, case, records)
    if submitted(request, page_forms):
        return redirect("intake:case_identity", case.number)
    unmask = forms.UnmaskForm(**bound_to(request, "unmask"), records=records)
    opened = _opened_number(request, case, unmask)
    context = case_context(request, case, tab="identitas") | {
        "forms": {key: page_form.form for key, page_form in page_forms.items()}
        | {"unmask": unmask},
        "maybe_same": search.same_number_elsewhere(case.person, request.user),
        "opened": opened,
        **known_of(records),
    }
    return render(request, "intake/person_identity.html", context)


def _identity_forms(
    request: StaffRequest, case: Case, records: Collection[int]
) -> dict[str, PageForm]:
    person, by = case.person, request.user

    def bound(act: str) -> dict[str, Any]:
        return bound_to(request, act)

    return {
        "name": PageForm(
            forms.NameForm(**bound("name"), person=person),
            lambda f: actions.add_name(f.instance, by=by, show=f.cleaned_data["show"]),
            "Nama ditambahkan.",
        ),
        "number": PageForm(
            forms.IdentifierForm(**bound("number")),
            lambda f: actions.add_identifier(person, by=by, **f.cleaned_data),
            "Nomor ditambahkan.",
        ),
        "check": PageForm(
            forms.IdentityCheckForm(**bound("check"), person=person),
            lambda f: actions.check_identity(f.instance, by=by),
            "Pemeriksaan identitas dicatat.",
        ),
        "photo": PageForm(
            forms.PhotoForm(**bound("photo")),
            lambda f: actions.set_photo(person, by=by, upload=f.cleaned_data["photo"]),
            "Foto tersimpan.",
        ),
        "mark": PageForm(
            identity.MarkForm(**bound("mark"), person=person),
            lambda f: actions.add_mark(f.instance, by=by),
            "Ciri tubuh dicatat.",
        ),
        "statement": PageForm(
            identity.StatementForm(**bound("statement"), person=person, user=by),
            lambda f: actions.add_statement(f.instance, by=by),
            "Keterangan dicatat.",
        ),
        "task": PageForm(
            identity.IdentityTaskForm(**bound("task"), case=case, user=by),
            lambda f: actions.ask_identity(f.instance, by=by),
            "Tugas identitas diberikan.",
        ),
        "cancel": PageForm(
            identity.CancelTaskForm(**bound("cancel"), records=records),
            lambda f: actions.cancel_identity_task(
                f.cleaned_data["task"], by=by, reason=f.cleaned_data["reason"]
            ),
            "Tugas identitas dibatalkan.",
        ),
    }


def _opened_number(request: StaffRequest, case: Case, form: forms.UnmaskForm) -> dict[str, Any]:
    """A whole number, shown once on the answer to the post that said why."""
    if not form.is_bound or not form.is_valid():
        return {}
    identifier, reason = form.cleaned_data["identifier"], form.cleaned_data["reason"]
    whole = actions.open_identifier(identifier, by=request.user, reason=reason, case_pk=case.pk)
    return {"pk": identifier.pk, "number": whole}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.REGISTER, Capability.ASSESS)
def person_edit(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    person = case.person
    form = forms.PersonForm(**bound_to(request, "edit"), instance=person)
    page_form = PageForm(
        form, lambda f: actions.edit_person(f.instance, by=request.user), "Identitas tersimpan."
    )
    if submitted(request, {"edit": page_form}):
        # Who turned out to be a child may be protected from this very user now.
        if not queries.files_of(request.user).filter(pk=case.pk).exists():
            return redirect("intake:case_list")
        return redirect("intake:case_identity", case.number)
    context = case_context(request, case, tab="identitas") | {"form": form}
    return render(request, "intake/person_edit.html", context)


@require_safe
@requires(Capability.READ_CASES)
def person_thumb(request: StaffRequest, number: str) -> HttpResponse:
    """The photo in the size of a list's row; written down as every look is, once in ten minutes."""
    case = get_object_or_404(queries.files_of(request.user), number=number)
    photo = case.person.photo
    if photo is None:
        raise Http404
    note = "Foto kecil dilihat di hasil pencarian."
    record(
        actor=request.user,
        action="person.photo_read",
        subject=case.person,
        case_pk=case.pk,
        note=note,
    )
    small = thumbnail(bytes(photo.content))
    response = file_response(small, filename=f"{case.number}.jpg", content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=600"
    return response


@require_safe
@requires(Capability.READ_CASES)
def person_photo(request: StaffRequest, number: str) -> HttpResponse:
    """The photo itself; every look at it is written down."""
    case = get_object_or_404(queries.files_of(request.user), number=number)
    photo = case.person.photo
    if photo is None:
        raise Http404
    record(
        actor=request.user,
        action="person.photo_read",
        subject=case.person,
        case_pk=case.pk,
        note="Foto dilihat.",
    )
    return file_response(
        bytes(photo.content),
        filename=f"{case.person.register_number}.jpg",
        content_type=photo.content_type,
    )
