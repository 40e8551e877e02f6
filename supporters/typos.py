"""Asks whether a common e-mail domain was meant. Shown, never applied: the address may be right.

`typo.js` says the same while the form is filled in, from the same list of domains; the rule is short enough to be
written in both languages. Without JavaScript it is said beside other errors. It alone never sends a form back: whoever
typed what they meant has signed.
"""

COMMON_DOMAINS = (
    *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "yahoo.com", "yahoo.co.uk"),
    *("icloud.com", "live.com", "live.co.uk", "btinternet.com", "protonmail.com", "mail.com", "ymail.com"),
)


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether two words differ by one letter added, left out or changed, or by two letters that changed places."""
    shorter = min(len(typed), len(meant))
    start = next((at for at in range(shorter) if typed[at] != meant[at]), shorter)
    left = shorter - start
    end = next((at for at in range(left) if typed[-1 - at] != meant[-1 - at]), left)
    wrong, right = typed[start : len(typed) - end], meant[start : len(meant) - end]
    return (len(wrong) < 2 and len(right) < 2) or (len(wrong) == 2 and wrong == right[::-1])


def meant_by(address: str) -> str:
    """The address that may have been meant; empty where the one typed is as good as any."""
    person, at, domain = address.strip().rpartition("@")
    typed = domain.lower()
    if not person or not at or typed in COMMON_DOMAINS:
        return ""
    meant = next((common for common in COMMON_DOMAINS if is_one_slip(typed, common)), "")
    return f"{person}@{meant}" if meant else ""
