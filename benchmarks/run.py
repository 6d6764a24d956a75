"""The benchmark: ours against the ways people build this, in one interleaved run; writes docs/performance.md.

    python -m benchmarks.run [--full] [--only crawl,latency,…] [--no-figures] [--pages N] [--rounds N]

Sections: crawl (whole job), turns (the same without figures, which --no-figures measures alone), latency (50 ms an
answer, at two sizes), quiet (nothing new), stages (with and without figures), load, memory, growth. What a section found is kept in build/bench/results.json, so that a part can be measured again.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import cost, report, site
from benchmarks.contenders import (
    BARE_FIGURES,
    BUILD,
    EVERYBODY,
    OUR,
    OUR_TURNS,
    RIVALS,
    ROOT,
    SCRAPY,
    TURNS_ALONE,
    VENVS,
    Contender,
    environment,
    figures,
    make_venvs,
    read_turns,
    true_turns,
)
from flows.service.server import free_port, server_environment, start_server, stop_process, wait_healthy
from flows.settings import Paths

FOLDER = BUILD / "bench"
RUNS = FOLDER / "runs"
PYTHON = Path(sys.executable)
SECTIONS = ("load", "stages", "quiet", "crawl", "turns", "latency", "memory", "growth")
LATENCY = 0.05
WITHOUT_FIGURES = {"PYTHONPATH": f"{ROOT / 'benchmarks' / 'no_figures'}{os.pathsep}{ROOT}"}


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured."""

    pages: int
    rounds: int
    memory: tuple[int, int]
    warehouses: tuple[int, int]


QUICK = Sizes(300, 2, (200, 1000), (1000, 10_000))
FULL = Sizes(1000, 3, (1000, 5000), (1000, 100_000))


@dataclass(frozen=True, slots=True)
class Server:
    """A standing Prefect server."""

    pid: int
    api: str
    home: Path


@contextmanager
def prefect_servers() -> Iterator[dict[str, Server]]:
    """One tuned as `briefings up` does, one as installed, each with an empty history."""
    ours, home = Paths(FOLDER / "server-ours"), FOLDER / "server-default"
    for folder in (ours.root, home):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    ports = free_port(), free_port()
    apis = [f"http://127.0.0.1:{port}/api" for port in ports]
    tuned = start_server(ours, ports[0])
    with (home / "server.log").open("wb") as log:
        plain = subprocess.Popen(  # noqa: S603 - fixed arguments
            [VENVS / "prefect" / "bin" / "prefect", "server", "start", "--port", str(ports[1])],
            env=environment(PREFECT_HOME=str(home), PREFECT_API_URL=apis[1]),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        for api, process, folder in ((apis[0], tuned, ours.prefect), (apis[1], plain, home)):
            wait_healthy(api, process, log=folder / "server.log")
        yield {"ours": Server(tuned.pid, apis[0], ours.prefect), "default": Server(plain.pid, apis[1], home)}
    finally:
        for process in (tuned, plain):
            stop_process(process)


def fresh(name: str) -> Path:
    """An empty folder. What others left is removed at the end: for a minute after files were deleted ext4 looks through their
    inodes for every new one, which cost whoever keeps pages as files 0.6 ms a page."""
    RUNS.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=RUNS))


def measure(who: Contender, base_url: str, servers: dict[str, Server], name: str) -> tuple[cost.Cost, Path]:
    """One run of a contender in a fresh folder."""
    folder = fresh(name)
    (folder / "site.toml").write_text(site.definition(base_url), encoding="utf-8")
    return again(who, base_url, servers, folder), folder


def again(who: Contender, base_url: str, servers: dict[str, Server], folder: Path) -> cost.Cost:
    """One run in the folder of an earlier one; the server's work for it is waited for."""
    server = servers.get(who.api)
    env = environment(**_prefect_env(who, server))
    before = cost.settled_cpu(server.pid) if server else 0.0
    found = cost.run(who.command(base_url, folder), env=env, cwd=folder, log=folder / "log.txt")
    worked = cost.settled_cpu(server.pid) - before if server else 0.0
    return cost.Cost(found.cpu, found.wall, found.megabytes, max(worked, 0.0))


def _prefect_env(who: Contender, server: Server | None) -> dict[str, str]:
    if server is None:
        return {}
    if who.api == "default":
        return {"PREFECT_API_URL": server.api, "PREFECT_HOME": str(server.home)}
    return {"PREFECT_API_URL": server.api, **_client(server), **(WITHOUT_FIGURES if who is OUR_TURNS else {})}


def _client(server: Server) -> dict[str, str]:
    return server_environment(Paths(server.home.parent), int(server.api.split(":")[2].split("/")[0]))


def race(who: Sequence[Contender], sizes: Sizes, servers: dict[str, Server], latency: float) -> dict[str, Any]:
    """Rounds of everybody in turn; every one must have read the same turns."""
    expected = true_turns(sizes.pages)
    found: dict[str, Any] = {"pages": sizes.pages, "latency": latency, "runs": {}}
    with cost.site_server(PYTHON, ROOT, pages=sizes.pages, latency=latency) as base_url:
        found["server_pages_per_second"] = server_speed(base_url, sizes.pages, latency)
        for number in range(sizes.rounds):
            for contender in who:
                if number and contender.slow:
                    continue
                spent, folder = measure(contender, base_url, servers, f"race-{contender.name}")
                if read_turns(contender, folder) != expected:
                    raise SystemExit(f"{contender.title} did not read the same turns; see {folder}")
                entry = {**asdict(spent), "figures": figures(contender.database(folder))}
                found["runs"].setdefault(contender.name, []).append(entry)
                say(f"{contender.title}: {spent.cpu:.1f} s CPU (+ {spent.server_cpu:.1f} server), {spent.wall:.1f} s")
    return found


def server_speed(base_url: str, pages: int, latency: float) -> float:
    """Pages a second that eight plain connections get from the site's server."""
    if latency:
        return round(8 / latency, 1)
    command = [PYTHON, "-m", "benchmarks.pull", base_url, str(min(pages, 500))]
    return float(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout)  # noqa: S603


def crawl(sizes: Sizes, servers: dict[str, Server]) -> dict[str, Any]:
    """The whole job without latency, and how many task runs ours took."""
    before = task_runs(servers["ours"])
    found = race(EVERYBODY, sizes, servers, 0.0)
    found["task_runs"] = round((task_runs(servers["ours"]) - before) / sizes.rounds, 1)
    return found


def turns(sizes: Sizes, servers: dict[str, Server]) -> dict[str, Any]:
    """The whole job without figures, ours as well: against what stops at turns."""
    return race(TURNS_ALONE, sizes, servers, 0.0)


def task_runs(server: Server) -> int:
    """Task runs that a Prefect server knows."""
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{server.api}/task_runs/count", data=b"{}", headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - loopback
        return int(json.load(answer))


def latency(sizes: Sizes, servers: dict[str, Server]) -> dict[str, Any]:
    """The whole job at 50 ms an answer; ours also over the larger site, where its start counts for less."""
    found = race((OUR, BARE_FIGURES, SCRAPY), sizes, servers, LATENCY)
    larger = replace(sizes, pages=sizes.memory[1], rounds=1)
    return found | {"larger": race((OUR,), larger, servers, LATENCY)}


def quiet(sizes: Sizes, servers: dict[str, Server]) -> dict[str, Any]:
    """Nothing new: ours from the terminal and as a flow, a plain script, an empty flow."""
    found: dict[str, Any] = {"runs": {}}
    with cost.site_server(PYTHON, ROOT, pages=100, latency=0.0) as base_url:
        _, our_folder = measure(OUR, base_url, servers, "quiet-ours")
        _, bare_folder = measure(BARE_FIGURES, base_url, servers, "quiet-bare")
        server = servers["ours"]
        settings = {"BRIEFINGS_DATA_DIR": str(our_folder), "BRIEFINGS_SITE": str(our_folder / "site.toml")}
        settings["BRIEFINGS_BASE_URL"] = base_url
        in_flow = environment(**_client(server), **settings, PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL="CRITICAL")
        plain = [VENVS / "bare" / "bin" / "python", RIVALS / "plain_check.py", base_url, bare_folder / "out.duckdb"]
        ways: dict[str, tuple[list[str | Path], dict[str, str]]] = {
            "ours": (OUR.command(base_url, our_folder), environment()),
            "plain": (plain, environment()),
            "our_flow": ([PYTHON, "-c", "from flows.orchestration.ingest import ingest; ingest()"], in_flow),
            "empty_flow": ([PYTHON, RIVALS / "prefect_empty.py"], in_flow),
        }
        for _ in range(sizes.rounds * 3):
            for name, (command, env) in ways.items():
                spent = cost.run(command, env=env, cwd=our_folder, log=FOLDER / f"quiet-{name}.txt")
                found["runs"].setdefault(name, []).append(asdict(spent))
    return found


def stages(sizes: Sizes, servers: dict[str, Server]) -> dict[str, Any]:
    """Each stage of ours by itself, with figures and without."""
    found: dict[str, Any] = {"pages": sizes.pages}
    with cost.site_server(PYTHON, ROOT, pages=sizes.pages, latency=0.0) as base_url:
        for name, env in (("milliseconds", environment()), ("without_figures", environment(**WITHOUT_FIGURES))):
            folder = fresh("stages")
            (folder / "site.toml").write_text(site.definition(base_url), encoding="utf-8")
            command = [PYTHON, "-m", "benchmarks.stages", base_url, folder]
            done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
            found[name] = json.loads(done.stdout)
        imports = [PYTHON, "-c", "import flows.orchestration.ingest"]
        started = cost.run(imports, env=environment(), cwd=FOLDER, log=FOLDER / "imports.txt")
    return found | {"import_seconds": started.cpu}


def load(sizes: Sizes, servers: dict[str, Server]) -> dict[str, Any]:
    """The bulk append against Arrow."""
    command = [VENVS / "bare" / "bin" / "python", "-m", "benchmarks.loading"]
    done = subprocess.run(command, cwd=ROOT, env=environment(), check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return dict(json.loads(done.stdout))


def memory(sizes: Sizes, servers: dict[str, Server]) -> dict[str, Any]:
    """Peak memory of ours and of the bare script at two sizes."""
    found: dict[str, Any] = {}
    for pages in sizes.memory:
        with cost.site_server(PYTHON, ROOT, pages=pages, latency=0.0) as base_url:
            for who in (OUR, BARE_FIGURES):
                spent, folder = measure(who, base_url, servers, f"memory-{who.name}")
                found.setdefault(who.name, {})[str(pages)] = asdict(spent)
                shutil.rmtree(folder)
                say(f"{who.title}, {pages} pages: {spent.megabytes:.0f} MB, {spent.cpu:.1f} s CPU")
    return found


def growth(sizes: Sizes, servers: dict[str, Server]) -> dict[str, Any]:
    """A day's load into a small and a large warehouse."""
    small, large = map(str, sizes.warehouses)
    command = [PYTHON, ROOT / "benchmarks" / "warehouse_growth.py", "--small", small, "--large", large]
    done = subprocess.run(command, cwd=ROOT, env=environment(), check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603
    return dict(json.loads(done.stdout))


def say(text: str) -> None:
    """Progress."""
    sys.stderr.write(text + "\n")


def main() -> None:
    """Measure what was asked for, keep it, write the report."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--full", action="store_true", help="1,000 pages, three rounds; else 300 pages, two rounds")
    options.add_argument("--pages", type=int, help="pages of the crawl")
    options.add_argument("--rounds", type=int, help="rounds of the fast contenders")
    options.add_argument("--only", default=",".join(SECTIONS), help="sections, separated by commas")
    options.add_argument("--no-figures", action="store_true", help="only the section turns: ours without figures")
    given = options.parse_args()
    base = FULL if given.full else QUICK
    sizes = Sizes(given.pages or base.pages, given.rounds or base.rounds, base.memory, base.warehouses)
    FOLDER.mkdir(parents=True, exist_ok=True)
    make_venvs(("bare", "scrapy", "dlt", "prefect"))
    results = FOLDER / "results.json"
    kept: dict[str, Any] = json.loads(results.read_text()) if results.exists() else {}
    with ExitStack() as at_the_end, prefect_servers() as servers:
        at_the_end.callback(shutil.rmtree, RUNS, ignore_errors=True)
        for name in ["turns"] if given.no_figures else given.only.split(","):
            say(f"— {name}")
            kept[name] = {**globals()[name](sizes, servers), "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"}
            results.write_text(json.dumps(kept, indent=1))
    sys.stdout.write(report.write(kept, ROOT / "docs" / "performance.md"))


if __name__ == "__main__":
    main()
