"""`python -m tests.bench`: how much dearer the site's answers are than Django's cheapest one."""

import http.client
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.services.site import Site, plan_site

ROUNDS = 5
SECONDS = 1.0


def measure(site: Site, path: str) -> float:
    """Return answers a second on one kept connection; any other status than 200 or 204 raises."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    answers, begun = 0, time.perf_counter()
    while time.perf_counter() - begun < SECONDS:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        if response.status not in {200, 204}:
            raise RuntimeError(f"{path} answered {response.status}")
        answers += 1
    connection.close()
    return answers / (time.perf_counter() - begun)


def list_paths(site: Site) -> dict[str, str]:
    """Return what is measured, by name; the first is what the rest are compared with."""
    plan = json.loads(site.get("/api/v1/plans/")[1])["items"][0]
    return {
        "bare view": "/healthz",
        "plan page": plan["path"],
        "outline": f"/api/v1/plans/{plan['key']}/outline/",
        "statistics gate": "/consent/statistics.js",
    }


def main() -> int:
    with tempfile.TemporaryDirectory() as directory:
        site = plan_site(Path(directory) / "var")
        site.start()
        try:
            paths = list_paths(site)
            rounds = [{name: measure(site, path) for name, path in paths.items()} for _ in range(ROUNDS)]
        finally:
            site.stop()
    medians = {name: statistics.median(each[name] for each in rounds) for name in paths}
    base = next(iter(medians.values()))
    sys.stdout.write(f"{'answer':<18}{'a second':>10}{'times the bare view':>22}\n")
    for name, figure in medians.items():
        sys.stdout.write(f"{name:<18}{figure:>10.0f}{base / figure:>22.1f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
