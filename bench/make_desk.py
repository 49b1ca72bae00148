"""Make a large desk of an invented story, the same every time.

    python bench/make_desk.py DIR --articles 10000

Three quotes an article, one actor for every 20 articles, one demand for every 10: what a newsroom
would have after some years. Every sentence is put together from a small stock of words.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

TOPICS = ("pay", "hours", "safety", "cranes", "pensions", "noise", "fares", "housing")
RESPONSES = ("rejected", "considering", "counter", "partly_accepted", "deferred", "acknowledged")
FIRST = ("Ana", "Mia", "Sam", "Inês", "Óscar", "Zoë", "Lars", "Edda", "Noor", "Tomáš")
LAST = ("Rivera", "Brandt", "Okafor", "Prado", "Lindqvist", "Novák", "Haddad", "Byrne", "Sato")
WORDS = [
    "harbour",
    "terminal",
    "crane",
    "shift",
    "contract",
    "night",
    "overtime",
    "ferry",
    "council",
    "talks",
    "offer",
    "answer",
    "gate",
    "schedule",
    "inspector",
    "union",
    "member",
    "container",
    "weather",
    "agreement",
    "letter",
    "question",
    "future",
    "wages",
]
START = date(2028, 1, 3)


class Context:
    """Writes the files of one desk."""

    def __init__(self, folder: Path, articles: int) -> None:
        self.content = folder / "content"
        self.articles = articles
        self.persons = max(2, articles // 25)
        self.bodies = max(2, articles // 100)
        self.demands = max(1, articles // 10)
        self.random = random.Random(2031)

    def write(self) -> None:
        """Write all of it."""
        for name in ("actors", "demands", "claims", "articles"):
            (self.content / name).mkdir(parents=True, exist_ok=True)
        self._save("topics.yml", "".join(f"{name}:\n  name: {name.title()}\n" for name in TOPICS))
        for number in range(self.bodies):
            text = f"name: Body {number}\nkind: organisation\n"
            self._save(f"actors/{self._body(number)}.yml", text)
        for number in range(self.persons):
            self._save(f"actors/{self._person(number)}.yml", self._person_text(number))
        for number in range(self.demands):
            self._save(f"demands/demand-{number}.yml", self._demand_text(number))
        for number in range(self.articles):
            folder = f"articles/{self._day(number).year}"
            (self.content / folder).mkdir(exist_ok=True)
            self._save(f"{folder}/article-{number}.yml", self._article_text(number))

    def _save(self, name: str, text: str) -> None:
        (self.content / name).write_text(text, encoding="utf-8")

    def _body(self, number: int) -> str:
        return f"body-{number % self.bodies}"

    def _person(self, number: int) -> str:
        return f"person-{number % self.persons}"

    def _day(self, number: int) -> date:
        return START + timedelta(days=number * 1200 // self.articles)

    def _sentence(self, length: int) -> str:
        words = [self.random.choice(WORDS) for _ in range(length)]
        return f"{' '.join(words).capitalize()}."

    def _person_text(self, number: int) -> str:
        first, last = FIRST[number % len(FIRST)], LAST[number % len(LAST)]
        return (
            f"name: {first} {last} {number}\nkind: person\nsort_name: {last} {number}, {first}\n"
            f"roles:\n  - title: Speaker\n    of: {self._body(number)}\n"
        )

    def _demand_text(self, number: int) -> str:
        by, to = number % self.bodies, (number + 1) % self.bodies
        return (
            f"title: {self._sentence(6)[:-1]}\nby: {self._body(by)}\nto: {self._body(to)}\n"
            f"topic: {TOPICS[number % len(TOPICS)]}\naction: do\nstrength: demand\n"
        )

    def _article_text(self, number: int) -> str:
        return "".join(self._article_lines(number))

    def _article_lines(self, number: int) -> Iterator[str]:
        day = self._day(number)
        demand = number % self.demands
        owner, asked = demand % self.bodies, (demand + 1) % self.bodies
        yield f"title: {self._sentence(7)[:-1]}\n"
        yield f"summary: {self._sentence(14)}\n"
        yield (
            f"source:\n  publisher: Gazette {number % 40}\n  published: {day}\n"
            f"  url: https://example.org/{number}\n  language: en\n  genre: news_report\n"
        )
        yield f"event: {{name: {self._sentence(3)[:-1]}, place: Harbour, date: {day}}}\n"
        yield "defaults: {form: direct, basis: on_record}\nquotes:\n"
        for index, speaker in enumerate((owner, asked, self.random.randrange(self.persons))):
            yield (
                f"  - id: quote-{index}\n    text: {self._sentence(24)}\n"
                f"    speaker: {self._person(speaker)}\n    context: {self._sentence(8)}\n"
                f"    about: [{TOPICS[demand % len(TOPICS)]}]\n"
            )
        yield (
            f"demands:\n  - {{demand: demand-{demand}, act: stated, by: {self._person(owner)}, "
            "quote: quote-0}\n"
        )
        yield (
            f"responses:\n  - {{demand: demand-{demand}, by: {self._person(asked)}, "
            f"response: {self.random.choice(RESPONSES)}, quote: quote-1}}\n"
        )


CONFIG = """\
site_name: A large desk
docs_dir: content
theme: {name: onrecord}
plugins: [onrecord]
"""


def main() -> None:
    """Read the command line and write the desk."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    arguments = parser.parse_args()
    Context(arguments.folder, arguments.articles).write()
    (arguments.folder / "site_config.yml").write_text(CONFIG, encoding="utf-8")


if __name__ == "__main__":
    main()
