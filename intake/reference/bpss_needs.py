"""Which needs the answers of the BPSS assessment suggest; the social worker decides."""

from typing import Any

from intake.models import NeedDomain, NeedPriority


def _need(
    key: str, domain: str, description: str, priority: int, why: str, *when: dict[str, Any]
) -> dict[str, Any]:
    return {
        "key": key,
        "domain": str(domain),
        "description": description,
        "priority": int(priority),
        "why": why,
        "when": list(when),
    }


def _is(item: str, *values: str) -> dict[str, Any]:
    return {"item": item, "is": list(values)}


D, P = NeedDomain, NeedPriority
NEEDS = [
    _need("shelter", D.SHELTER, "Tempat tinggal dan perawatan", P.URGENT,
          "tidak ada keluarga yang dapat merawat, atau tinggal di jalan",
          _is("has_family", "no"), _is("home", "street")),
    _need("care", D.SHELTER, "Bantuan dalam kegiatan sehari-hari", P.URGENT,
          "nilai kegiatan sehari-hari di bawah 12", {"score": "adl", "below": 12}),
    _need("emergency", D.HEALTH, "Pertolongan medis segera", P.URGENT,
          "keadaan gawat", _is("health", "emergency")),
    _need("check_up", D.HEALTH, "Pemeriksaan kesehatan", P.NORMAL,
          "ada keluhan atau dugaan penyakit menular",
          _is("health", "fair", "bad"), _is("contagious", "yes"),
          _is("complaints", "cough", "fever", "wound", "skin", "pain", "breath", "thin")),
    _need("pregnancy", D.HEALTH, "Pemeriksaan dan pendampingan kesehatan", P.URGENT,
          "hamil", _is("pregnant", "yes")),
    _need("food", D.FOOD, "Makanan bergizi dan pakaian", P.NORMAL,
          "tidak punya penghasilan, atau sangat kurus",
          _is("income", "none", "begging"), _is("complaints", "thin")),
    _need("psychiatric", D.MENTAL, "Pemeriksaan kesehatan jiwa", P.URGENT,
          "bicara kacau, mengamuk, atau tanda menyakiti diri",
          _is("confused", "yes"), _is("aggressive", "yes"), _is("self_harm", "yes")),
    _need("counselling", D.MENTAL, "Konseling", P.NORMAL,
          "pengalaman kekerasan, atau putus asa", _is("trauma", "yes"), _is("hope", "hopeless")),
    _need("drugs", D.HEALTH, "Pemeriksaan dan rehabilitasi NAPZA", P.NORMAL,
          "memakai alkohol atau NAPZA", _is("substance", "yes")),
    _need("aid", D.AID, "Alat bantu", P.NORMAL, "memerlukan alat bantu", _is("needs_aid", "yes")),
    _need("identity", D.IDENTITY, "Identitas kependudukan", P.NORMAL,
          "tidak punya surat identitas", _is("has_id", "no", "unknown")),
    _need("insurance", D.HEALTH, "Jaminan kesehatan", P.NORMAL,
          "jaminan kesehatan tidak aktif", _is("insured", "no")),
    _need("tracing", D.FAMILY, "Penelusuran keluarga", P.NORMAL,
          "keluarga tidak diketahui atau lama tidak berhubungan",
          _is("has_family", "unknown"), _is("family_contact", "longer", "never", "unknown")),
    _need("reunion", D.FAMILY, "Reunifikasi dengan keluarga", P.NORMAL,
          "ada keluarga yang mampu merawat", _is("has_family", "yes")),
    _need("school", D.EDUCATION, "Kembali bersekolah", P.NORMAL,
          "anak usia sekolah yang tidak bersekolah", _is("school_age_out", "yes")),
    _need("protection", D.PROTECTION, "Perlindungan dari eksploitasi", P.URGENT,
          "tanda dimanfaatkan orang lain", _is("exploited", "yes")),
    _need("training", D.WORK, "Pelatihan keterampilan", P.LATER,
          "ingin dilatih", _is("wants_training", "yes")),
    _need("work", D.WORK, "Pekerjaan atau usaha", P.LATER,
          "ingin dan sanggup bekerja", _is("wants_work", "yes")),
    _need("return", D.RETURN, "Pemulangan ke daerah asal", P.NORMAL,
          "ingin pulang", _is("wants_home", "yes")),
]  # fmt: skip
