"""The page types of the people room."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.search import index

from foundation.blocks import LinkBlock, LinkValue, StoryBlock
from foundation.fields import BodyField
from foundation.models import BasePage, LibraryImage, OrganisationSettings
from people.initials import initials_of
from people.leadership import LeadershipListing, ListedPerson, list_leadership
from people.models.roles import Role
from people.querysets import PersonManager

COLLEAGUES = 7  # with the link to everybody, two lines of four


class PersonPage(BasePage):
    """Somebody who leads, writes or speaks, as they appear in public. The title is the full name."""

    parent_page_types = ["people.PeopleIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    kind = _("Profile")
    schema_type = "Person"

    portrait = models.ForeignKey(
        LibraryImage,
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Left empty, a rosette with the initials is drawn."),
    )
    body = BodyField(StoryBlock(), blank=True, verbose_name=_("body"))
    links = BodyField([("link", LinkBlock())], blank=True, verbose_name=_("links"), max_num=8)

    objects = PersonManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("portrait"),
        InlinePanel("roles", heading=_("Roles"), label=_("role")),
        FieldPanel("body"),
        FieldPanel("links"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.RelatedFields("roles", [index.SearchField("title")]),
    ]

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    @property
    def initials(self) -> str:
        """One or two letters for the rosette; empty when the name holds no letter."""
        return initials_of(self.title)

    @cached_property
    def all_roles(self) -> list[Role]:
        """Every role in the editors' order. One query, or none where the listing has fetched them."""
        roles = self.roles.all()
        return sorted(roles, key=lambda role: (role.sort_order is None, role.sort_order or 0, role.pk or 0))

    @property
    def current_roles(self) -> list[Role]:
        """What the person is today."""
        return [role for role in self.all_roles if role.is_current]

    @property
    def coming_roles(self) -> list[Role]:
        """What the person will be."""
        return [role for role in self.all_roles if not role.is_current and not role.is_past]

    @property
    def past_roles(self) -> list[Role]:
        """What the person was."""
        return [role for role in self.all_roles if role.is_past]

    @property
    def public_links(self) -> list[LinkValue]:
        """The links that lead somewhere: a page that is gone leaves no dead one."""
        return [block.value for block in self.links if block.value.url]

    @property
    def facts(self) -> list[dict[str, str]]:
        """What the margin says: the group of each role of today or tomorrow, and since when."""
        facts = []
        for role in [*self.current_roles, *self.coming_roles]:
            facts.append({"label": gettext("Group"), "value": role.group.name})
            facts.append({"label": gettext("Dates"), "value": role.dates})
        return facts

    def colleagues(self, request: HttpRequest) -> list[ListedPerson]:
        """Others beside this page who lead today, each once. As many queries for 30 as for 3."""
        people = PersonPage.objects.sibling_of(self, inclusive=False).visible().for_leadership().order_by("path")
        return list_leadership(people, request).leading_today()[:COLLEAGUES]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `colleagues`."""
        context = super().get_context(request, *args, **kwargs)
        context["colleagues"] = self.colleagues(request)
        return context

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """Name, role and organisation as schema.org's Person, and nothing more: these are real people."""
        data: dict[str, Any] = {"@type": self.schema_type, "name": self.title, "url": self.get_full_url(request)}
        titles = [role.title for role in self.current_roles]
        if titles:
            organisation = OrganisationSettings.for_request(request)
            data["jobTitle"] = titles[0] if len(titles) == 1 else titles
            data["memberOf"] = {"@type": "Organization", "name": organisation.name}
        return data


class PeopleIndexPage(BasePage):
    """Leadership by group and role: those of today first, then those of the past."""

    subpage_types = ["people.PersonPage"]
    max_count_per_parent = 1

    kind = _("People")
    schema_type = "CollectionPage"

    class Meta:
        verbose_name = _("people")
        verbose_name_plural = _("people")

    def get_people(self) -> models.QuerySet[PersonPage]:
        """Public profiles in the order of the page tree, which editors set by dragging."""
        return PersonPage.objects.child_of(self).visible().for_leadership().order_by("path")

    def get_leadership(self, request: HttpRequest) -> LeadershipListing:
        """Everybody, grouped for the page."""
        return list_leadership(self.get_people(), request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `leadership`: see people.leadership."""
        context = super().get_context(request, *args, **kwargs)
        context["leadership"] = self.get_leadership(request)
        return context
