"""The paraf chain of a referral's letter, read from the acts that led to its signature."""

from ppks_service.accounts.models import User
from ppks_service.documents.models import ParafAct
from ppks_service.documents.parts import Initialled
from referrals.models import Outcome, Referral


def parafs_of(referral: Referral, *, signer: User) -> list[Initialled]:
    """Who wrote it, who asked for the decision, who decided first: each once, never the signer.

    Needs ``written_by``, ``last_edited_by``, ``submitted_by`` and ``endorsed_by``.
    """
    acts = [Initialled(ParafAct.DRAFTED, referral.written_by, referral.written_at)]
    if referral.submitted_by and referral.submitted_at:
        for hand in (referral.last_edited_by, referral.submitted_by):
            is_writer = hand.pk == referral.written_by_id
            act = ParafAct.DRAFTED if is_writer else ParafAct.CHECKED
            acts.append(Initialled(act, hand, referral.submitted_at))
    if referral.endorsed_by and referral.endorsed_at:
        post = _post_of_endorser(referral)
        acts.append(
            Initialled(ParafAct.CHECKED, referral.endorsed_by, referral.endorsed_at, post=post)
        )
    last_of = {act.officer.pk: act for act in acts if act.officer.pk != signer.pk}
    return sorted(last_of.values(), key=lambda act: act.at)


def _post_of_endorser(referral: Referral) -> str:
    first = (
        referral.decisions.filter(outcome=Outcome.ENDORSED, voided_at__isnull=True)
        .order_by("-decided_at", "-pk")
        .first()
    )
    return first.decided_as if first else ""
