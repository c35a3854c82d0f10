"""Two Django admins on the cases: as one writes it first, and tuned as far as an admin goes."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from intake.models import Case
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
    """select_related, no count of the whole table, and a search on the indexed folded name."""

    list_select_related = ["person", "main_type", "owner", "section"]
    show_full_result_count = False
    search_fields = ["number"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Case], search_term: str
    ) -> tuple[QuerySet[Case], bool]:
        if not search_term:
            return queryset, False
        return (
            queryset.filter(person__names__folded__contains=folded(search_term)).distinct(),
            False,
        )


plain = OpenSite(name="biasa")
plain.register(Case, PlainCases)
tuned = OpenSite(name="disetel")
tuned.register(Case, TunedCases)
