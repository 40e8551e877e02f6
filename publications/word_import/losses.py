"""What is not taken over as it was. The child process fills it first, then the drafting: knows no Django."""

from collections import defaultdict

PLACES = 5  # so many places are named for each loss
LONGEST_PLACE = 80  # characters


class Losses:
    """Codes of `telling.LOSSES`: how often each was met, and near which words."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = defaultdict(int)
        self.places: dict[str, list[str]] = defaultdict(list)

    def add(self, code: str, place: str = "", count: int = 1) -> None:
        """Note `count` more."""
        self.counts[code] += count
        words = " ".join(place.split())
        if len(words) > LONGEST_PLACE:
            words = f"{words[:LONGEST_PLACE].rpartition(' ')[0] or words[:LONGEST_PLACE]} …"
        if words and words not in self.places[code] and len(self.places[code]) < PLACES:
            self.places[code].append(words)

    def listed(self) -> list[dict[str, object]]:
        """As JSON, in the order in which they were met."""
        return [
            {"code": code, "count": count, "places": self.places[code]} for code, count in self.counts.items() if count
        ]

    @classmethod
    def from_list(cls, listed: list[dict[str, object]]) -> "Losses":
        """What `listed` gave, to be added to."""
        losses = cls()
        for loss in listed:
            losses.counts[str(loss["code"])] = int(str(loss["count"]))
            losses.places[str(loss["code"])] = [str(place) for place in list(loss["places"])]  # type: ignore[call-overload]
        return losses
