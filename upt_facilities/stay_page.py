"""The page of one stay: which stay, and what may be done with it."""

from django.http import Http404
from django.urls import reverse

from intake.models import Case
from ppks_service.accounts.models import User
from ppks_service.accounts.roles import Capability
from ppks_service.panels import Act
from upt_facilities import permissions
from upt_facilities.models import Stay


def stay_of(user: User, pk: int) -> Stay:
    """The stay with all that its page shows, if ``user`` may see it; otherwise there is none."""
    stays = Stay.objects.visible_to(user)
    beside = ("received_by", "exited_by", "giver_signature", "receiver_signature")
    found = (
        stays.for_list()
        .select_related(*beside)
        .defer("giver_signature__content", "receiver_signature__content")
        .get_or_none(pk=pk)
    )
    if found is None:
        raise Http404
    return found


def place_words(stay: Stay) -> str:
    """``Wisma Melati nomor 4``, or nothing where no numbered place is kept."""
    if stay.occupancy is None:
        return ""
    return f"{stay.occupancy.place.ward} nomor {stay.occupancy.place}"


def acts_of(user: User, stay: Stay, *, has_document: bool) -> list[Act]:
    """The buttons of a running stay; the berita acara is the next act until there is one."""
    acts = []
    if user.has(Capability.READ_DOCUMENTS):
        url = reverse("documents:letter_choose", args=["tinggal", stay.pk])
        acts.append(Act(label="Buat surat", url=url, icon="mail", order=60))
    if stay.exit_at is not None:
        return acts
    if permissions.set_temporary.allows(user, stay):
        url = reverse("facilities:stay_temporary", args=[stay.pk])
        acts.append(Act(label="Tempat sementara", url=url, icon="hourglass", order=40))
    if not permissions.exit_stay.allows(user, stay):
        return acts
    acts.append(
        Act(
            label="Catat keluar",
            url=reverse("facilities:exit_choose", args=[stay.pk]),
            icon="door-exit",
            is_next=has_document,
            order=20,
        )
    )
    if stay.facility.is_residential:
        acts.append(
            Act(
                label="Pindah tempat",
                url=reverse("facilities:stay_move", args=[stay.pk]),
                icon="arrows-exchange",
                order=30,
            )
        )
    return acts


def shelter_acts(user: User, case: Case) -> list[Act]:
    """On the case file: write down that the person sleeps in a shelter, while nothing else is known."""
    if not user.has(Capability.REGISTER) or not case.is_open:
        return []
    if Stay.objects.running().filter(case=case).exists():
        return []
    return [
        Act(
            label="Catat masuk penampungan",
            url=reverse("facilities:case_shelter", args=[case.number]),
            icon="home-heart",
            order=60,
        )
    ]
