"""`python -m cms.supervising [--with-parent]`: the whole site on one machine, until Ctrl-C or TERM."""

import argparse
import os
import signal
import sys
from pathlib import Path

from cms.settings import env
from cms.supervising.guarding import Refused, claim_data_dir, claim_port
from cms.supervising.lifeline import die_with_parent
from cms.supervising.procfile import read_procfile
from cms.supervising.saying import say
from cms.supervising.supervisor import Supervisor

PROCFILE = env.ROOT / "Procfile"


def main() -> int:
    """Return the exit code: 0 after a wanted stop, 1 when the site could not start or go on."""
    parser = argparse.ArgumentParser(prog="python -m cms.supervising", description=__doc__)
    parser.add_argument(
        "--with-parent", action="store_true", help="stop when the process that started us ends"
    )
    options = parser.parse_args()
    if options.with_parent:
        die_with_parent(os.getppid(), signal.SIGTERM)
    env.export_for_children("cms.settings.development", Path(sys.executable).parent)
    try:
        lock = claim_data_dir(env.DATA_DIR)
        claim_port(env.PORT)
    except Refused as refusal:
        say(str(refusal))
        return 1
    commands = read_procfile(PROCFILE)
    if env.REDIS_URL:
        commands.pop("broker", None)
    with lock:
        return Supervisor(commands).run()


if __name__ == "__main__":
    sys.exit(main())
