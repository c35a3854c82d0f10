"""Who may do what, as one table. A role is a decision of the office: reviewed, tested, versioned."""

from enum import StrEnum

from django.db import models


class Role(models.TextChoices):
    """What a user is in the office; the words are those of design §5."""

    FIELD_OFFICER = "field_officer", "Petugas lapangan"
    REGISTRAR = "registrar", "Petugas registrasi"
    SOCIAL_WORKER = "social_worker", "Pekerja sosial"
    SECTION_HEAD = "section_head", "Kepala seksi"
    DIVISION_HEAD = "division_head", "Kepala bidang"
    DEPARTMENT_HEAD = "department_head", "Kepala dinas"
    FACILITY_OFFICER = "facility_officer", "Petugas UPT"
    PARTNER = "partner", "Mitra"
    REPORTING = "reporting", "Staf pelaporan"
    DATA_ADMIN = "data_admin", "Admin data"
    AUDITOR = "auditor", "Auditor / DPO"


class Capability(StrEnum):
    """One kind of act. The value completes the sentence "Peran Anda tidak dapat …"."""

    READ_RAIDS = "membuka razia"
    WRITE_RAIDS = "mencatat razia dan temuan"
    REGISTER = "mendaftarkan orang dan kasus"
    READ_CASES = "membuka kasus"
    MATCH_PERSONS = "menjawab apakah dua orang tercatat itu satu orang"
    IMPORT = "mengimpor register"
    ASSESS = "menyusun asesmen dan kebutuhan"
    WRITE_REFERRALS = "menyusun rencana dan rujukan"
    DECIDE = "memutus rencana dan rujukan"
    DECIDE_SECOND = "memberi keputusan kedua"
    OVERSEE_DECISIONS = "melihat keputusan yang lewat batas"
    READ_REFERRALS = "membuka rujukan"
    ANSWER_REFERRALS = "menjawab rujukan"
    READ_FACILITIES = "membuka papan tempat"
    RUN_FACILITY = "menerima dan mengeluarkan penghuni"
    RECORD_SERVICES = "mencatat layanan"
    WRITE_VISITS = "mencatat kunjungan"
    READ_REPORTS = "membuka laporan"
    CLOSE_MONTHS = "menutup bulan dan mencetak laporan"
    READ_DOCUMENTS = "membuka surat"
    READ_AGENDA = "membuka buku agenda surat"
    MAINTAIN_REFERENCE = "mengubah data induk"
    MAINTAIN_ACCOUNTS = "mengelola akun"
    READ_JOURNAL = "membuka jurnal"


C = Capability

ROLE_CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.FIELD_OFFICER: frozenset({C.READ_RAIDS, C.WRITE_RAIDS}),
    Role.REGISTRAR: frozenset(
        {C.READ_RAIDS, C.WRITE_RAIDS, C.REGISTER, C.READ_CASES, C.MATCH_PERSONS, C.IMPORT}
    ),
    Role.SOCIAL_WORKER: frozenset(
        {
            C.READ_RAIDS,
            C.WRITE_RAIDS,
            C.REGISTER,
            C.READ_CASES,
            C.MATCH_PERSONS,
            C.IMPORT,
            C.ASSESS,
            C.WRITE_REFERRALS,
            C.READ_REFERRALS,
            C.READ_FACILITIES,
            C.RECORD_SERVICES,
            C.WRITE_VISITS,
            C.READ_DOCUMENTS,
            C.READ_AGENDA,
            C.READ_REPORTS,
        }
    ),
    Role.SECTION_HEAD: frozenset(
        {
            C.READ_RAIDS,
            C.READ_CASES,
            C.MATCH_PERSONS,
            C.IMPORT,
            C.ASSESS,
            C.WRITE_REFERRALS,
            C.DECIDE,
            C.READ_REFERRALS,
            C.READ_FACILITIES,
            C.READ_DOCUMENTS,
            C.READ_AGENDA,
            C.READ_REPORTS,
        }
    ),
    Role.DIVISION_HEAD: frozenset(
        {
            C.READ_RAIDS,
            C.READ_CASES,
            C.MATCH_PERSONS,
            C.DECIDE_SECOND,
            C.OVERSEE_DECISIONS,
            C.READ_REFERRALS,
            C.READ_FACILITIES,
            C.READ_DOCUMENTS,
            C.READ_AGENDA,
            C.READ_REPORTS,
        }
    ),
    Role.DEPARTMENT_HEAD: frozenset(
        {
            C.READ_DOCUMENTS,
            C.READ_AGENDA,
            C.READ_REPORTS,
            C.READ_FACILITIES,
            C.OVERSEE_DECISIONS,
        }
    ),
    Role.FACILITY_OFFICER: frozenset(
        {
            C.READ_REFERRALS,
            C.ANSWER_REFERRALS,
            C.READ_FACILITIES,
            C.RUN_FACILITY,
            C.RECORD_SERVICES,
            C.READ_DOCUMENTS,
        }
    ),
    Role.PARTNER: frozenset({C.READ_REFERRALS, C.ANSWER_REFERRALS, C.READ_DOCUMENTS}),
    Role.REPORTING: frozenset({C.READ_REPORTS, C.CLOSE_MONTHS, C.READ_FACILITIES, C.READ_AGENDA}),
    Role.DATA_ADMIN: frozenset({C.MAINTAIN_REFERENCE, C.MAINTAIN_ACCOUNTS}),
    Role.AUDITOR: frozenset({C.READ_JOURNAL}),
}

# Whose sight is bounded by the facility they work in, not by a section.
FACILITY_ROLES = frozenset({Role.FACILITY_OFFICER, Role.PARTNER})
# Who sees protected persons' names and files: the assigned worker does too, case by case.
PROTECTED_READERS = frozenset({Role.SECTION_HEAD, Role.DIVISION_HEAD})
# Of these, who reads beyond what they work on, and writes down why before a protected file opens to them
# (domain.md §7.3.1). A section's head works on each of its files: assigns, decides, ends, answers for it.
REASON_GIVERS = frozenset({Role.DIVISION_HEAD})


def roles_with(capability: Capability) -> list[Role]:
    """The roles that may do ``capability``, for the sentence "Yang dapat: …"."""
    return [role for role, held in ROLE_CAPABILITIES.items() if capability in held]


# Kinds of act that never meet in one pair of hands, whoever lends the second role: one of the first,
# one of the second, and why. Data of the office, reviewed here.
INCOMPATIBLE: tuple[tuple[frozenset[Capability], frozenset[Capability], str], ...] = (
    (
        frozenset({C.MAINTAIN_ACCOUNTS, C.MAINTAIN_REFERENCE}),
        frozenset({C.READ_CASES, C.DECIDE, C.DECIDE_SECOND, C.READ_DOCUMENTS}),
        "yang mengatur akun dan data induk tidak membuka kasus atau memutus",
    ),
    (
        frozenset({C.READ_JOURNAL}),
        frozenset(C) - {C.READ_JOURNAL},
        "auditor tidak memegang peran yang diperiksanya",
    ),
    (
        frozenset({C.ANSWER_REFERRALS}),
        frozenset({C.DECIDE, C.DECIDE_SECOND, C.WRITE_REFERRALS, C.READ_CASES, C.READ_REPORTS}),
        "yang menjawab rujukan tidak mengajukan atau memutusnya",
    ),
    (
        frozenset({C.CLOSE_MONTHS}),
        frozenset({C.DECIDE, C.DECIDE_SECOND}),
        "yang menutup laporan bulanan tidak memutus rujukan yang dihitung di dalamnya",
    ),
)


def clash(one: Role, other: Role) -> str:
    """Why the two roles may not meet in one person, as half a sentence; nothing where they may."""
    first, second = ROLE_CAPABILITIES[one], ROLE_CAPABILITIES[other]
    for left, right, why in INCOMPATIBLE:
        if (left & first and right & second) or (left & second and right & first):
            return why
    return ""
