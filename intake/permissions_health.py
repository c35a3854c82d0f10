"""Who may read the guarded facts of a person's health and what tells of violence, write one, and strike one out."""

from intake.models import GUARDED_FLAGS, GUARDED_TYPES, Case
from intake.permissions import open_file, write_file
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.accounts.rules import rule


@rule
def read_health(user: User, case: Case) -> str | None:
    """Who answers for the case, and the head of the section that owns it. Needs ``section``.

    Not the division, other workers of the section, registration, facilities or partners: they learn
    at most that there is something, and ask one of the two.
    """
    if reason := open_file.refusal(user, case):
        return reason
    if user.pk == case.owner_id:
        return None
    if user.post_for(Capability.DECIDE, case.section_id) is not None:
        return None
    return (
        "Fakta kesehatan yang dijaga hanya dibaca penanggung jawab kasus dan Kepala Seksi pemiliknya. "
        "Bila keselamatan memerlukannya, tanyakan kepada salah satu dari mereka."
    )


@rule
def read_protection(user: User, case: Case) -> str | None:
    """What is needed against violence, trafficking and threats (UU 21/2007, UU 12/2022). Needs ``section``.

    Whoever may open the file, for it says so there; where violence is a guarded fact, or a label that
    does not tell it from one, only who reads the facts.
    """
    if set(GUARDED_FLAGS).intersection(case.flags):
        return read_health.refusal(user, case)
    return open_file.refusal(user, case)


@rule
def record_health(user: User, case: Case) -> str | None:
    """Whoever writes in the file hands a fact in; reading it again is another matter."""
    return write_file.refusal(user, case)


@rule
def strike_health(user: User, case: Case) -> str | None:
    """Whoever may read the facts, while the case runs."""
    return read_health.refusal(user, case) or write_file.refusal(user, case)


@rule
def set_types(user: User, case: Case) -> str | None:
    """As the file; a type that itself tells of health only by who may read that."""
    if reason := write_file.refusal(user, case):
        return reason
    running = case.types.filter(until=None, ppks_type__code__in=GUARDED_TYPES)
    if not read_health.allows(user, case) and running.exists():
        return (
            "Jenis kasus ini terkunci. Yang dapat mengubahnya: penanggung jawab dan Kepala Seksi."
        )
    return None
