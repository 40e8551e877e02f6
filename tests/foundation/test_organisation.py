"""What the settings of an organisation ask for."""

import pytest
from django.core.exceptions import ValidationError

from foundation.models import OrganisationSettings


@pytest.mark.parametrize(
    ("given", "wanting"),
    [
        ({"promoter_name": "A. Promoter"}, {"promoter_address"}),
        ({"promoter_address": "PO Box 1, Exampleton"}, {"promoter_name"}),
        ({"on_behalf_of": "Sample Network"}, {"promoter_name", "promoter_address"}),
        ({"promoter_name": "A. Promoter", "on_behalf_of": "Sample Network"}, {"promoter_address"}),
    ],
)
def test_an_imprint_that_is_not_whole_is_refused_at_what_is_empty(given: dict[str, str], wanting: set[str]) -> None:
    with pytest.raises(ValidationError) as refused:
        OrganisationSettings(**given).clean()
    assert set(refused.value.message_dict) == wanting


@pytest.mark.parametrize("given", [{}, {"promoter_name": "A. Promoter", "promoter_address": "PO Box 1, Exampleton"}])
def test_an_imprint_that_is_whole_or_absent_is_accepted(given: dict[str, str]) -> None:
    OrganisationSettings(**given).clean()
