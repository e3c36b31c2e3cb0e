"""`python -m tests.bench`: how much dearer the site's answers are than Django's cheapest one, on the same server."""

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.asking import Question, measure
from tests.services.asking import ask, send_form
from tests.services.places import ROOT
from tests.services.processes import find_free_port, start_tied, stop, wait_until
from tests.services.site import Site, plan_site

ROUNDS = 5
SECONDS = 1.0
START_SECONDS = 30.0
BARE = "bare Django"


def main() -> int:
    with (
        tempfile.TemporaryDirectory() as directory,
        running_site(Path(directory)) as site,
        bare(site) as port,
    ):
        questions = list_questions(site)
        rounds = [
            {BARE: measure(port, Question("/"), SECONDS)}
            | {name: measure(site.port, question, SECONDS) for name, question in questions.items()}
            for _ in range(ROUNDS)
        ]
    sys.stdout.write(f"{'answer':<28}{'a second':>10}{'of bare Django':>16}{'times dearer':>14}\n")
    for name in rounds[0]:
        figure = statistics.median(each[name] for each in rounds)
        ratio = statistics.median(each[name] / each[BARE] for each in rounds)
        sys.stdout.write(f"{name:<28}{figure:>10.0f}{ratio:>16.3f}{1 / ratio:>14.1f}\n")
    return 0


def list_questions(site: Site) -> dict[str, Question]:
    """Return what is measured, by name: pages, then what consent answers by visitor."""
    plan = json.loads(site.get("/api/v1/plans/")[1])["items"][0]
    outline = f"/api/v1/plans/{plan['key']}/outline/"
    gate = find_gate(json.loads(site.get(outline)[1]))
    yes, no = decide(site, {"statistics": "on", "third-party": "on"}), decide(site, {})
    both = "statistics=on&third-party=on"
    return {
        "health": Question("/healthz"),
        "plan page": Question(plan["path"]),
        "outline": Question(outline),
        "policy": Question("/api/v1/consent/policy/"),
        "statistics gate, no": Question("/consent/statistics.js", cookie=no, status=204),
        "gate, placeholder": Question(gate, cookie=no),
        "gate, player": Question(gate, cookie=yes),
        "gate, show once": Question(gate, form="choice=once", cookie=no),
        "save, as before": Question("/consent/", form=both, cookie=yes, status=303),
        "save, another choice": Question("/consent/", form=both, cookie=no, status=303),
    }


def decide(site: Site, fields: dict[str, str]) -> str:
    """Return the consent cookie's value after a choice."""
    answer = send_form(f"{site.base_url}/consent/", fields)
    return answer.header("Set-Cookie").partition("=")[2].partition(";")[0]


def find_gate(value: object) -> str:
    """Return the first gate's path in an answer of the API, or nothing."""
    if isinstance(value, dict):
        if isinstance(value.get("gate"), str):
            return "/consent/" + str(value["gate"]).partition("/consent/")[2]
        value = list(value.values())
    return next(filter(None, map(find_gate, value)), "") if isinstance(value, list) else ""


@contextmanager
def running_site(directory: Path) -> Iterator[Site]:
    site = plan_site(directory / "var")
    site.start()
    try:
        yield site
    finally:
        site.stop()


@contextmanager
def bare(site: Site) -> Iterator[int]:
    """Serve the bare view with the command that serves the site (`Procfile`); yield its port."""
    port = find_free_port()
    (line,) = [line for line in (ROOT / "Procfile").read_text().splitlines() if line.startswith("web:")]
    command = line.removeprefix("web:").replace("$PORT", str(port)).replace("$WEB_CONCURRENCY", "1")
    words = command.replace("cms.wsgi:application", "tests.bench.bare:application").split()
    words[0] = str(Path(sys.executable).with_name(words[0]))
    log = site.data_dir.with_name("bare.log")
    process = start_tied(words, log=log, environment=site.environment, cwd=ROOT)
    try:
        wait_until(lambda: is_up(port), START_SECONDS, "the bare view to answer", 0.1)
        yield port
    finally:
        stop(process, seconds=START_SECONDS)


def is_up(port: int) -> bool:
    try:
        return ask(f"http://127.0.0.1:{port}/").status == 200
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
