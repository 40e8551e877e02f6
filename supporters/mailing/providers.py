"""Which large provider keeps a mailbox: coarse enough to name nobody, fine enough to see whose mail does not arrive.

A provider is known by the domains that it gives to the public. Companies and universities whose mail a large provider
carries under a domain of their own are “other”: asking the DNS for each would tell it who signs.
"""

OTHER = "other"
# Short name and domains, the largest in the United Kingdom first. A short name never changes: counts are kept by it.
DOMAINS = {
    "gmail": "gmail.com googlemail.com",
    "outlook": (
        "outlook.com outlook.co.uk hotmail.com hotmail.co.uk live.com live.co.uk msn.com hotmail.fr hotmail.it "
        "outlook.fr live.fr windowslive.com passport.com"
    ),
    "yahoo": "yahoo.com yahoo.co.uk yahoo.co.in yahoo.in yahoo.fr yahoo.ie yahoo.de yahoo.it ymail.com rocketmail.com",
    "icloud": "icloud.com me.com mac.com",
    "aol": "aol.com aol.co.uk aim.com",
    "bt": "btinternet.com btopenworld.com btconnect.com talk21.com",
    "sky": "sky.com",
    "virgin": "virginmedia.com virgin.net ntlworld.com blueyonder.co.uk",
    "talktalk": "talktalk.net tiscali.co.uk lineone.net tesco.net",
    "plusnet": "plus.com plus.net plusnet.com force9.co.uk",
    "ee": "orange.net orangehome.co.uk wanadoo.co.uk freeserve.co.uk fsmail.net",
    "o2": "o2.co.uk",
    "zen": "zen.co.uk",
    "nhs": "nhs.net",
    "proton": "proton.me protonmail.com protonmail.ch pm.me",
    "gmx": "gmx.com gmx.co.uk gmx.net gmx.de web.de",
    "mail.com": "mail.com email.com usa.com",
    "fastmail": "fastmail.com fastmail.co.uk fastmail.fm",
    "zoho": "zoho.com zohomail.com zohomail.eu",
    "tuta": "tuta.com tuta.io tutanota.com tutanota.de",
    "hey": "hey.com",
    "yandex": "yandex.com yandex.ru",
    "mail.ru": "mail.ru bk.ru inbox.ru list.ru",
    "qq": "qq.com",
    "riseup": "riseup.net",
}
PROVIDER_OF_DOMAIN = {domain: name for name, domains in DOMAINS.items() for domain in domains.split()}


def provider_of(email: str) -> str:
    """The short name of the provider of an address (“gmail”, “bt”), or “other”. Never fails."""
    return PROVIDER_OF_DOMAIN.get(email.rpartition("@")[2].strip().lower(), OTHER)
