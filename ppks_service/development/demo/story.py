"""The office's story: five months of raids in Medan in 2022, and the work of the last sixty days.

Everything is done by the same actions as on the pages, by the person entitled to it, at its own
moment. Chance comes from one seed, so that two runs tell the same story.
"""

import datetime as dt
import random
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Role
from ppks_service.development.demo.around import draw_one_family
from ppks_service.development.demo.cast import Cast
from ppks_service.development.demo.clock import Story, at, wib
from ppks_service.development.demo.doubles import meet_again_under_another_number
from ppks_service.development.demo.field import leave_waiting
from ppks_service.development.demo.heads import appoint
from ppks_service.development.demo.letters import write_letters
from ppks_service.development.demo.lives import month_life, other_door_life, raid_life
from ppks_service.development.demo.placement import leave_in_queue, leave_to_decide
from ppks_service.development.demo.planning import settle_due
from ppks_service.development.demo.registers import take_over_register
from ppks_service.development.demo.sheets import leave_a_sheet
from ppks_service.development.demo.tidying import tidy
from referrals import actions as referrals
from referrals import permissions
from referrals.models import Referral, ReferralStatus

SEED = 2022
FIRST_DAY, LAST_DAY = dt.date(2022, 8, 3), dt.date(2022, 12, 22)
OLD_RAIDS, OLD_OTHERS = 25, 38
RECENT_RAIDS, RECENT_OTHERS = 5, 26
RECENT_DAYS = 60


def tell(users: dict[str, User], *, now: dt.datetime, say: Callable[[str], None] = print) -> None:
    """Fill the database with the story up to ``now``; the reference data must be there."""
    chance = random.Random(SEED)
    with transaction.atomic():  # all of it or nothing, and one wait for the disk
        _tell_all(users, chance, now, say)


def _tell_all(
    users: dict[str, User], chance: random.Random, now: dt.datetime, say: Callable[[str], None]
) -> None:
    cast = Cast(users, chance)
    say("  Agustus–Desember 2022 …")
    _tell_2022(cast, chance)
    say(f"  {Case.objects.count()} kasus; enam puluh hari terakhir …")
    _tell_recent(cast, chance, now)
    with at(now - dt.timedelta(days=4)):
        take_over_register(cast)
    write_letters(cast, now)
    with at(now - dt.timedelta(hours=2)):
        meet_again_under_another_number(cast)
    say(f"  {Case.objects.count()} kasus, {cast.people_met} orang.")


def _tell_2022(cast: Cast, chance: random.Random) -> None:
    story = Story()
    span = (LAST_DAY - FIRST_DAY).days
    for n in range(OLD_RAIDS):
        day = FIRST_DAY + dt.timedelta(days=round(n * span / (OLD_RAIDS - 1)))
        start = wib(day, 18, 30)
        story.begin(raid_life(cast, story, start, people=13 + n % 4), start)
    for _ in range(OLD_OTHERS):
        day = FIRST_DAY + dt.timedelta(days=chance.randrange(span))
        story.begin(other_door_life(cast, story, day), wib(day, 9))
    for month in range(8, 13):
        first_of_next = dt.date(2022 + month // 12, month % 12 + 1, 1)
        day = first_of_next + dt.timedelta(days=2)
        story.begin(month_life(cast, dt.date(2022, month, 1)), wib(day, 10))
    story.tell(until=wib(dt.date(2023, 3, 31), 17))
    with at(wib(dt.date(2023, 4, 14), 10)):
        tidy(cast)


def _tell_recent(cast: Cast, chance: random.Random, now: dt.datetime) -> None:
    story = Story()
    cast.waiting_since = now - dt.timedelta(days=50)
    appoint(cast, now)
    today = timezone.localdate(now)
    first = today - dt.timedelta(days=RECENT_DAYS)
    for n in range(RECENT_RAIDS):
        day = first + dt.timedelta(days=5 + round(n * (RECENT_DAYS - 6) / (RECENT_RAIDS - 1)))
        start = wib(day, 18, 30)
        if n == RECENT_RAIDS - 1:
            start = now - dt.timedelta(hours=3)  # still running when the story ends
        story.begin(raid_life(cast, story, start, people=11 + n, with_chain=True), start)
    for _ in range(RECENT_OTHERS):
        day = first + dt.timedelta(days=chance.randrange(RECENT_DAYS))
        story.begin(other_door_life(cast, story, day), wib(day, 9))
    story.tell(until=now)
    with at(now):
        settle_due(Case.objects.open(), spare=6)
        _leave_to_answer(cast)
        leave_waiting()
        leave_in_queue()
        leave_to_decide(cast)
        leave_a_sheet()
        draw_one_family()


def _leave_to_answer(cast: Cast) -> None:
    """Send one referral each to the UPT and the hospital whose officers sign in: their desks are not empty."""
    for code in ("lansia-binjai", "rsj-ildrem"):
        waiting = Referral.objects.filter(status=ReferralStatus.SUBMITTED, facility__code=code)
        for referral in waiting.select_related("case").order_by("pk"):
            head = User.objects.filter(
                role=Role.SECTION_HEAD, office=referral.case.section_id
            ).first()
            if head is None or not permissions.decide_referral.allows(head, referral):
                continue
            approved = referrals.approve(referral, by=head)
            if approved.status == ReferralStatus.ENDORSED:
                referrals.approve(approved, by=cast.users["kabid"])
            break
