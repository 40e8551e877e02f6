"""Placeholder until the engine lands: same names, empty drawings."""


def draw_plate(seed: str, width: int, height: int, *, construction: float = 0.0, label: str = "") -> str:
    return ""


def draw_band(seed: str, width: int = 1440, height: int = 88) -> str:
    return ""


def draw_rosette(seed: str, initials: str, *, lead: bool = False) -> str:
    return ""


def draw_stars(inked: float, *, columns: int = 10, rows: int = 10, label: str, milestone: int | None = None, uid: str = "") -> str:
    return ""
