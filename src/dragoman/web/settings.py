"""How one server of the workbench is set up: where it listens, what it lets in, what it refuses."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""The names of this machine to itself: the only ones under which a page is served."""

MIB = 1 << 20


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One server. ``token`` is in the printed address, ``session`` in the cookie, ``csrf`` in every form.

    All three are random and live as long as the server; nothing is written to disk.
    """

    port: int
    read_only: bool = False
    token: str = field(default_factory=_secret, repr=False)
    session: str = field(default_factory=_secret, repr=False)
    csrf: str = field(default_factory=_secret, repr=False)
    most_bytes: int = 4 * MIB
    """The most that one request may bring."""
    most_upload: int = 64 * MIB
    """The most that a request may bring that hands in sources."""

    @property
    def hosts(self) -> frozenset[str]:
        """The values of the Host header that are answered."""
        return frozenset(f"{name}:{self.port}" for name in LOOPBACK)

    @property
    def origins(self) -> frozenset[str]:
        """The values of the Origin header from which a change is taken."""
        return frozenset(f"http://{host}" for host in self.hosts)

    @property
    def cookie(self) -> str:
        """The cookie's name: it holds the port, for cookies do not tell the ports of a machine apart."""
        return f"dragoman-{self.port}"

    @property
    def address(self) -> str:
        """What is printed for the browser."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"
