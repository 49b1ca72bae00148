"""The index as files."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from weakref import ref

from tests.search.decoding import decode

from onrecord.records import UNKNOWN, PartialDate
from onrecord.search.browser_files import BLOCK, SHARD, digests_of
from onrecord.search.index import NAMES, index_files, make_index
from onrecord.search.terms import BEST, DAY, Result, SearchEntry, make_terms, word_set


def entry(
    number: int, words: str, kind: str = "quotes", names: tuple[str, ...] = ()
) -> SearchEntry:
    shown = Result(f"{kind}/{number}/", f"Entry {number}", "a fact")
    return SearchEntry(kind, shown, word_set(names), word_set([words]), names)


def many(count: int) -> Iterator[SearchEntry]:
    """Entries that share some words and have one each of their own."""
    for number in range(count):
        yield entry(number, f"harbour harvest{number} crane{number % 7}")


def made(entries: Iterable[SearchEntry], **said: str) -> dict[str, str]:
    """The files of the index; ``said`` are the words of the finder that a language has."""
    words = {f"finder.{name.replace('__', '.')}": text for name, text in said.items()}
    files = index_files(make_index(entries), lambda key: words.get(key, ""))
    return {uri: content.decode() for uri, content in files}


def meta_of(files: dict[str, str]) -> dict[str, Any]:
    meta: dict[str, Any] = json.loads(files["search/meta.json"])
    return meta


def test_terms_stand_in_order_in_files_of_a_bounded_size() -> None:
    files = made(list(many(6000)))
    meta = meta_of(files)
    texts = [files[f"search/terms/{number}.txt"] for number in range(len(meta["first"]))]
    lines = [text.splitlines()[1:] for text in texts]

    assert len(texts) > 5
    assert [run[0].split("\t")[0] for run in lines] == meta["first"]
    assert meta["first"] == sorted(meta["first"])
    assert all(
        len(text) < SHARD + 100 or len(run) == 1 for text, run in zip(texts, lines, strict=True)
    )
    assert [len(text.encode()) for text in texts] == [9 + size for size in meta["bytes"]]


def test_terms_stand_in_the_order_in_which_a_browser_compares() -> None:
    """A browser compares units of UTF-16: a letter beyond the first plane comes before U+FB20."""
    terms = make_terms([entry(0, "\N{HEBREW LETTER SHIN WITH DAGESH}"), entry(1, "\U00010400")])
    order = [term.encode("utf-16-be") for term, _ in terms.lines]

    assert order == sorted(order)


def test_the_results_of_an_entry_stand_in_the_block_of_its_number() -> None:
    files = made(list(many(20)))
    number = 13
    lines = files[f"search/records/{number // BLOCK}.txt"].splitlines()[1:]

    assert json.loads(lines[number % BLOCK]) == ["quotes/13/", "Entry 13", "a fact"]


def test_every_file_begins_with_the_digest_that_the_index_has_of_it() -> None:
    files = made(list(many(20)))
    for folder, (length, digests) in meta_of(files).pop("files").items():
        texts = [text for uri, text in files.items() if uri.startswith(f"{folder}/")]
        assert length == 1
        assert [text.split("\n")[0] for text in texts] == digests
    assert len(files) == 1 + 1 + 1 + 3  # the index, names, terms, records


def test_only_files_that_say_something_else_are_other_files() -> None:
    entries = list(many(6000))
    other = [*entries[:9], entry(9, "harbour zeppelin"), *entries[10:]]
    other[20] = replace(other[20], result=Result("quotes/20/", "Another", "a fact"))
    before, after = made(entries), made(other)
    differing = {uri for uri in before.keys() | after.keys() if before.get(uri) != after.get(uri)}
    length, digests = meta_of(after)["files"]["search/records"]

    # A long list of digests would be fetched by everybody: files in a row share one.
    assert (length, len(digests)) == (2, 375)
    assert {uri for uri in differing if "records" in uri} == {
        "search/records/2.txt",
        "search/records/3.txt",
    }
    assert 1 < len([uri for uri in differing if "terms" in uri]) < 5
    assert "search/names/0.txt" not in differing


def test_the_place_where_a_file_ends_is_part_of_its_digest() -> None:
    assert digests_of(["a\n", "b\n"] * 300) != digests_of(["a\nb\n", ""] * 300)


def test_the_same_desk_gives_the_same_files() -> None:
    assert made(list(many(50))) == made(list(many(50)))


def test_a_beginning_that_too_many_share_has_its_best_entries_ready() -> None:
    entries = [entry(0, "other", "demands"), *many(12_000)]
    terms = make_terms(entries)
    lines = dict(terms.lines)
    best = [line.split("\t") for term, line in lines.items() if term == "h*"]

    assert "h" in terms.wide
    assert "harbour" not in terms.wide  # one word, fetched alone
    assert "crane1" not in terms.wide
    assert [list(decode(weak)) for _, _, weak in best] == [list(range(1, BEST + 1))]


def test_whole_names_are_terms_of_their_own() -> None:
    terms = dict(make_terms([entry(0, "", "actors", ("Zoë  Novák", "Zoe Novak"))]).lines)

    assert list(decode(terms["=zoe novak"].split("\t")[1])) == [0]
    assert list(decode(terms["novak"].split("\t")[1])) == [0]


def test_an_empty_desk_has_an_index() -> None:
    files = made([])

    assert list(files) == ["search/meta.json", "search/names/0.txt"]
    assert meta_of(files)["kinds"][-1][1:] == [0, 0]


def test_words_that_say_little_are_told_to_the_browser() -> None:
    files = made(
        many(1),
        stop_words="the The à what",
        question__quotes="said say",
        parts__to="to à",
        endings="_ s é | y ies",
        forms="pay paid | hold held",
        alike="wage pay",
    )
    meta = meta_of(files)

    assert meta["stop"] == ["a", "the", "what"]
    assert meta["asks"]["quotes"] == ["said", "say"]
    assert meta["parts"]["to"] == ["to", "a"]
    assert meta["endings"] == [["", "s", "e"], ["y", "ies"]]
    assert meta["forms"] == [["pay", "paid"], ["hold", "held"]]
    assert meta["like"] == [["wage", "pay"]]


def test_a_month_is_known_by_how_no_other_begins() -> None:
    names = {"date.full_months.6": "June", "date.months.6": "Jun", "date.full_months.7": "July"}
    files = index_files(make_index(many(1)), lambda key: names.get(key, ""))

    months = json.loads(dict(files)["search/meta.json"])["months"]
    assert months[5:7] == [["jun", "june"], ["jul", "july"]]


def test_days_are_terms_by_month_and_faint_years() -> None:
    days = [PartialDate.parse(text) for text in ("2031-05-02", "2031-06", "2030")]
    made_of = replace(entry(0, "crane"), dates=(*days, UNKNOWN))
    terms = dict(make_terms([made_of]).lines)

    assert [term for term in terms if term[0] == DAY] == ["@05-02-2031", "@06-00-2031"]
    assert (terms["2031"], terms["2030"]) == ("2031\t\t\t!", "2030\t\t\t!")


def test_the_words_of_actors_names_are_listed_once_and_up_to_a_size() -> None:
    names = [f"Inês{number} of the Docks" for number in range(9000)]
    actors = [entry(number, "", "actors", (name,)) for number, name in enumerate(names)]
    text = made([*actors, entry(1, "", "topics", ("Wages",))])["search/names/0.txt"]

    assert text.splitlines()[1:4] == ["Inês0", "Docks", "Inês1"]
    assert text.count("Docks") == 1
    assert "Wages" not in text
    assert NAMES - 20 < len(text.encode()) < NAMES + 20


def test_the_words_of_an_entry_are_not_held_once_its_terms_are_found() -> None:
    class Words(frozenset[str]):
        pass

    made: list[ref[Words]] = []

    def entries() -> Iterator[SearchEntry]:
        for number in range(9):
            assert sum(each() is not None for each in made) <= 2
            words = Words({f"w{number}"})
            made.append(ref(words))
            yield SearchEntry("quotes", Result(f"q/{number}/", str(number)), (), words)

    assert len([*index_files(make_index(entries()), lambda _: "")]) > 2
