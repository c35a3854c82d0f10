"""From hand to hand: how a raid's people are brought to a shelter, and what is kept of theirs."""

import math
import random

from django.utils import timezone

from intake import actions as intake
from intake.actions import Entrusted
from intake.models import (
    BelongingItem,
    Encounter,
    Handover,
    HolderKind,
    ItemKind,
    ItemState,
    Raid,
)
from ppks_service.accounts.models import User
from ppks_service.development.demo.cast import Cast
from ppks_service.documents.models import SignatureWay
from ppks_service.documents.signing import HEIGHT, WIDTH, Given

DRIVER = ("Poltak Sitanggang (contoh)", "Pengemudi Dalmas 2, Satpol PP Provinsi")
KEEPER = ("Nuraini Lubis (contoh)", "Petugas jaga malam, Rumah Singgah Medan")
VEHICLE = (HolderKind.VEHICLE, "Dalmas 2, Satpol PP Provinsi")
SHELTER = (HolderKind.SHELTER, "Rumah Singgah Medan (contoh)")
THINGS = (
    (ItemKind.TOOL, "Kotak amal kayu bertulisan", "1 buah"),
    (ItemKind.MONEY, "Uang receh dalam kantong plastik", "Rp37.500"),
    (ItemKind.WEAPON, "Pisau lipat gagang kayu", "1 buah"),
    (ItemKind.PHONE, "HP layar retak, mati", "1 buah"),
)


def bring_to_vehicle(cast: Cast, raid: Raid, people: list[Encounter]) -> None:
    """From the street into the truck: the raid's leader gives, the driver takes."""
    officer = cast.lapangan
    for encounter, (kind, description, amount) in zip(people, THINGS, strict=False):
        intake.register_item(
            BelongingItem(encounter=encounter, kind=kind, description=description, amount=amount),
            by=officer,
            at=timezone.now(),
            where="Kantong bernomor di Dalmas 2",
        )
    here = (HolderKind.STREET, "")
    giver = (officer.full_name, f"{officer.position or 'Petugas lapangan'}, Dinas Sosial")
    _hand_over(raid, people, here, VEHICLE, giver, DRIVER, seen=0, by=officer)


def bring_to_shelter(cast: Cast, raid: Raid, people: list[Encounter]) -> Handover:
    """Out of the truck into the shelter, with the berita acara, and the knife to the police."""
    officer = cast.lapangan
    handover = _hand_over(raid, people, VEHICLE, SHELTER, DRIVER, KEEPER, seen=1, by=officer)
    intake.issue_handover_paper(handover, by=officer)
    weapons = BelongingItem.objects.filter(encounter__in=people, kind=ItemKind.WEAPON).open()
    for item in weapons.order_by("pk"):
        step = item.changes.order_by("-step").values_list("step", flat=True)[0]
        intake.change_item(
            item,
            by=officer,
            seen=step,
            state=ItemState.POLICE,
            at=timezone.now(),
            to_whom="Polsek Medan Contoh, tanda terima nomor 9012",
            receiver=drawn_by("Aiptu Bonar Siregar (contoh)", "Polsek Medan Contoh"),
        )
    return handover


def _hand_over(
    raid: Raid,
    people: list[Encounter],
    start: tuple[HolderKind, str],
    to: tuple[HolderKind, str],
    giver: tuple[str, str],
    receiver: tuple[str, str],
    *,
    seen: int,
    by: User,
) -> Handover:
    things: dict[int | None, list[int]] = {}
    for item in BelongingItem.objects.filter(encounter__in=people).open().order_by("pk"):
        things.setdefault(item.encounter_id, []).append(item.pk)
    return intake.hand_over(
        Handover(
            raid=raid,
            from_kind=start[0],
            from_name=start[1],
            to_kind=to[0],
            to_name=to[1],
            at=timezone.now(),
            place="Halaman Dinas Sosial Provinsi" if seen == 0 else "Rumah Singgah Medan (contoh)",
            witness="" if seen == 0 else "Farida Nasution (contoh)",
        ),
        by=by,
        people=[
            Entrusted(
                subject=one,
                seen=seen,
                condition="Luka sudah dibersihkan"
                if "injured" in one.conditions
                else "Tenang, tidak ada keluhan",
                items=things.get(one.pk, []),
            )
            for one in people
        ],
        giver=drawn_by(*giver),
        receiver=drawn_by(*receiver),
    )


def drawn_by(name: str, position: str) -> Given:
    return Given(way=SignatureWay.DRAWN, name=name, position=position, strokes=scribble(name))


def scribble(name: str) -> str:
    """A signature that looks like one, the same each time for the same name."""
    chance = random.Random(name)
    loops, tall = chance.randint(3, 6), chance.randint(45, 75)
    points = []
    for n in range(90):
        t = n / 89
        x = 50 + t * (WIDTH - 120) + 16 * math.sin(t * loops * 6.3)
        y = HEIGHT / 2 + tall * math.cos(t * loops * 6.3) * (1 - 0.75 * t) + 18 * t
        points.append(f"{round(x)},{round(y)}")
    under = " ".join(f"{round(60 + n * 40)},{round(168 - n * 2)}" for n in range(11))
    return f"{' '.join(points)};{under}"
