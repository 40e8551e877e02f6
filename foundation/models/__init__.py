"""The models that every page stands on.

Import them from here. Inside the package, imports run one way: media and topics know nothing, art and
organisation know media, pages knows them all, listings knows pages.
"""

from foundation.models.art import PageArt
from foundation.models.listings import IndexPage
from foundation.models.media import LibraryDocument, LibraryImage, Rendition
from foundation.models.navigation import Navigation
from foundation.models.organisation import Accent, OrganisationSettings
from foundation.models.pages import BasePage
from foundation.models.topics import PageTopic, Topic

__all__ = [
    "Accent",
    "BasePage",
    "IndexPage",
    "LibraryDocument",
    "LibraryImage",
    "Navigation",
    "OrganisationSettings",
    "PageArt",
    "PageTopic",
    "Rendition",
    "Topic",
]
