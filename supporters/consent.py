"""The words that people agree to on one form, and the records of what they chose."""

import hashlib
from collections.abc import Mapping
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


def take_back_choices(signature: Signature, where: str) -> None:
    """Record an opt-out for everything that the signature agreed to."""
    agreed = signature.consent_records.filter(operation=Operation.OPT_IN)
    ConsentRecord.objects.bulk_create(
        ConsentRecord(
            signature=signature,
            statement_id=record.statement_id,
            operation=Operation.OPT_OUT,
            parameters=record.parameters,
            text_sha256=record.text_sha256,
            where=where[:255],
        )
        for record in agreed
    )
