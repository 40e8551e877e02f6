"""The editor's form of a report."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from wagtail.admin.forms import WagtailAdminPageForm

from foundation.languages import language_of


class ReportForm(WagtailAdminPageForm):
    """Asks, when the report is to be published or submitted, whether it may be published again. A draft is kept as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A new report is taken to be written in the language of the library that it is added to."""
        super().__init__(*args, **kwargs)
        page, above = self.instance, self.parent_page
        if page.pk is None and above is not None and (own := page.Language.of_locale(language_of(above))):
            self.initial["language"] = own

    def is_valid(self) -> bool:
        """Also whether nothing is in the way of a new version. Only here are the rows of the page known too."""
        if not super().is_valid():
            return False
        if self.is_deferred_validation or self.instance.pk is None:
            return True
        from publications.republishing import obstacles_of  # noqa: PLC0415  (it asks the page type whose form this is)

        for formset in self.formsets.values():
            formset.save(commit=False)  # into the page in memory, as saving the form does again
        for name, problems in obstacles_of(self.instance).items():
            if name in self.fields:
                self.add_error(name, problems)
                continue
            if name in self.formsets:  # where links in the words are kept; in the list of all errors they are not
                self.formsets[name].non_form_errors().extend(problems)
            self.add_error(None, [ValidationError(strip_tags(str(problem.message))) for problem in problems])
        return not self.errors
