"""Actions, and all that supporters do with them. Clear personal data is in three tables only, encrypted there:
`SignatureDetails`, `PressContact` and, until it is sent, `OutboxMail`."""

from supporters.models.actions import Action, ActionStats
from supporters.models.consent import ConsentRecord
from supporters.models.counts import CountHour, Milestone, PaperBatch
from supporters.models.integrity import EventCode, InvalidatedSignature, Invalidation
from supporters.models.mail import OutboxMail, Suppression
from supporters.models.press import PressContact
from supporters.models.records import RetentionRun, ViewDay, ViewLogPosition
from supporters.models.signatures import Signature, SignatureDetails, Supporter
from supporters.models.statements import ConsentStatement
from supporters.models.switches import ServiceSwitches

__all__ = [
    "Action",
    "ActionStats",
    "ConsentRecord",
    "ConsentStatement",
    "CountHour",
    "EventCode",
    "InvalidatedSignature",
    "Invalidation",
    "Milestone",
    "OutboxMail",
    "PaperBatch",
    "PressContact",
    "RetentionRun",
    "ServiceSwitches",
    "Signature",
    "SignatureDetails",
    "Supporter",
    "Suppression",
    "ViewDay",
    "ViewLogPosition",
]
