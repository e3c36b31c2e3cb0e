"""`python -m tests.bench.mail [mails]`: starts the servers, with a database that waits for the disk, and measures."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services.missing import Missing
from tests.services.places import ROOT
from tests.services.plugin import ENTERED_BY_ALL
from tests.services.postgres import DURABLE
from tests.services.processes import copy_environment
from tests.services.sink import running_sink
from tests.services.templates import own_server
from tests.services.valkey import Valkey

MEASURE = "import django; django.setup(); from tests.bench.mail.{what} import main; main({mails})"
MAILS = 10_000
# What is measured, on a database of its own, and its size as a multiple of the mails.
PARTS = {"measuring": 1, "growing": 10}


def main(mails: int) -> int:
    return max(measure(what, times * mails) for what, times in PARTS.items())


def measure(what: str, mails: int) -> int:
    with tempfile.TemporaryDirectory(prefix="kompetensplan-bench-") as name:
        directory = Path(name)
        directory.chmod(ENTERED_BY_ALL)
        valkey = Valkey(directory, directory / "run" / "valkey.sock")
        valkey.start()
        try:
            with running_sink(directory) as port, own_server(directory, DURABLE) as server:
                environment = copy_environment(
                    DJANGO_SETTINGS_MODULE="cms.settings.test",
                    DATABASE_URL=server.copy_template("kompetensplan_bench"),
                    DATA_DIR=str(directory),
                    REDIS_URL=valkey.url,
                    EMAIL_URL=f"smtp://127.0.0.1:{port}",
                    SITE_URL="https://kompetensplan.example",
                    NOTIFY_DELAY="0",
                )
                command = [sys.executable, "-c", MEASURE.format(what=what, mails=mails)]
                return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        finally:
            valkey.stop()


if __name__ == "__main__":
    try:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else MAILS))
    except Missing as missing:
        sys.exit(str(missing))
