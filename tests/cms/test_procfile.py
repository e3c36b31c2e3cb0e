"""A Procfile is read as it is written."""

from pathlib import Path

import pytest

from cms.supervising.procfile import read_procfile
from tests.services.places import ROOT


def test_commands_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "Procfile").write_text("# first\nweb: serve --port $PORT\n\nbeat: tick: tock\n")
    commands = read_procfile(tmp_path / "Procfile")
    assert list(commands.items()) == [("web", "serve --port $PORT"), ("beat", "tick: tock")]


def test_a_line_that_is_no_command_is_named(tmp_path: Path) -> None:
    (tmp_path / "Procfile").write_text("web: serve\nnonsense\n")
    with pytest.raises(ValueError, match=r"Procfile:2"):
        read_procfile(tmp_path / "Procfile")


def test_the_site_has_a_broker_a_web_server_a_worker_and_a_beat() -> None:
    assert list(read_procfile(ROOT / "Procfile")) == ["broker", "web", "worker", "beat"]
