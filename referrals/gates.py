"""What no reason overcomes: papers without which somebody is not placed (domain.md §4.3, §6.3)."""

from dataclasses import dataclass

from django.urls import reverse

from intake.models import Case, Flag, PaperKind
from intake.validity import is_over, last_days, ran_out
from referrals.models import Clearance, ClearanceKind
from upt_facilities.criteria import NEW_PAPER
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
    if wants_calm(case, facility):
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


def wants_calm(case: Case, facility: Facility) -> bool:
    """Whether the person of ``case`` goes to ``facility`` only after a doctor found them calm."""
    is_ill = Flag.PSYCHIATRIC in case.flags or facility.audiences == [Audience.MENTAL]
    return is_ill and facility.kind in LASTING


def refusal_at_the_gate(case: Case, facility: Facility) -> str:
    """Why ``case`` may not be placed in ``facility`` yet, as one sentence; blank where it may."""
    shut = [gate.sentence for gate in gates_of(case, facility) if not gate.is_open]
    return " ".join(shut)


def _calm(case: Case) -> Gate:
    letters = case.papers.filter(kind=PaperKind.CALM).order_by("pk")
    last_day = last_days(letters.values_list("kind", "valid_until"))
    until = last_day.get(PaperKind.CALM)
    lapsed = ""
    if until is not None and is_over(until):
        lapsed = f"{ran_out(PaperKind.CALM.label, until)}; {NEW_PAPER}. "
    return Gate(
        "Surat dokter",
        PaperKind.CALM in last_day and not lapsed,
        f"{lapsed}Orang dengan gangguan jiwa ditempatkan sesudah dokter menyatakan tenang: unggah surat "
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
        f"{whom}: catat suratnya lebih dahulu. Bila belum ada, mintakan ke UPTD PPA atau Unit PPA "
        "kepolisian; sementara itu rumah penampungan dapat menerima.",
        reverse("referrals:clearance", args=[case.number]),
        "UPTD PPA atau Unit PPA kepolisian; diurus pekerja sosial",
        kind,
    )
