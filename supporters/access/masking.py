"""How somebody's details look to whoever has no reason to read them."""

MOST_WORDS = 3


def masked_name(name: str) -> str:
    """The first letter of each name: `A••• K•••`. Empty for an empty name."""
    return " ".join(f"{word[0]}•••" for word in name.split()[:MOST_WORDS])
