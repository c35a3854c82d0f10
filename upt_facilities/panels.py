"""What the case file shows of places, and which papers facility staff may open."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import FACILITY_ROLES
from ppks_service.documents.models import LetterKind
from ppks_service.worklist.clocks import Clocks
from upt_facilities.models import FacilityKind, Stay, WaitingEntry
from upt_facilities.turns import turns_of
from upt_facilities.work import CLOCK_OF


def where_now(user: User, case: Case) -> dict[str, Any] | None:
    """The stays of a case, the running one first: where the person is and where they were."""
    stays = list(Stay.objects.for_list().filter(case=case).order_by("exit_at", "-arrived_at", "pk"))
    turns = turns_of(case)
    if not stays and not turns:
        return None
    running = [stay for stay in stays if stay.exit_at is None]
    now = running[0] if running else None
    clock = CLOCK_OF.get(FacilityKind(now.facility.kind)) if now else None
    return {
        "stay": now,
        "due_at": Clocks().due(clock, now.arrived_at) if now and clock else None,
        "temporary": now.temporary.order_by("-pk").first() if now else None,
        "turns": turns,
        "earlier": [stay for stay in reversed(stays) if stay.exit_at is not None],
    }


def open_ends(case: Case) -> list[str]:
    """A case does not end while its person is written down as living or waiting somewhere."""
    stay = Stay.objects.running().filter(case=case).select_related("facility").first()
    ends = [
        f"Orangnya masih di daftar tunggu {entry.ward} ({entry.ward.facility})."
        for entry in WaitingEntry.objects.open().for_list().filter(case=case).order_by("pk")
    ]
    if stay is not None:
        ends.append(
            f"Orangnya masih tercatat tinggal di {stay.facility}. Catat keluarnya lebih dahulu."
        )
    return ends


def placed(cases: list[int]) -> list[int]:
    """Those of ``cases`` whose person lives in a facility now, or has left one: their place is known."""
    return list(Stay.objects.filter(case__in=cases).values_list("case", flat=True).distinct())


def visible_documents(user: User) -> Q | None:
    """Facility staff open the handover papers of their own stays; to others they come with the file."""
    if user.role not in FACILITY_ROLES:
        return None
    stay = Stay.objects.filter(facility__office=user.office_id, pk=OuterRef("subject_pk"))
    return Q(Exists(stay), kind=LetterKind.HANDOVER, subject_label="upt_facilities.stay")
