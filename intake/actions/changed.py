"""What a higher app must do when a file says something else than before.

An app registers ``"case.changed"``: a function with the keywords ``by``, ``case`` and ``person`` (keys,
one of the two). It is called in the transaction of the change, after it.
"""

from ppks_service.accounts.models import User
from ppks_service.panels import registered


def case_changed(case: int, *, by: User) -> None:
    """Needs, facts, types or protection of one case are not what they were."""
    for heed in registered("case.changed"):
        heed(by=by, case=case)


def person_changed(person: int, *, by: User) -> None:
    """Name, sex, birth or origin of a person are not what they were: all their cases may be touched."""
    for heed in registered("case.changed"):
        heed(by=by, person=person)
