"""A campaign: one political aim over time, what people can do for it, and how it ended."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from campaigns.forms import CampaignPageForm
from campaigns.models.landing import LandingPage
from campaigns.progress import progress_of
from campaigns.querysets import CampaignManager
from foundation.fields import BodyField
from foundation.models import Accent, BasePage
from publications.findings_block import StoryWithFindingsBlock


class Outcome(models.TextChoices):
    """How a campaign ended."""

    PENDING = "pending", _("Result pending")
    WON = "won", _("Won")
    PARTLY_WON = "partly_won", _("Partly won")
    LOST = "lost", _("Lost")
    OVERTAKEN = "overtaken", _("Overtaken by events")


class CampaignPage(BasePage):
    """A political aim over time. Its actions lie below it; its outcome is said when it closes."""

    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types = [LandingPage]
    base_form_class = CampaignPageForm

    kind = _("Campaign")

    demand = models.CharField(
        _("demand"), max_length=200, help_text=_("What the campaign asks for, and of whom, in one sentence.")
    )
    body = BodyField(StoryWithFindingsBlock(), blank=True, verbose_name=_("body"))
    accent = models.CharField(
        _("accent"),
        max_length=8,
        choices=Accent.choices,
        blank=True,
        default="",
        db_default="",
        help_text=_("The colour of the campaign and of its petitions. An accent that is not set is the main one."),
    )
    closed_on = models.DateField(
        _("closed on"), null=True, blank=True, help_text=_("Leave empty while the campaign runs. Not in the future.")
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices, default=Outcome.PENDING)
    outcome_text = models.TextField(
        _("what happened"),
        max_length=600,
        blank=True,
        help_text=_("Needed once the campaign is closed: people who signed want to know."),
    )

    objects = CampaignManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("demand"),
        FieldPanel("accent"),
        FieldPanel("body"),
        InlinePanel("updates", heading=_("Updates"), label=_("update")),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_(
                        "Fill this in when the campaign is over. Publishing it closes the petitions below it for good."
                    )
                ),
                FieldPanel("closed_on"),
                FieldPanel("outcome"),
                FieldPanel("outcome_text"),
            ],
            heading=_("Outcome"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("demand"),
        index.SearchField("body"),
        index.SearchField("outcome_text"),
        index.FilterField("closed_on"),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=False) | models.Q(outcome=Outcome.PENDING),
                name="only_a_closed_campaign_has_a_result",
            ),
        ]

    def clean(self) -> None:
        """A closed campaign says what happened; a running one has no result yet."""
        super().clean()
        problems: dict[str, Any] = {}
        if self.closed_on is None and self.outcome != Outcome.PENDING:
            problems["closed_on"] = _("A campaign with a result is closed. Give the day.")
        if self.closed_on is not None and self.closed_on > timezone.localdate():
            problems["closed_on"] = _("This day is in the future. Close the campaign when it is over.")
        if self.closed_on is not None and not self.outcome_text.strip():
            problems["outcome_text"] = _("Say what happened, even if the result is still pending.")
        if problems:
            raise ValidationError(problems)

    @property
    def is_open(self) -> bool:
        """Whether the campaign is still running."""
        return self.closed_on is None

    @property
    def accent_class(self) -> str:
        """The campaign's own accent."""
        return self.accent

    @property
    def date_text(self) -> str:
        """The line under the kind on a card."""
        if self.closed_on is None:
            return gettext("Open")
        return gettext("Closed in %(month)s") % {"month": date_format(self.closed_on, "F Y")}

    @property
    def outcome_line(self) -> str:
        """How it ended, for cards; empty while the campaign runs."""
        if self.is_open:
            return ""
        return gettext("%(outcome)s. %(text)s") % {"outcome": self.get_outcome_display(), "text": self.outcome_text}

    @cached_property
    def newest_updates(self) -> list["CampaignUpdate"]:
        """The updates, the latest first. In a preview these are the unsaved ones."""
        return sorted(self.updates.all(), key=lambda update: (update.date, update.sort_order or 0), reverse=True)

    @cached_property
    def actions(self) -> list[LandingPage]:
        """The public landing pages with their petitions, open ones first. One query, and one for pictures."""
        pages = LandingPage.objects.child_of(self).visible().for_listing().with_action().newest_first()
        return sorted(pages, key=lambda page: not page.is_open)

    @property
    def open_actions(self) -> list[LandingPage]:
        """What people can do now."""
        return [page for page in self.actions if page.is_open]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the state and outcome for the margin as `facts` and, while people can sign, the newest `petition`."""
        context = super().get_context(request, *args, **kwargs)
        petition = next(iter(self.open_actions), None)
        if petition is not None:
            context["petition"], context["progress"] = petition, progress_of(petition.petition)
            context["counter_url"] = reverse("supporters:counter", args=[petition.action_id])
        context["facts"] = [
            {"label": _("Campaign"), "value": _("Open") if self.is_open else _("Closed")},
            *([] if self.is_open else [{"label": _("Outcome"), "value": self.get_outcome_display()}]),
        ]
        return context


class CampaignUpdate(Orderable):
    """One piece of news of a campaign, on its day."""

    campaign = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="updates")
    date = models.DateField(_("date"), default=timezone.localdate)
    title = models.CharField(_("title"), max_length=120)
    text = RichTextField(_("text"), blank=True, features=["bold", "italic", "link"])

    panels = [FieldPanel("date"), FieldPanel("title"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("update")
        verbose_name_plural = _("updates")

    def __str__(self) -> str:
        return self.title
