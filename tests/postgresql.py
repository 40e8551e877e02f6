"""A PostgreSQL of one's own for measurements: in a folder of its own, behind a socket, durable as it comes."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import chown

OWNER = "postgres"  # it refuses to run as root; its package brings this user


def binaries() -> Path | None:
    """The folder of the newest one installed; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def postgresql() -> Iterator[str | None]:
    """The address of an empty database, which is gone when the block ends; None where PostgreSQL is not installed."""
    programs = binaries()
    if programs is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="portal-postgresql-") as name:
        folder = Path(name)
        as_owner: list[str] = []
        if os.geteuid() == 0:
            chown(folder, OWNER)
            as_owner = ["setpriv", f"--reuid={OWNER}", f"--regid={OWNER}", "--clear-groups", "env", f"HOME={folder}"]

        def run(program: str, *options: str) -> None:
            command = [*as_owner, str(programs / program), *options]
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)

        data = f"--pgdata={folder}/data"
        run("initdb", data, "--username=portal", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        reach = f"-c listen_addresses='' -c unix_socket_directories='{folder}'"
        run("pg_ctl", data, f"--log={folder}/log", "--wait", "--silent", f"--options={reach}", "start")
        try:
            run("createdb", f"--host={folder}", "--username=portal", "portal")
            yield f"postgres:///portal?host={folder}&user=portal"
        finally:
            run("pg_ctl", data, "--mode=immediate", "--silent", "stop")
