"""Reference data of referrals: how each kind is decided until the office sets it, and plan templates."""

from typing import Any

from referrals.models import KindCode, ReferralKind
from referrals.reference_templates import load_templates

PROPOSED = "Usulan awal; belum ada dasar tertulis, tetapkan bersama Dinas"

KINDS: dict[KindCode, dict[str, Any]] = {
    KindCode.PLACEMENT: {"source": PROPOSED},
    KindCode.SHELTER: {"in_batch": True, "source": PROPOSED},
    KindCode.HOSPITAL: {"source": PROPOSED},
    KindCode.SERVICE: {"in_batch": True, "source": PROPOSED},
    # A place against its own published rules is an exception to a public promise.
    KindCode.EXCEPTION: {
        "needs_second": True,
        "barred": ["planner"],
        "source": "Usulan awal: pengecualian atas syarat yang diumumkan disetujui Kepala Bidang",
    },
}


def load() -> None:
    """Add the kinds that are missing; what the office has set stays."""
    for code, defaults in KINDS.items():
        ReferralKind.objects.get_or_create(code=code, defaults=defaults)
    load_templates()
