"""`onrecord annotate` says where its page is, or why there is none."""

import webbrowser
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.annotate.server import AnnotateServer
from onrecord.cli.main import main

CONFIG = "site_name: Harbour\ndocs_dir: content\nplugins: [onrecord]\ntheme: {name: onrecord}\n"
ARTICLE = "title: Talks\nsource: {publisher: Gazette, published: 2031-05-03}\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "content/articles/talks.yml").write_text(ARTICLE)
    (tmp_path / "site_config.yml").write_text(CONFIG)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(AnnotateServer, "serve_forever", lambda _: None)
    return tmp_path


@pytest.mark.usefixtures("desk")
def test_it_opens_the_browser_at_the_article(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_page(address: str) -> bool:
        opened.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", open_page)
    done = CliRunner().invoke(main, ["annotate", "talks"])
    assert done.exit_code == 0, done.output
    [address] = opened
    assert address.startswith("http://127.0.0.1:")
    assert "/?article=talks#" in address
    assert f"Annotate at {address}\n" in done.output
    assert "No browser" not in done.output


@pytest.mark.usefixtures("desk")
def test_an_article_is_named_by_its_file_too() -> None:
    path = "content/articles/talks.yml"
    done = CliRunner().invoke(main, ["annotate", "--no-browser", path])
    assert "/?article=talks#" in done.output


@pytest.mark.usefixtures("desk")
def test_without_a_browser_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_address: str) -> bool:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "open", none)
    assert "No browser was found" in CliRunner().invoke(main, ["annotate"]).output
    assert "No browser" not in CliRunner().invoke(main, ["annotate", "--no-browser"]).output


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["talk"], "no article 'talk'; hint: the nearest of those that it has: talks"),
        (["-a", "harbour"], "'harbour' is not an address; hint: write one such as 127.0.0.1:8100"),
        (["-a", "127.0.0.1:99999"], "'127.0.0.1:99999' is not an address"),
        (["-a", "192.0.2.1:80"], "192.0.2.1 can be reached from other computers"),
        (["-f", "missing.yml"], "missing.yml"),
    ],
)
def test_what_cannot_be_served_is_told(arguments: list[str], said: str) -> None:
    done = CliRunner().invoke(main, ["annotate", "--no-browser", *arguments])
    assert done.exit_code == 2
    assert said in done.output
