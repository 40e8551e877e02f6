"""Actions, and all that supporters do with them. Clear personal data is in two tables only, encrypted there:
`SignatureDetails` and, until it is sent, `OutboxMail`."""

from supporters.models.actions import Action, ActionStats, Milestone
from supporters.models.consent import ConsentRecord
from supporters.models.mail import OutboxMail, Suppression
from supporters.models.signatures import Signature, SignatureDetails, Supporter
from supporters.models.statements import ConsentStatement

__all__ = [
    "Action",
    "ActionStats",
    "ConsentRecord",
    "ConsentStatement",
    "Milestone",
    "OutboxMail",
    "Signature",
    "SignatureDetails",
    "Supporter",
    "Suppression",
]
