"""Links that let their bearer act for a person: what follows them never reaches a log."""

import logging
import re

ADDRESSES = "c|my|u|press|accounts/password/reset/key"
TOKEN_PATH = re.compile(rf"^/({ADDRESSES})/[^/]+")
TOKEN_IN_TEXT = re.compile(rf"/({ADDRESSES})/[^/\s]+")


class HideTokens(logging.Filter):
    """For the handlers of the log: Django names the address of each request that went wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the tokens out of the message and let it pass."""
        record.msg, record.args = TOKEN_IN_TEXT.sub(r"/\1/-", record.getMessage()), ()
        return True
