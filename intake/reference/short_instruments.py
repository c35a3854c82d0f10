"""Three short instruments beside the first assessment, worded by ourselves (domain.md §3.3).

The condition of living follows the headings of FORM P1 part C (1 very poor to 5 good), family support
the five aspects that the usual family function questions ask about. The risk screen has no points:
each yes is a matter of its own, to be acted upon and not added up.
"""

from typing import Any

from intake.models import NeedDomain, NeedPriority
from intake.reference.questions import NOT_RATED, choice, yes_no

_CONDITION = (
    ("1", "Sangat kurang", 1),
    ("2", "Kurang", 2),
    ("3", "Cukup", 3),
    ("4", "Baik", 4),
    ("5", "Sangat baik", 5),
    NOT_RATED,
)
_HOW_OFTEN = (
    ("0", "Hampir tidak pernah", 0),
    ("1", "Kadang-kadang", 1),
    ("2", "Hampir selalu", 2),
    NOT_RATED,
)


def _condition(key: str, label: str) -> dict[str, Any]:
    return choice(key, label, *_CONDITION)


def _often(key: str, label: str) -> dict[str, Any]:
    return choice(key, label, *_HOW_OFTEN)


def _need(
    key: str, domain: NeedDomain, description: str, why: str, when: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "key": key,
        "domain": str(domain),
        "description": description,
        "priority": int(NeedPriority.URGENT),
        "why": why,
        "when": when,
    }


LIVING: dict[str, Any] = {
    "review_after_days": 90,
    "sections": [
        {
            "key": "living",
            "title": "Keadaan hidup",
            "hint": "Menurut yang terlihat dan dikatakan, bukan menurut keinginan.",
            "items": [
                _condition("food", "Makan: cukup dan teratur"),
                _condition("clothes", "Pakaian: layak dan dapat diganti"),
                _condition("shelter", "Tempat tinggal: aman dan terlindung"),
                _condition("hygiene", "Kebersihan diri dan lingkungan"),
                _condition("health_care", "Perawatan kesehatan: terjangkau saat sakit"),
                _condition("income", "Penghasilan: cukup untuk hari ini"),
                _condition("family_ties", "Hubungan dengan keluarga"),
                _condition("neighbours", "Hubungan dengan lingkungan"),
                _condition("spirit", "Kehidupan rohani"),
            ],
            "score": {
                "label": "Keadaan hidup",
                "cutoffs": [
                    {"at_least": 36, "label": "Baik", "tone": "ok"},
                    {"at_least": 27, "label": "Cukup", "tone": "ok"},
                    {"at_least": 18, "label": "Kurang", "tone": "soon"},
                    {"at_least": 0, "label": "Sangat kurang", "tone": "late"},
                ],
            },
        }
    ],
    "needs": [
        _need(
            "living.shelter",
            NeedDomain.SHELTER,
            "Tempat tinggal yang aman",
            "Tempat tinggal kurang atau sangat kurang",
            [{"item": "shelter", "is": ["1", "2"]}],
        ),
        _need(
            "living.food",
            NeedDomain.FOOD,
            "Makan teratur",
            "Makan kurang atau sangat kurang",
            [{"item": "food", "is": ["1", "2"]}],
        ),
    ],
}

FAMILY: dict[str, Any] = {
    "review_after_days": 90,
    "sections": [
        {
            "key": "support",
            "title": "Dukungan keluarga",
            "hint": "Ditanyakan kepada orangnya sendiri, tanpa keluarga ikut mendengar.",
            "items": [
                _often("helped", "Keluarga membantu saat saya kesulitan"),
                _often("heard", "Keluarga mau mendengar dan berbicara tentang masalah saya"),
                _often("allowed", "Keluarga menerima keinginan saya untuk memulai hal baru"),
                _often("felt", "Keluarga menanggapi perasaan saya"),
                _often("together", "Saya dan keluarga meluangkan waktu bersama"),
            ],
            "score": {
                "label": "Dukungan keluarga",
                "cutoffs": [
                    {"at_least": 7, "label": "Baik", "tone": "ok"},
                    {"at_least": 4, "label": "Kurang", "tone": "soon"},
                    {"at_least": 0, "label": "Sangat kurang", "tone": "late"},
                ],
            },
        }
    ],
    "needs": [
        {
            "key": "support.low",
            "domain": str(NeedDomain.FAMILY),
            "description": "Pendampingan keluarga sebelum reunifikasi",
            "priority": int(NeedPriority.NORMAL),
            "why": "Dukungan keluarga kurang",
            "when": [{"score": "support", "below": 7}],
        }
    ],
}

RISK: dict[str, Any] = {
    "review_after_days": 14,
    "sections": [
        {
            "key": "body_risk",
            "title": "Gawat bagi badan",
            "hint": "Satu jawaban “Ya” di bagian ini ditindak hari ini juga.",
            "items": [
                yes_no("unconscious", "Sukar dibangunkan, sesak, atau berdarah banyak"),
                yes_no("infection", "Batuk berdarah, demam tinggi, atau luka bernanah"),
                yes_no("risk_pregnant", "Hamil atau baru melahirkan", fact="pregnant"),
                yes_no("withdrawal", "Gemetar, berkeringat, atau kejang karena berhenti zat"),
            ],
        },
        {
            "key": "mind_risk",
            "title": "Gawat bagi jiwa",
            "items": [
                yes_no("self_harm", "Menyakiti diri atau berkata ingin mati"),
                yes_no("restless", "Mengamuk, atau melihat dan mendengar yang tidak ada"),
                yes_no("threatens", "Mengancam orang lain"),
            ],
        },
        {
            "key": "exploitation_risk",
            "title": "Tanda eksploitasi dan anak sendirian",
            "hint": "Tanyakan terpisah dari siapa pun yang menyertainya.",
            "items": [
                yes_no("controlled", "Uang atau surat dipegang orang lain"),
                yes_no("brought", "Dibawa atau dijanjikan pekerjaan oleh orang lain"),
                yes_no("afraid", "Takut kepada yang menyertai, atau jawabannya diajarkan"),
                yes_no("child_alone", "Anak tanpa orang tua atau wali"),
            ],
        },
    ],
    "needs": [
        _need(
            "risk.body",
            NeedDomain.HEALTH,
            "Pemeriksaan kesehatan segera",
            "Ada tanda gawat bagi badan",
            [
                {"item": key, "is": ["yes"]}
                for key in ("unconscious", "infection", "risk_pregnant", "withdrawal")
            ],
        ),
        _need(
            "risk.mind",
            NeedDomain.MENTAL,
            "Pemeriksaan jiwa segera, tidak ditinggal sendiri",
            "Ada tanda gawat bagi jiwa",
            [{"item": key, "is": ["yes"]} for key in ("self_harm", "restless", "threatens")],
        ),
        _need(
            "risk.exploitation",
            NeedDomain.PROTECTION,
            "Pelindungan dan pemeriksaan dugaan eksploitasi",
            "Ada tanda eksploitasi",
            [{"item": key, "is": ["yes"]} for key in ("controlled", "brought", "afraid")],
        ),
        _need(
            "risk.child",
            NeedDomain.PROTECTION,
            "Pengasuh atau wali sementara",
            "Anak tanpa orang tua atau wali",
            [{"item": "child_alone", "is": ["yes"]}],
        ),
    ],
}

SHORT: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("keadaan-hidup", "Keadaan hidup (P1 bagian C)", LIVING),
    ("dukungan-keluarga", "Dukungan keluarga", FAMILY),
    ("saring-risiko", "Saringan risiko", RISK),
)
