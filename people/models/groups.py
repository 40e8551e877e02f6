"""The bodies that lead, and the order of people within each."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, TranslatableMixin


class LeadershipGroup(TranslatableMixin, Orderable, ClusterableModel):
    """A body whose members are listed together, such as Parliamentary. Editors drag the list into order."""

    name = models.CharField(
        _("name"), max_length=80, help_text=_("As it stands above its members, such as National executive.")
    )

    panels = [
        FieldPanel("name"),
        InlinePanel(
            "places",
            heading=_("Who comes first"),
            label=_("person"),
            help_text=_(
                "Only where the order differs from that of the pages below People: "
                "those named here come first, in this order."
            ),
        ),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("leadership group")
        verbose_name_plural = _("leadership groups")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=("locale", "name"), name="one_leadership_group_for_each_name_and_locale")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Sorts groups by hand; one that was never given a place comes last, on every database."""
        return (self.sort_order is None, self.sort_order or 0, self.pk)


class GroupPlace(Orderable):
    """Somebody's place within a group.

    On the group rather than on the role: it is dragged, not numbered, and publishing an old revision of a
    profile does not move its person.
    """

    group = ParentalKey(LeadershipGroup, on_delete=models.CASCADE, related_name="places")
    person = models.ForeignKey(
        "people.PersonPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )

    panels = [PageChooserPanel("person")]

    class Meta(Orderable.Meta):
        verbose_name = _("place in a group")
        verbose_name_plural = _("places in groups")
        constraints = [models.UniqueConstraint(fields=("group", "person"), name="a_person_has_one_place_in_a_group")]

    def __str__(self) -> str:
        return str(self.person)
