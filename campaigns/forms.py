"""The campaigner's form of a landing page."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from campaigns.launching import TERMS, obstacles_to_launch


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
