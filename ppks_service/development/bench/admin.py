"""Three Django admins on cases and persons: as one writes it first, tuned, and with a search by hand."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from intake.models import Case, Person
from ppks_service.text import folded


class OpenSite(admin.AdminSite):
    """Anyone who has signed in may look: what is measured is the list, not the sign-in."""

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated


class OpenAdmin(admin.ModelAdmin):
    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


COLUMNS: list[Any] = [
    "number",
    "person_name",
    "main_type",
    "owner",
    "section",
    "stage",
    "status",
    "opened_at",
]


class PlainCases(OpenAdmin):
    list_display = COLUMNS
    search_fields = ["number", "person__names__name"]
    list_per_page = 25

    @admin.display(description="nama")
    def person_name(self, case: Case) -> str:
        return case.person.name


class TunedCases(PlainCases):
    """select_related, no count of the whole table beside the list's own, and the indexed folded name."""

    list_select_related = ["person", "main_type", "owner", "section"]
    show_full_result_count = False
    search_fields = ["number", "person__names__folded__contains"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, folded(search_term))


class CasesByHand(TunedCases):
    """A search written by hand, which asks for names alone: beside the number no index serves it."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return by_name(queryset, "person__names", search_term)


class PlainPersons(OpenAdmin):
    list_display: list[Any] = ["register_number", "name", "sex", "born_on", "identity_level"]
    search_fields = ["register_number", "names__name"]
    list_per_page = 20


class TunedPersons(PlainPersons):
    show_full_result_count = False
    search_fields = ["register_number", "names__folded__contains"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return super().get_search_results(request, queryset, folded(search_term))


class PersonsByHand(TunedPersons):
    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return by_name(queryset, "names", search_term)


def by_name(queryset: QuerySet[Any], names: str, words: str) -> tuple[QuerySet[Any], bool]:
    """The rows with one name that has all of ``words``; the admin makes them distinct."""
    if not words:
        return queryset, False
    each = [Q(**{f"{names}__folded__contains": word}) for word in folded(words).split()]
    return queryset.filter(*each), True


SITES = {
    "biasa": (PlainCases, PlainPersons),
    "disetel": (TunedCases, TunedPersons),
    "tangan": (CasesByHand, PersonsByHand),
}


def site(name: str) -> OpenSite:
    cases, persons = SITES[name]
    made = OpenSite(name=name)
    made.register(Case, cases)
    made.register(Person, persons)
    return made
