"""How far a rehearsal may go: this machine alone, so many people, so many minutes."""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

MOST_PEOPLE = 5000
MOST_MINUTES = 10.0


class OutOfBoundsError(Exception):
    """What was asked for is no rehearsal. Says why."""


@dataclass(frozen=True)
class Place:
    """Where the portal answers: the number that is connected to, and the name that is asked for."""

    ip: str
    port: int
    host: str


def place_of(address: str) -> Place:
    """Where `address` leads. Raises OutOfBoundsError for anything but http on this machine.

    A name is looked up once and must mean this machine in every answer; the number found is what is connected to, so
    that a name cannot mean another machine a moment later.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or 80
    except ValueError as error:
        raise OutOfBoundsError("This is no address.") from error
    if parts.scheme != "http" or not parts.hostname or parts.username or parts.path not in {"", "/"} or parts.query:
        raise OutOfBoundsError("The address must look like http://127.0.0.1:8000.")
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)}
    except OSError as error:
        raise OutOfBoundsError(f"Nothing is known of {parts.hostname}.") from error
    if not all(ipaddress.ip_address(ip).is_loopback for ip in found):
        raise OutOfBoundsError(f"{parts.hostname} is not this machine. A rehearsal goes to 127.0.0.1 or [::1] only.")
    return Place(ip=_answering(sorted(found), port), port=port, host=parts.netloc)


def _answering(ips: list[str], port: int) -> str:
    """The first number at which somebody listens. Raises OutOfBoundsError where nobody does."""
    for ip in ips:
        try:
            socket.create_connection((ip, port), timeout=5).close()
        except OSError:
            continue
        return ip
    raise OutOfBoundsError(f"Nobody answers at port {port}. Is the portal running?")


def require_bounds(people: int, minutes: float) -> None:
    """Raise OutOfBoundsError for a crowd that is too large or a time that is too long."""
    if not 1 <= people <= MOST_PEOPLE:
        raise OutOfBoundsError(f"Between 1 and {MOST_PEOPLE} people.")
    if not 0 < minutes <= MOST_MINUTES:
        raise OutOfBoundsError(f"More than 0 and at most {MOST_MINUTES:g} minutes.")
