"""Who somebody is: identity, photo, and two people side by side."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from intake import actions, queries, search
from intake.body_map import body_map
from intake.case_page import case_context
from intake.forms import identity
from intake.forms import persons as forms
from intake.models import Case, CheckResult, IdentityLevel, TaskStatus
from intake.views.attempts import PageForm, bound_to, submitted
from ppks_service.accounts.guards import StaffRequest, requires
from ppks_service.accounts.roles import Capability
from ppks_service.documents.files import thumbnail
from ppks_service.http import file_response
from ppks_service.journal.actions import record


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Capability.READ_CASES)
def case_identity(request: StaffRequest, number: str) -> HttpResponse:
    case = get_object_or_404(queries.files_of(request.user), number=number)
    page_forms = _identity_forms(request, case)
    if submitted(request, page_forms):
        return redirect("intake:case_identity", case.number)
    opened = _opened_number(request, case)
    person = case.person
    context = case_context(request, case, tab="identitas") | {
        "forms": {key: page_form.form for key, page_form in page_forms.items()},
        "ladder": _ladder(case),
        "names": person.names.select_related("noted_by").order_by("pk"),
        "identifiers": person.identifiers.select_related("noted_by").order_by("kind", "pk"),
        "maybe_same": search.same_number_elsewhere(person, request.user),
        "opened": opened,
        "body": body_map(person.body_marks.select_related("noted_by").order_by("pk")),
        "statements": person.statements.order_by("-said_on", "-pk"),
    }
    return render(request, "intake/person_identity.html", context)


def _identity_forms(request: StaffRequest, case: Case) -> dict[str, PageForm]:
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
            identity.CancelTaskForm(**bound("cancel"), person=person),
            lambda f: actions.cancel_identity_task(
                f.cleaned_data["task"], by=by, reason=f.cleaned_data["reason"]
            ),
            "Tugas identitas dibatalkan.",
        ),
    }


def _opened_number(request: StaffRequest, case: Case) -> dict[str, Any]:
    """A whole number, shown once on the answer to the post that said why."""
    form = forms.UnmaskForm(**bound_to(request, "unmask"), person=case.person)
    if not form.is_bound or not form.is_valid():
        return {}
    identifier, reason = form.cleaned_data["identifier"], form.cleaned_data["reason"]
    whole = actions.open_identifier(identifier, by=request.user, reason=reason, case_pk=case.pk)
    return {"pk": identifier.pk, "number": whole}


def _ladder(case: Case) -> list[dict[str, Any]]:
    """The rungs of identity with the tries made on each, the newest first."""
    checks = list(
        case.person.identity_checks.select_related("checked_by").order_by("-checked_on", "-pk")
    )
    asked = {
        task.level: task
        for task in case.person.identity_tasks.filter(status=TaskStatus.OPEN).select_related(
            "owner"
        )
    }
    reached = list(IdentityLevel).index(IdentityLevel(case.person.identity_level))
    rungs = []
    for index, level in enumerate(IdentityLevel):
        if level == IdentityLevel.UNKNOWN:
            continue
        tries = [check for check in checks if check.level == level]
        said = level == IdentityLevel.ASSERTED and not case.person.name_is_placeholder
        is_done = (
            said or index == reached or any(check.result == CheckResult.FOUND for check in tries)
        )
        state = "done" if is_done else ("now" if index == reached + 1 else "")
        rungs.append(
            {
                "number": index,
                "label": level.label,
                "state": state,
                "tries": tries,
                "task": asked.get(level),
            }
        )
    return rungs


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
