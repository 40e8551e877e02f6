"""The few outside players that a page may show, and only after a click.

The one list of them: blocks accept no other address, and the content security policy allows no other frame.
Settings import it, so it knows nothing of Django but translation.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from django.utils.translation import gettext_lazy as _

VIDEO_FILE = re.compile(r"\.(?:mp4|webm)$", re.IGNORECASE)
COORDINATES = re.compile(r"-?[0-9.]+(?:,-?[0-9.]+){1,3}")
Finder = Callable[[str, dict[str, str]], str]


@dataclass(frozen=True)
class Provider:
    """An outside player: who runs it, which addresses are theirs, and how a page address becomes a frame's."""

    name: str
    hosts: tuple[str, ...]
    frame_origin: str
    frame_path: Finder
    is_video: bool = False


@dataclass(frozen=True)
class Player:
    """What is loaded after the click, and whom the visitor then meets."""

    provider: str
    address: str


def _youtube(path: str, query: dict[str, str]) -> str:
    """`watch?v=`, `youtu.be/…`, `/embed/…`, `/shorts/…`, `/live/…`."""
    found = re.fullmatch(r"/(?:embed/|shorts/|live/)?([A-Za-z0-9_-]{11})/?", path)
    key = query.get("v", "") if path == "/watch" else found.group(1) if found else ""
    return f"/embed/{key}?autoplay=1&rel=0" if re.fullmatch(r"[A-Za-z0-9_-]{11}", key) else ""


def _vimeo(path: str, query: dict[str, str]) -> str:
    """`vimeo.com/123`, with the hash of an unlisted film behind it, and the player's own address."""
    found = re.fullmatch(r"/(?:video/)?([0-9]+)(?:/([0-9a-f]+))?/?", path)
    if not found:
        return ""
    key = found.group(2) or query.get("h", "")
    unlisted = f"&h={key}" if re.fullmatch(r"[0-9a-f]+", key) else ""
    return f"/video/{found.group(1)}?dnt=1&autoplay=1{unlisted}"


def _datawrapper(path: str, query: dict[str, str]) -> str:
    """`/AbC12/` with or without a version behind it."""
    found = re.fullmatch(r"/([A-Za-z0-9]{5})(/[0-9]+)?/?", path)
    return f"/{found.group(1)}{found.group(2) or ''}/" if found else ""


def _openstreetmap(path: str, query: dict[str, str]) -> str:
    """The address that openstreetmap.org gives under Share, HTML."""
    bounds, marker = query.get("bbox", ""), query.get("marker", "")
    if path != "/export/embed.html" or not COORDINATES.fullmatch(bounds):
        return ""
    pin = f"&marker={quote(marker)}" if COORDINATES.fullmatch(marker) else ""
    return f"/export/embed.html?bbox={quote(bounds)}&layer=mapnik{pin}"


def _soundcloud(path: str, query: dict[str, str]) -> str:
    """`soundcloud.com/<who>/<what>`."""
    if not re.fullmatch(r"(?:/[A-Za-z0-9_-]+){2,3}/?", path):
        return ""
    return f"/player/?url={quote('https://soundcloud.com' + path, safe='')}"


def _spotify(path: str, query: dict[str, str]) -> str:
    """A show, an episode, a track or a list."""
    found = re.fullmatch(r"/(?:embed/)?(show|episode|track|playlist)/([A-Za-z0-9]+)/?", path)
    return f"/embed/{found.group(1)}/{found.group(2)}" if found else ""


PROVIDERS = (
    Provider(
        "YouTube",
        ("youtube.com", "m.youtube.com", "youtu.be", "youtube-nocookie.com"),
        "https://www.youtube-nocookie.com",
        _youtube,
        is_video=True,
    ),
    Provider("Vimeo", ("vimeo.com", "player.vimeo.com"), "https://player.vimeo.com", _vimeo, is_video=True),
    Provider("Datawrapper", ("datawrapper.dwcdn.net",), "https://datawrapper.dwcdn.net", _datawrapper),
    Provider("OpenStreetMap", ("openstreetmap.org",), "https://www.openstreetmap.org", _openstreetmap),
    Provider("SoundCloud", ("soundcloud.com",), "https://w.soundcloud.com", _soundcloud),
    Provider("Spotify", ("open.spotify.com",), "https://open.spotify.com", _spotify),
)
FRAME_ORIGINS = [provider.frame_origin for provider in PROVIDERS]
VIDEO_HINT = _("A YouTube or Vimeo address, or the https address of an .mp4 or .webm file.")
EMBED_HINT = _("An address at Datawrapper, OpenStreetMap (Share, HTML, the address in src), SoundCloud or Spotify.")


def _https_parts(address: str) -> SplitResult | None:
    """The parts of an https address; nothing for any other, however broken."""
    try:
        parts = urlsplit(address)
        return parts if parts.scheme == "https" and parts.hostname else None
    except ValueError:  # such as an unclosed bracket in the host
        return None


def find_player(address: str, *, video: bool) -> Player | None:
    """The player for a video's (or another embed's) address; nothing for an address that no provider owns."""
    parts = _https_parts(address)
    if parts is None:
        return None
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    host = (parts.hostname or "").removeprefix("www.")
    for provider in PROVIDERS:
        if provider.is_video == video and host in provider.hosts:
            path = provider.frame_path(parts.path, query)
            return Player(provider.name, provider.frame_origin + path) if path else None
    return None


def is_video_file(address: str) -> bool:
    """Whether an https address ends in a format that browsers play."""
    parts = _https_parts(address)
    return parts is not None and bool(VIDEO_FILE.search(parts.path))
