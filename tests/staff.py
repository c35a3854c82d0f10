"""One user of each kind around one case and one facility, to ask of each rule who may."""

from ppks_service.accounts.models import Office, User
from ppks_service.accounts.roles import Role
from ppks_service.accounts.rules import Rule
from tests.factories import a_section, a_user
from upt_facilities.models import Facility


def staff_around(section: Office, facility: Facility | None = None) -> dict[str, User]:
    """By names that say whose they are: ``other_…`` of another section, bidang or facility."""
    office = facility.office if facility else None
    made = {
        "field": a_user(Role.FIELD_OFFICER, office=section),
        "registrar": a_user(Role.REGISTRAR, office=section),
        "worker": a_user(Role.SOCIAL_WORKER, office=section),
        "other_worker": a_user(Role.SOCIAL_WORKER, office=a_section()),
        "head": a_user(Role.SECTION_HEAD, office=section),
        "other_head": a_user(Role.SECTION_HEAD, office=a_section()),
        "division": a_user(Role.DIVISION_HEAD, office=section.parent),
        "other_division": a_user(Role.DIVISION_HEAD, office=a_section().parent),
        "department": a_user(Role.DEPARTMENT_HEAD, office=section),
        "officer": a_user(Role.FACILITY_OFFICER, office=office),
        "other_officer": a_user(Role.FACILITY_OFFICER),
        "partner": a_user(Role.PARTNER, office=office),
        "reporting": a_user(Role.REPORTING, office=section),
        "admin": a_user(Role.DATA_ADMIN, office=section),
        "auditor": a_user(Role.AUDITOR, office=section),
    }
    return {name: User.objects.get(pk=user.pk) for name, user in made.items()}


def who_may(rule: Rule, subject: object, users: dict[str, User]) -> set[str]:
    return {name for name, user in users.items() if rule.allows(user, subject)}
