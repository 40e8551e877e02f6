"""Public profiles. Import them from here: groups know nothing, roles know groups, pages know both, credits pages."""

from people.models.credits import Credit
from people.models.groups import GroupPlace, LeadershipGroup
from people.models.pages import PeopleIndexPage, PersonPage
from people.models.roles import Role

__all__ = ["Credit", "GroupPlace", "LeadershipGroup", "PeopleIndexPage", "PersonPage", "Role"]
