"""The campaigner's forms of a campaign and of a landing page."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from campaigns.launching import TERMS, obstacles_to_launch
from foundation.models import Accent, OrganisationSettings


class CampaignPageForm(WagtailAdminPageForm):
    """Offers the accents that the organisation has set, each with its colour; nothing to choose where it has one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "accent" not in self.fields:
            return
        place = self.instance if self.instance.pk else self.parent_page
        site = place.get_site() if place is not None else None
        accents = OrganisationSettings.for_site(site).more_accents if site is not None else {}
        if not accents:
            del self.fields["accent"]
            return
        offered = [("", _("The organisation’s accent")), *((name, Accent(name).label) for name in accents)]
        self.fields["accent"] = forms.ChoiceField(
            choices=[
                (name, format_html('<span class="accent-swatch {}"></span>{}', name, label)) for name, label in offered
            ],
            required=False,
            widget=forms.RadioSelect,
            label=self.fields["accent"].label,
            help_text=_("The colour of the campaign and of its petitions."),
        )


class LandingPageForm(WagtailAdminPageForm):
    """The page and, until the petition opens, its terms. A draft may leave terms out; a published page may not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.action_id is not None:
            # The action holds them now; fields that change nothing would mislead.
            for name in TERMS:
                self.fields.pop(name, None)

    def _post_clean(self) -> None:
        """After the page's own rules: what a petition needs, unless a draft is being saved."""
        super()._post_clean()
        if self.is_deferred_validation or self.instance.action_id is not None:
            return
        for name, problem in obstacles_to_launch(self.instance).items():
            if name in self.fields and not self.has_error(name):
                self.add_error(name, problem)
