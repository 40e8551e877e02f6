"""A landing page: one demand, one petition, its form inline."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from campaigns.blocks import LandingBodyBlock, StepsBlock
from campaigns.embedding import EmbedRoutes, embed_code
from campaigns.forms import LandingPageForm
from campaigns.how_we_count import CountRoutes
from campaigns.landing_context import landing_context, thanks_context
from campaigns.launching import contradictions_in, launch, proposed_action
from campaigns.panels import PetitionPanel
from campaigns.querysets import LandingManager
from foundation.dates import day_in_words
from foundation.fields import BodyField
from foundation.models import BasePage
from supporters.crowds.switches import takes_signatures
from supporters.models import Action
from supporters.pages import ActionPageMixin


class LandingPage(EmbedRoutes, CountRoutes, ActionPageMixin, RoutablePageMixin, BasePage):
    """The demand as a poster, the case for it, and the form. The title is the demand in a few words.

    The terms below belong to the page until it first goes live; then `campaigns.launching` makes the action
    from them, which alone holds them from then on.
    """

    parent_page_types = ["campaigns.CampaignPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = LandingPageForm
    preview_modes = [("", _("Landing page")), ("thanks", _("After signing"))]
    # A copy gets a petition of its own, which starts at nought.
    exclude_fields_in_copy = ["action"]

    kind = _("Petition")

    demand = models.TextField(
        _("demand"), max_length=600, blank=True, help_text=_("What people sign, in one or two sentences.")
    )
    target = models.CharField(
        _("target"), max_length=150, blank=True, help_text=_("The decision-maker who receives the list.")
    )
    goal = models.PositiveIntegerField(_("goal"), null=True, blank=True, help_text=_("How many signatures we ask for."))
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True, help_text=_("In the future. UK time."))
    deletion_date = models.DateField(
        _("deletion date"),
        null=True,
        blank=True,
        help_text=_("After it closes: the day on which names, e-mail addresses and postcodes are deleted."),
    )
    body = BodyField(LandingBodyBlock(), blank=True, verbose_name=_("the case"))
    steps = BodyField(
        StepsBlock(),
        blank=True,
        max_num=5,
        verbose_name=_("what happens next"),
        help_text=_("The mail to confirm and the closing date are there already."),
    )

    objects = LandingManager()

    content_panels = [
        *BasePage.content_panels,
        PetitionPanel(heading=_("Petition")),
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_(
                        "The petition opens when the page is first published. From then on its terms are no longer "
                        "part of this page: people have signed them."
                    )
                ),
                FieldPanel("demand"),
                FieldPanel("target"),
                FieldPanel("goal"),
                FieldRowPanel([FieldPanel("closes_at"), FieldPanel("deletion_date")]),
            ],
            heading=_("Terms of the petition"),
        ),
        FieldPanel("body"),
        FieldPanel("steps"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("demand"),
        index.SearchField("target"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("landing page")
        verbose_name_plural = _("landing pages")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(goal__isnull=True) | models.Q(goal__gte=1),
                name="a_landing_page_asks_for_one_or_more",
            ),
        ]

    def clean(self) -> None:
        """Terms must not contradict each other, in a draft either."""
        super().clean()
        problems = contradictions_in(self)
        if problems:
            raise ValidationError(problems)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Going live opens the petition, in the same transaction. A revision never changes which one it is."""
        with transaction.atomic():
            self._keep_petition()
            if self.live:
                self.action = launch(self)
                if kwargs.get("update_fields") is not None:
                    kwargs["update_fields"] = {*kwargs["update_fields"], "action"}
            super().save(*args, **kwargs)

    def _keep_petition(self) -> None:
        """A page that has a petition keeps it, whatever an older copy of the page in memory says. One query."""
        stored = LandingPage.objects.select_for_update(of=("self",)).filter(pk=self.pk).order_by()
        self.action_id = stored.values_list("action", flat=True).first() or self.action_id

    def with_content_json(self, content: dict[str, Any]) -> "LandingPage":
        """The page as a revision has it, with the petition that it has now."""
        page: LandingPage = super().with_content_json(content)
        page.action = self.action
        return page

    @cached_property
    def campaign(self) -> Any:
        """The campaign that the page belongs to; None for a page that is nowhere yet. Two queries."""
        parent = self.get_parent()
        return parent.specific if parent is not None else None

    @property
    def accent_class(self) -> str:
        """The campaign's."""
        return self.campaign.accent_class if self.campaign is not None else ""

    @property
    def petition(self) -> Action:
        """The petition; before it opens, what it would be."""
        return self.action if self.action is not None else proposed_action(self)

    @property
    def is_open(self) -> bool:
        """Whether people can sign at this moment. One query at most every ten seconds, for the switches."""
        return self.action is not None and takes_signatures(self.action)

    @property
    def date_text(self) -> str:
        """The line under the kind on a card: until when people can sign."""
        if self.action is None or self.action.closes_at is None:
            return ""
        words = {"date": day_in_words(self.action.closes_at)}
        return (gettext("Closed %(date)s") if self.action.has_closed else gettext("Open until %(date)s")) % words

    @property
    def call(self) -> str:
        """The words on a button that leads here."""
        return gettext("Sign the petition")

    @path("thanks/", name="thanks")
    def serve_thanks(self, request: HttpRequest) -> HttpResponseBase:
        """Where a sent form leads: the same page for everybody, whatever was sent."""
        context = {**super().get_context(request), **thanks_context(self, request)}
        return TemplateResponse(request, "campaigns/landing_page_thanks.html", context)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponseBase:
        """The landing page, or the page that follows a signature. A preview makes no signature and no petition."""
        return self.serve_thanks(request) if mode_name == "thanks" else super().serve_preview(request, mode_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add petition, form, progress, steps and share links (campaigns.landing_context), and the code to embed it."""
        context = super().get_context(request, *args, **kwargs)
        return {**context, **landing_context(self, request), "embed_code": embed_code(self, request)}
