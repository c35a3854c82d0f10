"""Look for other records of one person, and ask about them: when somebody is registered, and at night."""

from dataclasses import asdict

from django.db import transaction

from intake import matching, permissions_links, same
from intake.actions.links import propose
from intake.models import Case, DuplicateProposal, Person
from ppks_service.accounts.models import User

ASKED_AT_MOST = 5


@transaction.atomic
def propose_for(person: Person, *, by: User | None, source: str) -> list[DuplicateProposal]:
    """Ask about every record that is likelier than not the same person as ``person``, at most five.

    Each question goes to whoever registers, or else to who answers for a case of one of the two, as
    long as they may open both files; otherwise it waits for a head. Changes nothing of the persons.
    """
    keys = same.group_of(person.pk).keys
    found = matching.candidates(
        matching.describe(person),
        limit=ASKED_AT_MOST,
        exclude=keys,
        at_least=matching.LIKELY_SAME,
    )
    asked = []
    others = Person.objects.in_bulk([candidate.person_id for candidate in found])
    for candidate in found:
        other = others[candidate.person_id]
        pair = propose(
            person,
            other,
            by=by,
            source=source,
            score=round(candidate.score, 4),
            reasons=[asdict(reason) for reason in candidate.reasons],
            owner=_owner(same.pair_of(person, other), by=by),
        )
        if pair is not None:
            asked.append(pair)
    return asked


def _owner(pair: DuplicateProposal, *, by: User | None) -> User | None:
    if pair.pk is not None:
        return pair.owner
    running = Case.objects.filter(person__in=[pair.left_id, pair.right_id]).open()
    owned = running.filter(owner__is_active=True).select_related("owner").order_by("-pk")
    for user in [by, *(case.owner for case in owned)]:
        if user is not None and permissions_links.judge_pair.allows(user, pair):
            return user
    return None
