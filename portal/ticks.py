"""The table of periodic work: what the clock does, and how often."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.management import call_command

from foundation.tasks import make_missing_renditions
from portal.clock import Periodic
from portal.housekeeping import beat, rotate_access_log
from publications.counting_downloads import count_downloads
from publications.embargo import release_due
from publications.tasks import draw_missing_charts, make_waiting_files
from publications.word_import.tasks import give_up_word_imports
from supporters.counting.files import count_and_write
from supporters.counting.recounting import RECOUNT_EVERY, SWEEP_EVERY, recount_all
from supporters.crowds.strain import watch_strain
from supporters.funnel.viewing import count_views
from supporters.integrity.invalidation import resume_invalidations
from supporters.mailing.delivery import send_due_mail
from supporters.reminding import expire_due, remind_due
from supporters.retention.runs import erase_nightly

LOGS = settings.DATA_DIR / "log"
MINUTE, HOUR, DAY = 60, 3600, 86_400


def command(name: str, **options: object) -> Callable[[], object]:
    """A management command as periodic work."""
    return partial(call_command, name, verbosity=0, **options)


def seconds(length: timedelta) -> int:
    """Of a time that the rule itself holds, which the pages of the site tell too."""
    return int(length.total_seconds())


TICKS = (
    Periodic("count what moved", seconds(RECOUNT_EVERY), count_and_write),
    Periodic("send mail that is due", 30, send_due_mail),
    Periodic("heartbeat of the worker", 30, beat),
    Periodic("release what is due", 30, release_due),
    Periodic("remind who has not confirmed", MINUTE, remind_due),
    Periodic("carry on with invalidations", MINUTE, resume_invalidations),
    Periodic("publish scheduled pages", MINUTE, command("publish_scheduled")),
    Periodic("make files of reports that wait", 10 * MINUTE, make_waiting_files),
    Periodic("give up imports from Word that nobody reads", 10 * MINUTE, give_up_word_imports),
    Periodic("make pictures that are missing", DAY, make_missing_renditions.enqueue),
    Periodic("draw charts that are missing", DAY, draw_missing_charts.enqueue),
    Periodic("count everything", seconds(SWEEP_EVERY), recount_all),
    Periodic("give up what nobody confirmed", HOUR, expire_due),
    Periodic("erase what is past its day", HOUR, erase_nightly),
    Periodic("forget ended sessions", DAY, command("clearsessions")),
    Periodic(
        "forget finished tasks",
        DAY,
        command("prune_db_task_results", queue_name="*", min_age_days=1, failed_min_age_days=30),
    ),
    Periodic("watch for strain", 30, partial(watch_strain, LOGS)),
    Periodic("count downloads", 5 * MINUTE, partial(count_downloads, LOGS)),
    Periodic("count views", 5 * MINUTE, partial(count_views, LOGS)),
    Periodic("move the access log", DAY, rotate_access_log),
)
