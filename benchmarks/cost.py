"""What a program costs: CPU seconds of its process tree, wall seconds, memory of its largest process. Needs Linux."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one run; ``server_cpu`` is what a standing Prefect server worked for it."""

    cpu: float
    wall: float
    megabytes: float
    server_cpu: float = 0.0


def run(command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path, log: Path) -> Cost:
    """Run a program to its end.

    Raises:
        SystemExit: it failed; names the file with its last words.
    """
    with log.open("wb") as out:
        started = time.perf_counter()
        process = subprocess.Popen(list(map(str, command)), env=dict(env), cwd=cwd, stdout=out, stderr=out)  # noqa: S603
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} … ended with {process.returncode}; its last words are in {log}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def cpu_of(pid: int) -> float:
    """CPU seconds of a living process and of its children, ended or not."""
    total = 0.0
    for process in [pid, *_children(pid)]:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        total += sum(map(int, fields[11:15])) / TICKS
    return total


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(FileNotFoundError):  # threads end meanwhile
            for child in map(int, (task / "children").read_text().split()):
                yield child
                yield from _children(child)


def settled_cpu(pid: int, *, idle: float = 0.06, longest: float = 240.0) -> float:
    """CPU seconds of a server once it has worked off what it was sent: below ``idle`` of a core for two seconds."""
    before, end = cpu_of(pid), time.monotonic() + longest
    while time.monotonic() < end:
        time.sleep(2)
        now = cpu_of(pid)
        if now - before < 2 * idle:
            return now
        before = now
    return before


@contextmanager
def site_server(python: Path, root: Path, *, pages: int, latency: float) -> Iterator[str]:
    """The generated site's address while the block runs."""
    command = [str(python), "-m", "benchmarks.serve", "--pages", str(pages), "--latency", str(latency)]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdin and process.stdout  # noqa: S101 - both are pipes
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.stdin.close()
            process.wait(10)
