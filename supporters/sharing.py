"""Plain links that hand a page on through the person's own apps. Nothing is loaded from these services."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class ShareLink:
    """A service and the address that opens it with the page filled in."""

    label: str
    url: str


def share_links(url: str, title: str, imprint: str = "") -> list[ShareLink]:
    """The services offered for the page at `url`.

    Messages carry the imprint, so that sharing does not lose it (Elections Act 2022, part 6); on the networks
    the linked page and its picture carry it.
    """
    template = _("%(title)s %(url)s\n\n%(imprint)s") if imprint else _("%(title)s %(url)s")
    words = template % {"title": title, "url": url, "imprint": imprint}
    return [
        ShareLink(_("WhatsApp"), f"https://wa.me/?{urlencode({'text': words}, quote_via=quote)}"),
        ShareLink(_("E-mail"), f"mailto:?{urlencode({'subject': title, 'body': words}, quote_via=quote)}"),
        ShareLink(_("Facebook"), f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': url})}"),
        ShareLink(_("X"), f"https://x.com/intent/post?{urlencode({'text': title, 'url': url}, quote_via=quote)}"),
    ]
