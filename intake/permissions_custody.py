"""Who may hand people over, and write in the register of belongings."""

from intake import permissions
from intake.models import BelongingItem, Case, Encounter, Outcome, Raid
from intake.permissions_raids import WRITERS
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.accounts.rules import rule
from ppks_service.indonesian import in_sentence

LEFT = (Outcome.LET_GO, Outcome.ESCAPED)


@rule
def hand_over_in_raid(user: User, raid: Raid) -> str | None:
    """Whoever records raids, also after the count is closed: people are brought on for days."""
    return None if user.has(Capability.WRITE_RAIDS) else WRITERS


@rule
def hand_over_in_case(user: User, case: Case) -> str | None:
    """Whoever fills the file, after its end too: who came to fetch is often written down later."""
    return permissions.write_promise.refusal(user, case)


@rule
def hand_over_person(user: User, encounter: Encounter) -> str | None:
    """Who was taken along, as the raid shows them. Reads ``case`` with its section."""
    if encounter.outcome in LEFT:
        return (
            f"Tercatat {in_sentence(encounter.get_outcome_display())}. Betulkan triase dahulu bila "
            "orang ini ternyata dibawa."
        )
    case = getattr(encounter, "case", None)
    if case is not None and case.is_protected:
        return permissions.open_file.refusal(user, case)
    return None


@rule
def write_item(user: User, item: BelongingItem) -> str | None:
    """Whoever records raids, for the people they see there; else whoever fills the file.

    Reads ``encounter__case`` and ``case``, each with its section.
    """
    case = item.case or getattr(item.encounter, "case", None)
    of_raid = item.encounter is not None and not (case is not None and case.is_protected)
    if of_raid and user.has(Capability.WRITE_RAIDS):
        return None
    if case is None:
        return WRITERS
    return permissions.write_promise.refusal(user, case)
