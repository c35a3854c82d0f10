"""What a user may do in which office: their own role, and the posts they act in today."""

from dataclasses import dataclass

from ppks_service.accounts.roles import ROLE_CAPABILITIES, Capability, Role

# The heads in whose place somebody may act, from the lowest up.
POST_ROLES = (Role.SECTION_HEAD, Role.DIVISION_HEAD, Role.DEPARTMENT_HEAD)


@dataclass(frozen=True)
class Post:
    """One role in one office. ``mandate`` and ``prefix`` ("Plh.", "Plt.") are set where it is acted in."""

    role: Role
    office: int
    mandate: int | None = None
    prefix: str = ""
    title: str = ""  # of an acted post, as letters print it: "Kepala Seksi …"

    def has(self, capability: Capability) -> bool:
        return capability in ROLE_CAPABILITIES[self.role]

    @property
    def in_words(self) -> str:
        """``Plh. Kepala Seksi Orang Telantar``; of an own role, its name."""
        return f"{self.prefix} {self.title}" if self.mandate else str(self.role.label)
