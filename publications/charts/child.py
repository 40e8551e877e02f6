"""The process that draws: reads a job on its input, writes SVG on its output. Run by engine.py, never imported for work.

It may read nothing else: no address is allowed, and a drawing names no data but its own.
"""

import json
import sys


def main() -> None:
    """Draw every specification of the job."""
    import vl_convert  # noqa: PLC0415  (75 MB: in this process alone)

    job = json.load(sys.stdin)
    made = [vl_convert.vegalite_to_svg(spec, vl_version="6.1", allowed_base_urls=[]) for spec in job["specs"]]
    json.dump(made, sys.stdout)


if __name__ == "__main__":
    main()
