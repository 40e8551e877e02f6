"""Who signed, in clear, after a reason was given."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from supporters.access import revealing
from supporters.admin.asking import AskingView
from supporters.models import Signature


class RevealView(AskingView):
    """Asks why, then shows name, e-mail address, postcode, what was agreed to, and how our mails fared.

    Shown in the answer to a POST and under no address of its own; the admin's pages are never kept by a browser.
    """

    permission = revealing.PERMISSION
    template_name = "supporters/admin/reveal.html"
    page_title = _("Signature")
    header_icon = "view"
    button_label = _("Show who signed")
    back_label = _("Signatures")

    @cached_property
    def signature(self) -> Signature:
        """The signature. Raises Http404."""
        found: Signature = get_object_or_404(
            Signature.objects.select_related("action", "details", "supporter"), pk=self.kwargs["pk"]
        )
        return found

    def get_page_subtitle(self) -> str:
        """Its number: what the history calls it by."""
        return str(self.signature.pk)

    def get_back_url(self) -> str:
        """The masked list."""
        return reverse("supporters_signatures:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Masked, until a reason was given."""
        return super().get_context_data(**kwargs, signature=self.signature)

    def act(self, form: Any) -> HttpResponseBase:
        """Show it."""
        revealed = revealing.reveal_signature(self.signature, form.cleaned_data["reason"], self.request.user)
        return self.render_to_response(self.get_context_data(form=form, revealed=revealed))
