"""A site whose pages other processes make, on machines of a cluster."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import TYPE_CHECKING, Any

import pytest
from tests import processes
from tests.tiny_site import TinySite

from onrecord.diagnostics import OnrecordError
from onrecord.plugin import cluster as clusters
from onrecord.plugin.cluster import Snapshot, make_part
from onrecord.plugin.configuration import load
from onrecord.plugin.page_writing import OwnWriter

if TYPE_CHECKING:
    from distributed import LocalCluster  # which takes a fifth of a second: see the fixture


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two processes that stand for two machines; they are forked, as commands of tests are."""
    import dask
    from distributed import LocalCluster

    processes.ensure_running()
    with (
        dask.config.set({"distributed.worker.multiprocessing-method": "forkserver"}),
        LocalCluster(  # type: ignore[no-untyped-call]  # Dask has no types
            n_workers=2, threads_per_worker=1, dashboard_address=":0"
        ) as two,
    ):
        yield two


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> TinySite:
    """A site with a template of its own, drafts, and pictures that are drawn here."""
    site = TinySite.at(tmp_path_factory.mktemp("clustered") / "harbour")
    site.edit("site_config.yml", "site_name:", "site_url: https://example.org/\nsite_name:")
    site.write("templates/pages/actor.html", '{% extends "default:pages/actor.html" %}')
    return site


@pytest.fixture(scope="module")
def alone(site: TinySite) -> dict[str, bytes]:
    """The site as this process makes it."""
    return built(site, "alone")


@pytest.fixture
def made_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that this process makes."""
    made: list[str] = []
    page = OwnWriter.page

    def noted(self: OwnWriter, source: str) -> None:
        made.append(source)
        page(self, source)

    monkeypatch.setattr(OwnWriter, "page", noted)
    return made


def built(site: TinySite, folder: str, *options: str) -> dict[str, bytes]:
    site.done("build", "--site-dir", folder, *options)
    return site.built(folder)


def test_a_cluster_makes_the_same_site(
    site: TinySite, alone: dict[str, bytes], cluster: LocalCluster, made_here: list[str]
) -> None:
    assert built(site, "together", "--scheduler", cluster.scheduler_address) == alone
    assert made_here == []


def test_a_machine_may_end_midway(
    site: TinySite, alone: dict[str, bytes], cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import Client

    with Client(cluster) as client:  # type: ignore[no-untyped-call]
        pid = next(iter(client.run(os.getpid).values()))

    class Ending(PassedOn):
        """Kills one machine when the first part is there."""

        def submit(self, *args: Any, **options: Any) -> Future[Any]:
            future = super().submit(*args, **options)
            future.add_done_callback(self.kill)
            return future

        def kill(self, _part: Future[Any]) -> None:
            if killed := pids.pop() if pids else None:
                os.kill(killed, signal.SIGKILL)

    pids = [pid]
    monkeypatch.setattr(clusters, "_QUIET", 5)
    put_around_the_executor(monkeypatch, Ending)
    assert built(site, "together", "--scheduler", cluster.scheduler_address) == alone
    assert pids == []


class PassedOn(Executor):
    """Another executor's work."""

    def __init__(self, executor: Executor) -> None:
        self.executor = executor

    def submit(self, *args: Any, **options: Any) -> Future[Any]:
        return self.executor.submit(*args, **options)


def put_around_the_executor(
    monkeypatch: pytest.MonkeyPatch, around: Callable[[Executor], Executor]
) -> None:
    with_executor = clusters.with_executor
    monkeypatch.setattr(
        clusters, "with_executor", lambda executor, shared: with_executor(around(executor), shared)
    )


def test_what_no_machine_can_make_is_made_here(
    site: TinySite,
    alone: dict[str, bytes],
    cluster: LocalCluster,
    monkeypatch: pytest.MonkeyPatch,
    made_here: list[str],
) -> None:
    class Refusing(PassedOn):
        def submit(self, *_args: Any, **_options: Any) -> Future[Any]:
            refused: Future[Any] = Future()
            refused.set_exception(MemoryError())
            return refused

    put_around_the_executor(monkeypatch, Refusing)
    assert built(site, "together", "--scheduler", cluster.scheduler_address) == alone
    assert "actors/mia-brandt/" in made_here


def test_what_no_machine_tells_of_is_made_here(
    site: TinySite,
    alone: dict[str, bytes],
    cluster: LocalCluster,
    monkeypatch: pytest.MonkeyPatch,
    made_here: list[str],
) -> None:
    class Losing(PassedOn):
        def submit(self, *_args: Any, **_options: Any) -> Future[Any]:
            return Future()

    put_around_the_executor(monkeypatch, Losing)
    monkeypatch.setattr(clusters, "_QUIET", 0.3)
    assert built(site, "together", "--scheduler", cluster.scheduler_address) == alone
    assert "actors/mia-brandt/" in made_here


def test_a_template_that_fails_is_reported_as_always(site: TinySite, cluster: LocalCluster) -> None:
    template = site.write("templates/pages/actor.html", "{{ view.nothing_of_this_name }}")
    run = site.onrecord("build", "--scheduler", cluster.scheduler_address)
    template.unlink()
    assert run.returncode == 1
    assert run.stderr.count("templates/pages/actor.html:1:1: error[template-fault]") == 1


def test_the_same_site_is_the_same_snapshot(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Snapshot.of(load(site.config))
    an_hour_later = time.time() + 3600
    monkeypatch.setattr("time.time", lambda: an_hour_later)
    second = Snapshot.of(load(site.config))
    assert first.digest == second.digest
    about = site.root / "content/about.md"
    before = about.read_text("utf-8")
    about.write_text("# Another", encoding="utf-8")
    assert Snapshot.of(load(site.config)).digest != first.digest
    about.write_text(before, encoding="utf-8")


def test_machines_with_another_version_make_nothing() -> None:
    with pytest.raises(OnrecordError, match=r"this is Onrecord .*, not 0\.0"):
        make_part(Snapshot(b"", "site_config.yml", {}, drafts=False, program="0.0"), 1)


def test_a_site_that_rests_on_more_than_files_is_refused(
    site: TinySite, cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = site.ended(2, "build", "--scheduler", cluster.scheduler_address, "--preview", "of it")
    assert "--scheduler is for sites without hooks, other plugins and previews" in run.stderr
    monkeypatch.setattr(clusters, "_PATIENCE", 0.1)
    run = site.ended(2, "build", "--scheduler", "tcp://127.0.0.1:1")
    assert "no scheduler of Dask answers at tcp://127.0.0.1:1" in run.stderr
