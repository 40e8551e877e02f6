"""The code of a link: `?source=leaflet` tells which leaflet, QR code or mail somebody came by, and not who they are.

Plain Python: the web server reads this before Django is there.
"""

import re
from urllib.parse import parse_qs

SOURCE_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
LONGEST_QUERY = 4096  # bytes; longer ones are refused (portal.middleware)


def source_of_query(query: str) -> str:
    """The code in the query of an address, the last where there are several; empty where none is one of ours."""
    if "source=" not in query or len(query) > LONGEST_QUERY:
        return ""
    source = parse_qs(query).get("source", [""])[-1]
    return source if SOURCE_CODE.fullmatch(source) else ""
