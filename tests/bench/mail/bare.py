"""`python -m tests.bench.mail.bare PORT FILE MAILS CONNECTIONS`: sends one ready message again and again, and nothing else."""

import smtplib  # noqa: TID251  what is compared with
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def send(port: int, message: bytes, mails: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as server:
        for number in range(mails):
            server.sendmail("noreply@localhost", [f"reader{number}@host.example"], message)


def main(port: int, path: Path, mails: int, connections: int) -> None:
    """Print the time of day when it began and when it ended, and the processor's seconds: several are told together."""
    message = path.read_bytes()
    begun, spent = time.time(), time.process_time()
    with ThreadPoolExecutor(connections) as threads:
        for done in [threads.submit(send, port, message, mails // connections) for _ in range(connections)]:
            done.result()
    sys.stdout.write(f"{begun} {time.time()} {time.process_time() - spent}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
