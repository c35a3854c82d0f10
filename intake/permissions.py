"""Who may do what with a person, a case and an assessment."""

from intake.models import Case, Encounter, Person, ReunionLock
from intake.same import group_of
from ppks_service.accounts.models import User
from ppks_service.accounts.posts import Post
from ppks_service.accounts.roles import PROTECTED_READERS, Capability, Role
from ppks_service.accounts.rules import rule

SECTION_ROLES = (Role.SOCIAL_WORKER, Role.SECTION_HEAD, Role.REGISTRAR)


@rule
def open_file(user: User, case: Case) -> str | None:
    """The same answer as ``Case.objects.visible_to``, without a query. Needs ``section``."""
    refusals = [_closed_to(user, post, case) for post in user.posts()]
    return None if None in refusals else refusals[0]


def _closed_to(user: User, post: Post, case: Case) -> str | None:
    """Why the file stays closed to this one post of the user's."""
    if post.role == Role.DIVISION_HEAD:
        if post.office in (case.section_id, case.section.parent_id):
            return None
        return f"Kasus ini ditangani {case.section}, di bidang lain. Tanyakan kepada kepalanya."
    if post.role not in SECTION_ROLES:
        return f"Berkas kasus hanya dibuka petugas seksi yang menanganinya. Tanyakan kepada {case.section}."
    if post.office != case.section_id:
        return f"Kasus ini ditangani {case.section}. Tanyakan kepada seksi itu."
    if not case.is_protected or post.role in PROTECTED_READERS:
        return None
    if user.pk in (case.owner_id, case.opened_by_id):
        return None
    return (
        "Kasus terlindung hanya dibuka penanggung jawabnya, petugas yang mendaftarkan, "
        "dan Kepala Seksi. Bila Anda perlu membantu, minta Kepala Seksi menunjuk Anda."
    )


@rule
def register(user: User, subject: Person | Case | Encounter) -> str | None:
    """Registration officers and social workers take people in."""
    if not user.has(Capability.REGISTER):
        return "Hanya petugas registrasi dan pekerja sosial yang mendaftarkan orang dan kasus."
    return None


@rule
def write_file(user: User, case: Case) -> str | None:
    """Whoever registers or assesses, in files they may open, while the case runs."""
    if not (user.has(Capability.REGISTER) or user.has(Capability.ASSESS)):
        return (
            "Hanya petugas registrasi, pekerja sosial, dan Kepala Seksi yang mengisi berkas kasus."
        )
    if reason := open_file.refusal(user, case):
        return reason
    if not case.is_open:
        return "Kasus ini sudah selesai; isinya tidak diubah lagi."
    return None


@rule
def write_promise(user: User, case: Case) -> str | None:
    """As the file, and after its end too: what was signed at the door is written down later."""
    if not (user.has(Capability.REGISTER) or user.has(Capability.ASSESS)):
        return (
            "Hanya petugas registrasi, pekerja sosial, dan Kepala Seksi yang mengisi berkas kasus."
        )
    return open_file.refusal(user, case)


@rule
def write_person(user: User, person: Person) -> str | None:
    """Whoever may write in a file of this person; somebody without any case, who registers."""
    if not (user.has(Capability.REGISTER) or user.has(Capability.ASSESS)):
        return "Hanya petugas registrasi, pekerja sosial, dan Kepala Seksi yang mengisi identitas."
    records = group_of(person.pk).keys if person.pk else frozenset()
    if Case.objects.visible_to(user).filter(person__in=records).exists():
        return None
    if Case.objects.filter(person__in=records).exists():
        return "Orang ini tercatat di berkas yang tidak Anda tangani."
    return None


@rule
def assess(user: User, case: Case) -> str | None:
    """Social workers and heads of the section, in files they may open, while the case runs."""
    if not user.has(Capability.ASSESS):
        return "Hanya pekerja sosial dan Kepala Seksi yang menyusun asesmen dan kebutuhan."
    return write_file.refusal(user, case)


@rule
def assign_case(user: User, case: Case) -> str | None:
    """The head of the section that owns the case."""
    if user.post_for(Capability.DECIDE, case.section_id) is None:
        return f"Hanya Kepala {case.section} yang menunjuk penanggung jawab."
    return None


@rule
def halt_case(user: User, case: Case) -> str | None:
    """Pause, resume and end: the owner, or the head of the section."""
    if user.pk == case.owner_id:
        return None
    if user.post_for(Capability.DECIDE, case.section_id) is not None:
        return None
    return "Hanya penanggung jawab kasus dan Kepala Seksi yang menangguhkan atau mengakhiri kasus."


@rule
def clear_reunion(user: User, lock: ReunionLock) -> str | None:
    """The head of the section that owns the case or of its division, never who saw the danger.

    Needs ``case`` with its section.
    """
    section = lock.case.section
    heads = any(
        post.role in (Role.SECTION_HEAD, Role.DIVISION_HEAD)
        and post.office in (section.pk, section.parent_id)
        for post in user.posts()
    )
    if not heads:
        return "Hanya Kepala Seksi pemilik kasus ini atau Kepala Bidang yang membuka kunci."
    if user.pk == lock.locked_by_id:
        return (
            "Yang mengunci tidak membuka kuncinya sendiri. Yang dapat: Kepala Seksi atau Kepala "
            "Bidang yang lain."
        )
    return None


@rule
def decide_collector(user: User, case: Case) -> str | None:
    """The head of the section that owns the case, while it runs."""
    if user.post_for(Capability.DECIDE, case.section_id) is None:
        return "Hanya Kepala Seksi pemilik kasus ini yang menetapkan siapa boleh menjemput."
    return write_file.refusal(user, case)


@rule
def maintain_instruments(user: User, instrument: object) -> str | None:
    """Admin data writes what others ask with."""
    if user.has(Capability.MAINTAIN_REFERENCE):
        return None
    return "Instrumen ditulis oleh admin data."
