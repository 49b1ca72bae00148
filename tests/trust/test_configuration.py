"""A configuration that somebody sent is read as plain data, and none ends in a crash."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.tiny_site import TinySite

from onrecord.plugin.configuration import load, load_plainly
from onrecord.plugin.option_values import why_no_address, why_no_site_address
from onrecord.plugin.settings_file import ConfigurationFault

HOOK = "from pathlib import Path\nPath(__file__).with_name('ran').write_text('')\n"


def add(site: TinySite, text: str) -> None:
    config = site.config.read_text(encoding="utf-8")
    site.write("site_config.yml", f"{config}{text}\n")


def option(site: TinySite, text: str) -> None:
    site.edit("site_config.yml", "coverage:", f"{text}\n      coverage:")


@pytest.mark.parametrize(
    "line",
    [
        "hooks: [hook.py]",
        "extra: !!python/object/apply:pathlib.Path.touch [ran]",
        "extra: {made: !!python/object/apply:os.system ['touch ran']}",
        "markdown_extensions: [toc: {slugify: !!python/object/apply:os.system ['touch ran']}]",
        "theme: {name: onrecord, x: !!python/object/new:os.system ['touch ran']}",
    ],
)
def test_nothing_of_a_configuration_runs(
    site: TinySite, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write("hook.py", HOOK)
    if line.startswith("theme"):
        site.edit("site_config.yml", "theme:\n  name: onrecord", line)
    else:
        add(site, line)
    monkeypatch.chdir(site.root)
    load_plainly(site.config)
    load_plainly(site.config, untrusted=True)
    assert not (site.root / "ran").exists()


def test_no_command_that_a_reviewer_runs_does(site: TinySite) -> None:
    site.write("hook.py", HOOK)
    add(site, "hooks: [hook.py]")
    site.done("check")
    built = site.onrecord("build", "--untrusted")
    assert (built.returncode, built.stderr) == (0, "Not used: hooks\n")
    assert not (site.root / "ran").exists()
    site.done("build")
    assert (site.root / "ran").exists(), "what one trusts runs as ever"


def test_only_ours_is_imported_of_plugins_and_extensions(site: TinySite) -> None:
    add(site, "markdown_extensions: [admonition, no.such.module]")
    site.edit("site_config.yml", "plugins:", "plugins:\n  - search\n  - no-such-plugin")
    made = load_plainly(site.config, untrusted=True, building=True)
    assert list(made.config.plugins) == ["onrecord"]
    assert "admonition" in made.config.markdown_extensions
    assert made.left_out == (
        "the plugin search",
        "the plugin no-such-plugin",
        "the Markdown extension no.such.module",
    )
    # One's own mistakes are still told, and nothing is imported to tell them.
    with pytest.raises(ConfigurationFault, match='"no-such-plugin" plugin is not installed'):
        load_plainly(site.config)


def test_a_variable_is_read_for_oneself_and_not_for_a_stranger(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HARBOUR_NAME", "from here")
    site.edit("site_config.yml", "Harbour <desk>", "!ENV [HARBOUR_NAME, by default]")
    add(site, "copyright: !ENV HARBOUR_NAME")
    own, strange = (
        load_plainly(site.config, untrusted=untrusted).config for untrusted in (False, True)
    )
    assert (own.site_name, own.copyright) == ("from here", "from here")
    assert (strange.site_name, strange.copyright) == ("by default", None)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("docs_dir: content", "docs_dir: ../outside", "docs_dir"),
        ("docs_dir: content", "docs_dir: /etc", "docs_dir"),
        ("docs_dir: content", "docs_dir: linked", "docs_dir"),
        ("site_dir: site", "site_dir: ../elsewhere", "site_dir"),
        ("coverage:", "templates: ../outside\n      coverage:", "templates"),
        ("coverage:", "captures: ../outside\n      coverage:", "captures"),
        ("coverage:", "cache: ../outside\n      coverage:", "cache"),
        ("  name: onrecord", "  name: onrecord\n  custom_dir: ../outside", "custom_dir"),
        ("site_name", "INHERIT: ../outside/more.yml\nsite_name", "INHERIT"),
    ],
)
def test_nothing_outside_is_read_for_a_stranger(
    site: TinySite, old: str, new: str, named: str
) -> None:
    site.write("../outside/more.yml", "words-of-another: 1\n")
    (site.root / "linked").symlink_to(site.root.parent / "outside")
    site.edit("site_config.yml", old, new)
    run = site.ended(2, "check", "--untrusted")
    assert named in run.stderr
    assert "points outside" in run.stderr
    assert "words-of-another" not in run.stderr


def test_a_desk_below_the_folder_where_the_command_runs(
    site: TinySite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What lies in that folder is inside, though it lies beside the configuration."""
    site.write("settings/site_config.yml", site.config.read_text(encoding="utf-8"))
    site.edit("settings/site_config.yml", "docs_dir: content", "docs_dir: ../content")
    site.edit("settings/site_config.yml", "site_name", "INHERIT: ../base.yml\nsite_name")
    site.write("base.yml", "copyright: The Harbour Gazette\nsite_name: Another\n")
    site.done("check", "--untrusted", "-f", "settings/site_config.yml")
    monkeypatch.chdir(site.root)
    made = load_plainly(Path("settings/site_config.yml"), untrusted=True).config
    assert (made.copyright, made.site_name) == ("The Harbour Gazette", "Harbour <desk>")
    monkeypatch.chdir(site.root / "settings")
    with pytest.raises(ConfigurationFault, match="points outside"):
        load_plainly(Path("site_config.yml"), untrusted=True)


BOMB = "\n".join(
    ["x0: &x0 [a, b, c, d, e, f, g, h]"]
    + [f"x{number}: &x{number} [{', '.join([f'*x{number - 1}'] * 8)}]" for number in range(1, 12)]
)


@pytest.mark.parametrize("read", [load, load_plainly])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "<<<<<<< HEAD\nsite_name: A\n=======\nsite_name: B\n>>>>>>> b\n",
            "markers of an unfinished git merge",
        ),
        (f"extra: {'[' * 20_000}", "more than 50 levels"),
        (f"extra: {'[' * 20_000}{']' * 20_000}", "more than 50 levels"),
        (f"extra: {'{a: ' * 20_000}", "more than 50 levels"),
        (BOMB, "once its aliases are expanded"),
        ("extra: &it {inner: *it}", "an alias is inside"),
        ("INHERIT: site_config.yml", "inherit from each other"),
        ("INHERIT: secret.txt", "this cannot be read as settings"),
        ("INHERIT: nowhere.yml", "there is no file"),
        ("INHERIT: [a]", "expected the path of a file"),
        ("extra: {day: 2031-13-01}", "is neither a date nor a number"),
        ("extra: {", "this is not valid YAML"),
        ("? [a, b]\n: c", "a value cannot be read"),
        ("extra: '\x07'", "a control character"),
        ("config_file_path: here.yml", "config_file_path"),
        ("repo_url: https://[::1", "repo_url"),
    ],
)
def test_a_spoilt_configuration_is_a_line(
    site: TinySite, text: str, said: str, read: Callable[[Path], object]
) -> None:
    site.write("secret.txt", "a: 'password\n")
    for line in text.split("\n"):
        key = line.partition(":")[0]
        if f"\n{key}:" in site.config.read_text(encoding="utf-8"):
            config = site.config.read_text(encoding="utf-8").split("\n")
            kept = [line for line in config if not line.startswith(f"{key}:")]
            site.write("site_config.yml", "\n".join(kept))
    add(site, text)
    with pytest.raises(ConfigurationFault) as raised:
        read(site.config)
    assert said in str(raised.value)
    assert "password" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_what_is_no_file_of_settings(site: TinySite) -> None:
    for text in ("- a\n", "5\n", "words\n"):
        site.write("site_config.yml", text)
        run = site.onrecord("build")
        assert (run.returncode, "expected keys and values" in run.stderr) == (2, True)
    site.config.write_bytes(b"site_name: \xff\xfe\n")
    site.ended(2, "build")
    site.config.unlink()
    site.config.mkdir()
    assert "site_config.yml is a folder" in site.onrecord("check").stderr


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://gazette.example/our record/", "a space"),
        ("https://gazette.example/?edition=1", "?"),
        ("https://gazette.example/#front", "#"),
        ("https://desk:secret@gazette.example/", "password"),
        ("https://[::1/", "host"),
        ("https://gazette.example:99999999/", "host"),
        ("https://gazette..example/", "host"),
        ("https:///record/", "host"),
        ("https://gazette.example\\@other.example/", "cannot contain"),
        ("javascript://gazette.example/%0aalert(1)", "must begin with"),
    ],
)
def test_an_address_on_which_no_page_can_stand(site: TinySite, address: str, said: str) -> None:
    why = why_no_site_address(address)
    assert why is not None
    assert said in why
    assert "secret" not in why
    site.edit("site_config.yml", "https://harbour.example.org/", f"'{address}'")
    run = site.ended(2, "check")
    assert "site_url" in run.stderr


@pytest.mark.parametrize(
    "address",
    [
        "https://gazette.example/",
        "http://localhost:8000/record/",
        "http://[::1]:8000/",
        "HTTPS://GAZETTE.EXAMPLE",
        "https://zeitung-münchen.example/akte/",
        "https://gazette.example/our%20record/",
    ],
)
def test_an_address_on_which_pages_can_stand(address: str) -> None:
    assert why_no_site_address(address) is None


def test_an_address_of_a_repository_may_have_a_query() -> None:
    assert why_no_address("https://git.example/?p=desk") is None
