"""`make run`: prepares, then runs the web server, the task worker and the clock until Ctrl-C.

An installation of several machines starts the same three by themselves (docs/configuration.md).
"""

import os
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from http import HTTPStatus

import django
from django.core.exceptions import ImproperlyConfigured

from portal.supervisor import FORK, Supervisor, run_alone, say

READY_TIMEOUT = 2  # seconds


def serve_web() -> None:
    """gunicorn, with the settings of portal.web_server."""
    from gunicorn.app.base import Application  # noqa: PLC0415  (only the web process needs it)

    class Portal(Application):
        """gunicorn reading its settings from our module rather than from a command line."""

        def init(self, parser: object, opts: object, args: object) -> None:
            """Nothing comes from the command line."""

        def load_config(self) -> None:
            """Read portal.web_server."""
            self.load_config_from_module_name_or_filename("python:portal.web_server")

        def load(self) -> object:
            """The WSGI application."""
            from portal.wsgi import application  # noqa: PLC0415

            return application

    Portal().run()


def serve_tasks() -> None:
    """The task worker: every queue."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("db_worker", queue_name="*", startup_delay=False, verbosity=0)


def serve_clock() -> None:
    """The clock."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("clock")


def prepare() -> bool:
    """Do the two preparations side by side, each in a process of its own. False if one failed."""
    from portal.preparation import (  # noqa: PLC0415  (needs the apps)
        collect_static_files,
        prepare_database,
        read_static_manifest,
    )

    steps = [
        FORK.Process(target=run_alone, args=(work.__name__, work)) for work in (prepare_database, collect_static_files)
    ]
    for step in steps:
        step.start()
    for step in steps:
        step.join()
    read_static_manifest()
    return all(step.exitcode == 0 for step in steps)


def is_free(host: str, port: int) -> bool:
    """Whether nobody else listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError:
            return False
    return True


def is_ready(host: str, port: int) -> bool:
    """Whether the site says that it is ready."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    request = urllib.request.Request(f"http://{name}:{port}/healthz/ready", headers={"Host": "localhost"})
    try:
        with urllib.request.urlopen(request, timeout=READY_TIMEOUT) as answer:  # noqa: S310  (our own address)
            return bool(answer.status == HTTPStatus.OK)
    except (urllib.error.URLError, OSError):
        return False


def welcome() -> str:
    """The address and the demo logins, in words."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from portal.demo.accounts import demo_password  # noqa: PLC0415
    from users.models import User  # noqa: PLC0415

    lines = [
        f"The portal is ready: {settings.WAGTAILADMIN_BASE_URL}/  (admin: {settings.WAGTAILADMIN_BASE_URL}/admin/)"
    ]
    if logins := list(User.objects.filter(is_demo=True).order_by("pk").values_list("username", flat=True)):
        password = "the one in DEMO_PASSWORD" if settings.DEMO_PASSWORD else demo_password()
        lines.append(f"Demo logins: {', '.join(logins)}. Password: {password}")
    lines.append("Ctrl-C stops it.")
    # A connection must not be there when a process is forked again.
    connections.close_all()
    return "\n".join(lines)


def announcer(host: str, port: int) -> Callable[[], None]:
    """A function that says the welcome once, as soon as the site is ready."""
    said = False

    def announce() -> None:
        nonlocal said
        if not said and is_ready(host, port):
            said = True
            say(welcome())

    return announce


def main() -> int:
    """Prepare, run, stop. Returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        say(f"The configuration is not right: {error}")
        return 1
    from portal.settings.base import ENVIRONMENT  # noqa: PLC0415  (read once, by the settings)

    host, port = ENVIRONMENT.host, ENVIRONMENT.port
    if not is_free(host, port):
        say(f"Something else listens at {host}:{port}. Choose another port: PORT={port + 1} make run")
        return 1
    say(f"Preparing the portal in {ENVIRONMENT.data_dir}. The first time takes about a minute.")
    if not prepare():
        say("The preparation failed; the reason is above. Nothing was started.")
        return 1
    say("Starting web, worker and clock.")
    works = {"web": serve_web, "worker": serve_tasks, "clock": serve_clock}
    return Supervisor(works, on_wake=announcer(host, port)).run()


if __name__ == "__main__":
    sys.exit(main())
