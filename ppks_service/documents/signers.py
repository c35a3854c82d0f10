"""Who signs a letter, and how the paper says in which post (Permendagri 1/2023)."""

from typing import Any

from ppks_service.accounts.models import PREFIXES, Mandate, MandateKind, Office, User
from ppks_service.accounts.posts import Post
from ppks_service.accounts.roles import Role

SPACE = "tanda tangan dan cap"


def signer_of(user: User) -> dict[str, Any]:
    """The signature block of ``user``: titles, name, rank and NIP as paper writes it."""
    nip = user.nip
    spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if len(nip) == 18 else nip
    return {
        "titles": [f"{user.position or user.get_role_display()},"],
        "name": user.full_name,
        "rank": user.rank,
        "nip": spaced,
    }


def signature_titles(by: User, post: Post, section: Office) -> list[str]:
    """The lines above a signature: on whose behalf, and in which post (Permendagri 1/2023).

    The authority is the head of the department's: the division signs ``a.n.`` him, the section
    ``a.n.`` and, one step further down, ``u.b.``. Who acts writes ``Plh.`` or ``Plt.`` before their post.
    """
    title = post.title if post.mandate else by.position or by.get_role_display()
    own = f"{post.prefix} {title},".strip()
    division = section.parent
    department = division.parent if division else None
    if division is None or department is None or post.role == Role.DEPARTMENT_HEAD:
        return [own]
    behalf = f"a.n. Kepala {department.name}"
    if post.role == Role.DIVISION_HEAD:
        return [behalf, own]
    return [behalf, f"Kepala {division.name},", "u.b.", own]


def issuing_post(by: User, issuers: list[str], section: Office) -> Post:
    """The post in which ``by`` issues: one of ``issuers``, of this section before any other."""
    fit = [post for post in by.posts() if post.role in issuers] or list(by.posts())
    return next((post for post in fit if post.office == section.pk), fit[0])


def issuer_block(by: User, post: Post, section: Office) -> dict[str, Any]:
    """The signature block of whoever issues: heads sign for the department, others in their own post."""
    heads = (Role.SECTION_HEAD, Role.DIVISION_HEAD, Role.DEPARTMENT_HEAD)
    block = signer_of(by) | {"space": SPACE, "is_issuer": True}
    return block | {"titles": signature_titles(by, post, section)} if post.role in heads else block


def head_block(section: Office) -> dict[str, Any]:
    """The signature block of the section's head, or of who acts as such today; blank where there is none."""
    mandates = Mandate.objects.in_force().filter(role=Role.SECTION_HEAD, office=section)
    mandate = mandates.select_related("acting").order_by("pk").first()
    if mandate is not None:
        title = f"{PREFIXES[MandateKind(mandate.kind)]} {mandate.title},"
        return signer_of(mandate.acting) | {"titles": [title], "space": SPACE}
    heads = User.objects.filter(role=Role.SECTION_HEAD, office=section, is_active=True)
    head = heads.order_by("pk").first()
    if head is not None:
        return signer_of(head) | {"space": SPACE}
    return blank_block("Kepala Seksi,")


def blank_block(*titles: str, name: str = "", space: str = "tanda tangan") -> dict[str, Any]:
    """A signature block of somebody who is no user: a name, or dots for one."""
    dots = "……………………………………"
    return {"titles": list(titles), "name": name or dots, "rank": "", "nip": "", "space": space}
