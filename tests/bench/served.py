"""A site behind gunicorn, and clients that send it one form after the other: how many a second it takes in."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

SECONDS = float(os.environ.get("BENCH_SECONDS", "3"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "10"))
_TOKEN = "b" * 32
# Makes what one client fills in, and its cookies beside the one against forgery.
Body = Callable[[], tuple[str, str]]


class Site:
    """Gunicorn with two processes, as on the machine of the budgets."""

    def __init__(self, settings: str, application: str, **extra: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings, "BEHIND_PROXY": "true"} | extra
        command = [sys.executable, "-m", "gunicorn", application, "-w", "2", "-k", "sync", "--log-level", "error"]
        self.process = subprocess.Popen([*command, "-b", f"127.0.0.1:{self.port}"], env=environment)  # noqa: S603
        self._wait()

    def _wait(self) -> None:
        for _turn in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                time.sleep(2)
                return
        raise RuntimeError("the site did not start")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(20)


def rate(site: Site, path: str, body: Body, clients: int) -> tuple[float, int]:
    """Forms a second that were answered with a redirect, and how many in all."""
    ends = time.monotonic() + SECONDS
    counts = [0] * clients

    def client(place: int) -> None:
        number = 0
        while time.monotonic() < ends:
            form, cookies = body()
            number += 1
            link = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": f"csrftoken={_TOKEN}; {cookies}",
                "Host": "127.0.0.1",
                "X-Forwarded-For": f"10.{place}.{number >> 8 & 255}.{number & 255}",
                "X-Forwarded-Proto": "https",
                "Origin": "https://127.0.0.1",
            }
            link.request("POST", path, f"csrfmiddlewaretoken={_TOKEN}&{form}", headers)
            answer = link.getresponse()
            answer.read()
            link.close()
            if answer.status != 302:
                raise RuntimeError(f"{path} answers {answer.status}")
            counts[place] += 1

    begun = time.monotonic()
    threads = [threading.Thread(target=client, args=(place,)) for place in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - begun), sum(counts)


@dataclass(frozen=True)
class Beside:
    """How fast a form is taken in beside its floor: forms a second (medians), the ratio, and how many ours were."""

    bare: float
    ours: float
    ratio: float
    sent: int


def beside(floor: tuple[Site, str, Body], ours: tuple[Site, str, Body], clients: int) -> Beside:
    """Measure a floor and a form of ours in turns."""
    found: list[tuple[float, float]] = []
    sent = 0
    for _round in range(ROUNDS):
        bare_speed, _count = rate(*floor, clients)
        speed, count = rate(*ours, clients)
        found.append((bare_speed, speed))
        sent += count
    bare, own = zip(*found, strict=True)
    # Of two that were measured one after the other: what else the machine did weighs on both.
    ratio = median(speed / bare_speed for bare_speed, speed in found)
    return Beside(median(bare), median(own), ratio, sent)
