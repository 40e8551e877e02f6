"""The first and only file that a child process runs by itself: it takes what it may use away from it, then does its work.

`python -I confined.py ROOT MODULE ARGUMENT …`, started by `publications.inspection.running` alone.
"""

import os
import resource
import runpy
import sys

MEGABYTE = 1024 * 1024
LIMITS = {
    resource.RLIMIT_AS: 768 * MEGABYTE,
    resource.RLIMIT_CPU: 20,  # seconds
    resource.RLIMIT_FSIZE: 32 * MEGABYTE,  # its answer is the only file that it writes
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 32,
}
NICENESS = 10


def confine() -> None:
    """Take the limits on, for good: the hard ones too."""
    for limit, most in LIMITS.items():
        allowed = resource.getrlimit(limit)[1]
        lowest = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        # A second between the two: at the hard limit the kernel kills without saying why, at the soft one it says.
        hard = lowest + (limit == resource.RLIMIT_CPU and lowest == most)
        resource.setrlimit(limit, (lowest, hard))
    os.nice(NICENESS)


if __name__ == "__main__":
    confine()
    root, module, *arguments = sys.argv[1:]
    sys.path.append(root)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
