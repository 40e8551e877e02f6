"""The words that people agree to on one form, and the records of what they chose."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from wagtail.models import Locale

from supporters.models import Action, ConsentRecord, ConsentStatement, Signature
from supporters.models.consent import text_digest

Purpose = ConsentStatement.Purpose
Operation = ConsentRecord.Operation


@dataclass(frozen=True)
class ConsentWords:
    """The statements in force for one action, as people read them."""

    statements: Mapping[str, ConsentStatement]
    parameters: dict[str, str]

    @property
    def texts(self) -> dict[str, str]:
        """The words of each purpose."""
        return {purpose: statement.render(self.parameters) for purpose, statement in self.statements.items()}

    @property
    def digest(self) -> str:
        """Short digest of all the words. The page token carries it: nobody agrees to words they did not see."""
        joined = "\n".join(f"{purpose}: {text}" for purpose, text in sorted(self.texts.items()))
        return hashlib.sha256(joined.encode()).hexdigest()[:16]


def consent_words(action: Action, organisation_name: str, locale_id: int) -> ConsentWords:
    """The newest words in a language; a purpose that lacks that language speaks the site's main language.

    One query, two when a translation is missing.
    """
    statements = ConsentStatement.objects.current(locale_id)
    if set(statements) != set(Purpose.values):
        statements = ConsentStatement.objects.current(Locale.get_default().pk) | statements
    return ConsentWords(statements, {"organisation": organisation_name, "target": action.target})


def record_choices(signature: Signature, words: ConsentWords, chosen: Mapping[str, bool], where: str) -> None:
    """Keep, for each statement that was shown, whether it was ticked. One query."""
    texts = words.texts
    ConsentRecord.objects.bulk_create(
        ConsentRecord(
            signature=signature,
            statement=statement,
            operation=Operation.OPT_IN if chosen.get(purpose) else Operation.NOT_SELECTED,
            parameters=words.parameters,
            text_sha256=text_digest(texts[purpose]),
            where=where[:255],
        )
        for purpose, statement in words.statements.items()
    )


def standing_choices(signature_ids: Collection[int]) -> dict[tuple[int, str], ConsentRecord]:
    """The newest record of each signature and purpose, with its statement: what holds now. One query."""
    records = ConsentRecord.objects.filter(signature__in=signature_ids).select_related("statement").order_by("pk")
    return {(record.signature_id, record.statement.purpose): record for record in records}


def agreed_texts(signature_id: int) -> list[str]:
    """The words that one signature agreed to and has not taken back, in the order of the form. One query."""
    standing = standing_choices([signature_id])
    return [
        standing[key].text
        for purpose in Purpose.values
        if (key := (signature_id, purpose)) in standing and standing[key].operation == Operation.OPT_IN
    ]


def take_back(signature_ids: Collection[int], where: str, purposes: Collection[str] = frozenset(Purpose.values)) -> int:
    """Record an opt-out for what some signatures agreed to and have not taken back yet; returns how many.

    `where` is the path on which it was done. Two queries, one where there is nothing to take back.
    """
    agreed = [
        record
        for (_signature_id, purpose), record in standing_choices(signature_ids).items()
        if record.operation == Operation.OPT_IN and purpose in purposes
    ]
    ConsentRecord.objects.bulk_create(
        ConsentRecord(
            signature_id=record.signature_id,
            statement_id=record.statement_id,
            operation=Operation.OPT_OUT,
            parameters=record.parameters,
            text_sha256=record.text_sha256,
            where=where[:255],
        )
        for record in agreed
    )
    return len(agreed)
