"""The sample with its archived pages, served."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from docs.build import sample
from explorer import charts
from tests.explorer.serving import Got, Server, crawl, keep_pages, served
from tests.once import once


@pytest.fixture(scope="session")
def data(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with the sample and the archive of its pages; not to be changed."""
    return once(tmp_path_factory, "explorer", partial(_with_archive, made))


@pytest.fixture(scope="session")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with three briefings, for what goes over every page; not to be changed."""
    made = once(tmp_path_factory, "three", partial(sample, newest=3))
    return once(tmp_path_factory, "few", partial(_with_archive, made))


def _with_archive(made: Path, folder: Path) -> None:
    shutil.copytree(made, folder, dirs_exist_ok=True)
    keep_pages(folder)
    (folder / "watches").mkdir()
    (folder / "watches" / "beds.toml").write_text('title = "Beds"\nwords = "养老床位"\n', "utf-8")


@pytest.fixture(scope="session", autouse=True)
def script(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The script of the charts, which takes two seconds to make, is made by one worker, and only when it is asked for."""
    made = charts.bundle

    def bundle() -> bytes:
        return (
            once(tmp_path_factory, "script", lambda folder: (folder / "js").write_bytes(made())) / "js"
        ).read_bytes()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(charts, "bundle", bundle)
        yield


@pytest.fixture(scope="session")
def server(data: Path) -> Iterator[Server]:
    """The explorer over the sample."""
    with served(data) as running:
        yield running


@pytest.fixture(scope="session", params=["few", pytest.param("data", marks=pytest.mark.soak)])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Got]:
    """Every page that links lead to from the start page: of three briefings, and of all."""

    def walk(folder: Path) -> None:
        with served(request.getfixturevalue(request.param)) as server:
            (folder / "pages").write_bytes(pickle.dumps(crawl(server)))

    return dict(pickle.loads((once(tmp_path_factory, f"crawl-{request.param}", walk) / "pages").read_bytes()))
