"""The order of things: broker first up and last down, the database made ready between, the rest after."""

import http.client
import signal
import time

from cms.settings import env
from cms.supervising import broker
from cms.supervising.child import Child, describe_end
from cms.supervising.saying import say

STOP_SIGNALS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
PREPARE = "python -m cms prepare --example"
BROKER_SECONDS = 15.0
BROKER_DEATHS = 5
HELD_BACK_SECONDS = 10.0
WORKER_PATIENCE = 30.0
LAST_TO_STOP = ("web", "worker", "broker")


class Stopped(Exception):
    """Somebody asked the site to stop."""


class Failed(Exception):
    """The site cannot go on, and why."""


class Supervisor:
    """Runs the commands of a Procfile until it is told to stop or the broker is lost."""

    def __init__(self, commands: dict[str, str]) -> None:
        self.children = {name: Child(name, command) for name, command in commands.items()}
        if "worker" in self.children:
            self.children["worker"].patience = WORKER_PATIENCE
        self.is_announced = False

    def run(self) -> int:
        """Return 0 after a wanted stop, 1 after a failure; no child is left in either case."""
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS | {signal.SIGCHLD})
        try:
            self.start_broker()
            self.prepare()
            self.let_web_go_first()
            self.watch()
        except Stopped:
            say("stopping")
            return 0
        except Failed as failure:
            say(str(failure))
            return 1
        finally:
            self.stop_all()
        return 0

    def start_broker(self) -> None:
        """Start the embedded broker, if there is one, and wait until it answers."""
        child = self.children.get("broker")
        if child is None:
            return
        child.start()
        deadline = time.monotonic() + BROKER_SECONDS
        while not broker.answers(env.VALKEY_SOCKET):
            code = child.end_code()
            if code is not None:
                raise Failed(
                    f"the broker cannot start: it {describe_end(code)}; see {env.DATA_DIR}/valkey/valkey.log"
                )
            if time.monotonic() > deadline:
                raise Failed(f"the broker did not answer in {BROKER_SECONDS:.0f} s")
            self.pause(0.02)

    def prepare(self) -> None:
        """Bring database, static files and the example plan up to date before anything serves."""
        child = Child("prepare", PREPARE)
        self.children["prepare"] = child
        child.start()
        while (code := child.end_code()) is None:
            self.pause(0.5)
        del self.children["prepare"]
        if code:
            raise Failed(f"the database could not be made ready ({describe_end(code)})")

    def let_web_go_first(self) -> None:
        """Hold back what is not the web server until it serves: together they would start more slowly."""
        for child in self.children.values():
            if child.process is None and child.name != "web":
                child.due_at = time.monotonic() + HELD_BACK_SECONDS

    def release_the_rest(self) -> None:
        """Start now what was held back."""
        for child in self.children.values():
            if child.process is None and not child.deaths:
                child.start()

    def watch(self) -> None:
        """Start again whatever dies, with a growing pause; a broker that keeps dying ends all."""
        while True:
            now = time.monotonic()
            for child in self.children.values():
                if child.end_code() is not None:
                    child.bury()
                    if child.name == "broker" and child.deaths >= BROKER_DEATHS:
                        raise Failed("the broker keeps dying; the site stops")
                elif child.process is None and child.due_at <= now:
                    child.start()
            if not self.is_announced and web_answers():
                self.is_announced = True
                self.release_the_rest()
                self.announce()
            self.pause(0.5 if self.is_announced else 0.1)

    def announce(self) -> None:
        """Say where the site, the editor's desk and the mailbox are."""
        say(f"the site is at {env.SITE_URL}/ - stop with Ctrl-C")
        if env.EDITOR_PASSWORD:
            say(f"log in at {env.SITE_URL}/admin/ as editor, with the password in EDITOR_PASSWORD")
        else:
            password = (env.DATA_DIR / "editor-password").read_text(encoding="utf-8").strip()
            say(f"log in at {env.SITE_URL}/admin/ as editor, password {password}")
        if not env.EMAIL_URL:
            say(f"read the mail at {env.SITE_URL}/dev/mail/")

    def pause(self, seconds: float) -> None:
        """Wait for a death or for the time to pass; a request to stop raises `Stopped`."""
        received = signal.sigtimedwait(STOP_SIGNALS | {signal.SIGCHLD}, seconds)
        if received is not None and received.si_signo in STOP_SIGNALS:
            raise Stopped

    def stop_all(self) -> None:
        """Stop one after the other, the broker last; a second request to stop ends the patience."""
        in_order = sorted(self.children.values(), key=stop_rank)
        patient = True
        for child in in_order:
            child.ask_to_stop()
            deadline = time.monotonic() + child.patience
            while patient and child.process is not None and child.end_code() is None:
                if time.monotonic() > deadline:
                    say(f"{child.name} did not stop in {child.patience:.0f} s; ending it")
                    break
                try:
                    self.pause(0.2)
                except Stopped:
                    patient = False
            if child.process is not None:
                child.sweep()
                say(f"{child.name} has stopped")


def stop_rank(child: Child) -> int:
    """Return the place of a child in the order of stopping: whoever makes work before whoever does it."""
    return LAST_TO_STOP.index(child.name) if child.name in LAST_TO_STOP else -1


def web_answers() -> bool:
    """Tell whether the web server serves; waits at most a second."""
    connection = http.client.HTTPConnection("127.0.0.1", env.PORT, timeout=1)
    try:
        connection.request("GET", "/healthz", headers={"Host": env.SITE_HOST})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
