"""gunicorn's configuration, and what the site adds to it: error pages in its own design, a log without persons.

`make run` and `gunicorn --config python:portal.web_server portal.wsgi` both use it.
"""

import logging
import ssl
import time
from datetime import datetime, timedelta
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

from django.db import connections
from gunicorn import util
from gunicorn.glogging import Logger
from gunicorn.http.errors import InvalidResponseHeader, InvalidResponseHeaderName, ParseException
from gunicorn.workers.gthread import ThreadWorker

from foundation.access_log import line_of, marks_of
from foundation.source_codes import source_of_query
from portal.settings.environment import read_environment
from portal.tokens_in_logs import TOKEN_PATH, HideTokens

environment = read_environment()
ACCESS_LOG = environment.data_dir / "log" / "access.log"


class AccessLog(Logger):
    """One line a request (foundation.access_log): what was asked for and how it went, and nothing about who asked.

    No address, no referrer, no user agent, no token; of a query string only the code of the link that led here. The
    file is opened again when the clock has moved it away (portal.housekeeping).
    """

    def setup(self, cfg: Any) -> None:
        """Swap gunicorn's own handler for one that notices a moved file."""
        super().setup(cfg)
        ACCESS_LOG.parent.mkdir(parents=True, exist_ok=True)
        handler = WatchedFileHandler(ACCESS_LOG, delay=True)
        handler.setFormatter(logging.Formatter("%(message)s"))
        self.access_log.handlers = [handler]
        self.access_log.propagate = False
        self.access_log.setLevel(logging.INFO)
        self.error_log.addFilter(HideTokens())
        # Django leaves it to the server to drop the body of an answer to HEAD; gunicorn does, and would note each one.
        logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)

    def _compute_access_log_enabled(self) -> bool:
        return True

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """Write the line. WSGI gives the path as bytes in disguise (latin-1); quoted, it cannot break the line."""
        path = TOKEN_PATH.sub(r"/\1/-", environ.get("PATH_INFO") or "-")
        status = str(resp.status).split(" ", 1)[0]
        ranges = [value for name, value in getattr(resp, "headers", []) if name.lower() == "content-range"]
        self.access_log.info(
            "%s",
            line_of(
                datetime.now().astimezone(),
                str(environ.get("REQUEST_METHOD", "-")),
                path.encode("latin-1", "replace"),
                status,
                getattr(resp, "sent", None) or 0,
                round((request_time + getattr(req, "waited", timedelta())).total_seconds() * 1000),
                marks_of(environ, status, "".join(ranges)),
                source_of_query(str(environ.get("QUERY_STRING", ""))),
            ),
        )


class SiteWorker(ThreadWorker):
    """Answers what gunicorn itself refuses (an over-long address, a broken header) with a page of the site, and knows
    how long a request waited for a free thread: in a crowd that is most of what visitors wait for."""

    def enqueue_req(self, conn: Any) -> None:
        """Note when a request came."""
        conn.came_at = time.monotonic()
        super().enqueue_req(conn)

    def handle(self, conn: Any) -> Any:
        """Note how long it waited; a client that has sent nothing yet is waited for after this."""
        conn.waited = time.monotonic() - conn.came_at
        return super().handle(conn)

    def handle_request(self, req: Any, conn: Any) -> bool:
        """Give the waiting time to the log."""
        req.waited = timedelta(seconds=conn.waited)
        return bool(super().handle_request(req, conn))

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Send the page for 400 or 500. The first is the sender's fault and noted without an address."""
        from portal.errors import bare_response  # noqa: PLC0415  (needs Django to be set up)

        ours = isinstance(exc, (InvalidResponseHeader, InvalidResponseHeaderName))
        if isinstance(exc, (ParseException, ssl.SSLError)) and not ours:
            status = 400
            self.log.info("Refused a request: %s", type(exc).__name__)
        else:
            status = 500
            self.log.error("Could not handle a request.", exc_info=exc)
        try:
            util.write_nonblock(client, bare_response(status))
        except OSError:
            self.log.debug("The client had gone before the error page.")


def pre_fork(server: object, worker: object) -> None:
    """Nothing that loading the application has opened goes along: two processes must not share a connection."""
    connections.close_all()


bind = f"{environment.host}:{environment.port}"
workers = environment.web_workers
worker_class = SiteWorker
threads = 4
preload_app = True
# Workers are replaced now and then, so that no leak lives for ever.
max_requests, max_requests_jitter = 20_000, 2_000
timeout, graceful_timeout, keepalive = 60, 15, 5
limit_request_line = 8190
logger_class = AccessLog
errorlog, loglevel = "-", "warning"
# The scheme comes from Django's SECURE_PROXY_SSL_HEADER alone.
forwarded_allow_ips = ""
# Heartbeats of the workers: in memory, so that a slow disk does not look like a hung worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
