"""What the kernel says about the web processes of a running portal (Linux, /proc)."""

import os
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")  # a second
PROC = Path("/proc")


@dataclass(frozen=True)
class Memory:
    """Of one process, in MB: its fair share of what it maps (PSS), and all of it (RSS)."""

    share: float
    resident: float


def children_of(pid: int) -> list[int]:
    """The processes that a process started and that still run."""
    return [int(child) for child in (PROC / str(pid) / "task" / str(pid) / "children").read_text().split()]


def web_workers(portal: int) -> list[int]:
    """The processes that answer: of web, worker and clock only web has processes below it."""
    return [worker for one in children_of(portal) for worker in children_of(one)]


def cpu_seconds(pids: list[int]) -> float:
    """CPU that the processes have used until now: user and system."""
    total = 0
    for pid in pids:
        # The name, in brackets, may hold spaces; utime and stime are fields 14 and 15 (man 5 proc_pid_stat).
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def memory_of(pid: int) -> Memory:
    """Memory of one process now."""
    lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    kilobytes = {words[0]: int(words[1]) for words in (line.split() for line in lines[1:])}
    return Memory(share=kilobytes["Pss:"] / 1024, resident=kilobytes["Rss:"] / 1024)
