"""Actions, and all that supporters do with them. Clear personal data is in three tables only, encrypted there:
`SignatureDetails`, `PressContact` and, until it is sent, `OutboxMail`."""

from supporters.models.actions import Action, ActionStats, Milestone
from supporters.models.consent import ConsentRecord
from supporters.models.mail import OutboxMail, Suppression
from supporters.models.press import PressContact
from supporters.models.signatures import Signature, SignatureDetails, Supporter
from supporters.models.statements import ConsentStatement

__all__ = [
    "Action",
    "ActionStats",
    "ConsentRecord",
    "ConsentStatement",
    "Milestone",
    "OutboxMail",
    "PressContact",
    "Signature",
    "SignatureDetails",
    "Supporter",
    "Suppression",
]
