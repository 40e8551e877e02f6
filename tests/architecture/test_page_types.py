"""What every page type must keep. A new one that forgets fails here by name."""

import pytest
from django.template.loader import get_template

from foundation.checks import page_types
from foundation.models import BasePage

TYPES = page_types()


@pytest.mark.parametrize("page_type", TYPES, ids=lambda page_type: page_type.__name__)
def test_a_page_type_says_what_may_lie_below_it(page_type: type[BasePage]) -> None:
    assert "subpage_types" in vars(page_type)


@pytest.mark.parametrize("page_type", TYPES, ids=lambda page_type: page_type.__name__)
def test_a_page_type_has_its_template_in_the_one_home_of_templates(page_type: type[BasePage]) -> None:
    template = get_template(page_type.template)  # type: ignore[arg-type]
    assert "/templates/" in template.origin.name
    assert f"/{page_type._meta.app_label}/templates/" not in template.origin.name


@pytest.mark.parametrize("page_type", TYPES, ids=lambda page_type: page_type.__name__)
def test_a_page_type_says_what_it_is(page_type: type[BasePage]) -> None:
    assert page_type.__doc__
    assert page_type.kind != BasePage.kind or page_type.__name__ == "ContentPage"
    assert page_type._meta.verbose_name


@pytest.mark.parametrize("page_type", TYPES, ids=lambda page_type: page_type.__name__)
def test_a_page_never_parses_a_form(page_type: type[BasePage]) -> None:
    assert page_type.allowed_http_methods == ["GET", "HEAD", "OPTIONS"]


@pytest.mark.parametrize("page_type", TYPES, ids=lambda page_type: page_type.__name__)
def test_a_page_holds_no_count_and_no_personal_data(page_type: type[BasePage]) -> None:
    own = {field.name for field in page_type._meta.get_fields() if field.model is page_type}
    assert not {name for name in own if name.endswith("_count") or name in ("email", "postcode", "phone")}


@pytest.mark.django_db
def test_the_demo_site_has_a_page_of_every_type(demo_site: None) -> None:
    missing = [page_type.__name__ for page_type in TYPES if not page_type.objects.visible().exists()]
    assert missing == []
