"""The fifteen people of the demo office. They are invented; so are their NIPs."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from ppks_service.accounts.models import Office, OfficeKind, User
from ppks_service.accounts.roles import Role

SECTION = "section"
DIVISION = "division"
DEPARTMENT = "department"


@dataclass(frozen=True)
class Account:
    username: str
    full_name: str
    role: Role
    office: str  # SECTION, DIVISION, DEPARTMENT, or the code of a facility
    position: str
    rank: str = ""
    nip: str = ""


ACCOUNTS = (
    Account("lapangan", "Rudi Hasibuan", Role.FIELD_OFFICER, SECTION, "Ketua tim lapangan"),
    Account("registrasi", "Yuli Andriani", Role.REGISTRAR, SECTION, "Petugas registrasi"),
    Account(
        "peksos",
        "Ratna Ginting, S.Tr.Sos.",
        Role.SOCIAL_WORKER,
        SECTION,
        "Pekerja Sosial Ahli Muda",
        "Penata",
        "198904122014032901",
    ),
    Account(
        "peksos2",
        "Dewi Harahap, S.Sos.",
        Role.SOCIAL_WORKER,
        SECTION,
        "Pekerja Sosial Ahli Pertama",
        "Penata Muda",
        "199306172019032902",
    ),
    Account(
        "kasi",
        "Bonar Lubis, S.Sos., M.Si.",
        Role.SECTION_HEAD,
        SECTION,
        "Kepala Seksi Orang Telantar, KPO, NAPZA, dan Tuna Sosial",
        "Penata Tingkat I",
        "197805092003121903",
    ),
    Account(
        "kabid",
        "Hotma Simanjuntak, M.Si.",
        Role.DIVISION_HEAD,
        DIVISION,
        "Kepala Bidang Rehabilitasi Sosial",
        "Pembina",
        "197203151998031904",
    ),
    Account(
        "kadis",
        "Zainal Arifin Rambe, M.AP.",
        Role.DEPARTMENT_HEAD,
        DEPARTMENT,
        "Kepala Dinas Sosial",
        "Pembina Utama Muda",
        "196911201994031905",
    ),
    Account("upt", "Tiur Manurung", Role.FACILITY_OFFICER, "lansia-binjai", "Kasi Pelayanan"),
    Account(
        "upt.gepeng", "Sugeng Santoso", Role.FACILITY_OFFICER, "gepeng-binjai", "Kasi Pelayanan"
    ),
    Account(
        "upt.berastagi",
        "Ulina Sembiring",
        Role.FACILITY_OFFICER,
        "tuna-laras-berastagi",
        "Kasi Pelayanan",
    ),
    Account(
        "upt.balita", "Nurhayati Lubis", Role.FACILITY_OFFICER, "balita-medan", "Kasi Pengasuhan"
    ),
    Account("mitra", "dr. Martua Siregar", Role.PARTNER, "rsj-ildrem", "Petugas rujukan"),
    Account("laporan", "Intan Nasution", Role.REPORTING, SECTION, "Penyusun laporan"),
    Account("admin", "Eko Prasetyo", Role.DATA_ADMIN, DIVISION, "Pengelola data"),
    Account("auditor", "Maya Tarigan", Role.AUDITOR, DEPARTMENT, "Pejabat pelindungan data"),
)


def make_accounts(password: str) -> dict[str, User]:
    """The demo accounts, all with ``password``; facilities come from the reference data."""
    from upt_facilities.models import Facility

    def office(key: str) -> Office:
        if key in (SECTION, DIVISION, DEPARTMENT):
            found = Office.objects.filter(kind=OfficeKind(key)).order_by("pk").first()
        else:
            found = Facility.objects.select_related("office").get(code=key).office
        assert found is not None, f"reference data lacks {key}"
        return found

    users: dict[str, User] = {}
    hashed = make_password(password)  # slow on purpose, and the password of all of them is one
    for account in ACCOUNTS:
        users[account.username] = User.objects.create(
            username=account.username,
            password=hashed,
            full_name=account.full_name,
            role=account.role,
            office=office(account.office),
            position=account.position,
            rank=account.rank,
            nip=account.nip,
            password_changed_at=timezone.now(),
        )
    return users
