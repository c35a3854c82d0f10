"""What no reason overcomes: papers without which somebody is not placed (domain.md §4.3, §6.3)."""

from dataclasses import dataclass

from django.urls import reverse

from intake.health import calm_letters
from intake.models import Case, Flag
from referrals.models import Clearance, ClearanceKind
from upt_facilities.models import Audience, Facility, FacilityKind

# Where people go to stay. Hospitals heal first, shelters hold for the night, agencies serve.
LASTING = (FacilityKind.UPT, FacilityKind.CENTRAL)


@dataclass(frozen=True)
class Gate:
    """One thing that must be there, whether it is, and who brings it."""

    name: str
    is_open: bool
    sentence: str
    url: str
    owner: str
    kind: str = ""  # of the clearance that opens it


def gates_of(case: Case, facility: Facility) -> list[Gate]:
    """The gates before ``facility`` for the person of ``case``. At most two queries."""
    if facility.kind not in LASTING:
        return []
    gates = []
    if Flag.PSYCHIATRIC in case.flags or facility.audiences == [Audience.MENTAL]:
        gates.append(_calm(case))
    wanted = [
        kind
        for kind, flag in (
            (ClearanceKind.CHILD, Flag.CHILD),
            (ClearanceKind.TRAFFICKING, Flag.TRAFFICKING),
        )
        if flag in case.flags
    ]
    if wanted:
        there = set(Clearance.objects.filter(case=case).values_list("kind", flat=True))
        gates += [_clearance(case, kind, is_open=kind in there) for kind in wanted]
    return gates


def refusal_at_the_gate(case: Case, facility: Facility) -> str:
    """Why ``case`` may not be placed in ``facility`` yet, as one sentence; blank where it may."""
    shut = [gate.sentence for gate in gates_of(case, facility) if not gate.is_open]
    return " ".join(shut)


def _calm(case: Case) -> Gate:
    return Gate(
        "Surat dokter",
        calm_letters(case).exists(),
        "Orang dengan gangguan jiwa ditempatkan sesudah dokter menyatakan tenang: unggah surat "
        "dokter yang masih berlaku pada dokumen kasus. Sebelum itu, rujuk ke rumah sakit.",
        reverse("intake:case_papers", args=[case.number]),
        "dokter rumah sakit jiwa; diurus pekerja sosial",
    )


def _clearance(case: Case, kind: ClearanceKind, *, is_open: bool) -> Gate:
    whom = {
        ClearanceKind.CHILD: "Anak ditempatkan dengan rekomendasi perlindungan anak",
        ClearanceKind.TRAFFICKING: "Orang yang diduga korban TPPO ditempatkan dengan persetujuan "
        "Unit PPA kepolisian atau UPTD PPA",
    }[kind]
    return Gate(
        kind.label,
        is_open,
        f"{whom}: catat suratnya lebih dahulu.",
        reverse("referrals:clearance", args=[case.number]),
        "UPTD PPA atau Unit PPA kepolisian; diurus pekerja sosial",
        kind,
    )
