"""A desk of many demands of an invented story, the same every time.

    python -m tests.explore.crowd DIR --demands 60 --addressees 15

Each demand is addressed to one to four; a third of the addressees answer themselves, a fifth are
said to have answered, for some nothing was found, and for the rest nobody looked.
"""

import argparse
import random
from datetime import date, timedelta
from pathlib import Path

TOPICS = ("pay", "hours", "safety", "cranes", "pensions", "noise", "fares", "housing")
RESPONSES = ("rejected", "considering", "counter", "partly_accepted", "accepted", "not_addressed")
STRENGTHS = ("request", "demand", "ultimatum")
WHAT = ("Raise", "End", "Publish", "Put off", "Pay for", "Take back", "Share", "Guarantee")
OF_WHAT = (
    "the night work of the crane crews",
    "the new timetable of the ferries",
    "the report on the north gate",
    "free Sundays for all who load ships",
    "the rents along the quay",
    "talks with everyone who is affected",
)
NAMES = ("Port Authority", "Dock Union", "City Council", "Ferry Company", "Crane Works")
START = date(2031, 2, 1)


def write(folder: Path, demands: int, addressees: int) -> None:
    """Write the desk."""
    content = folder / "content"
    for name in ("actors", "demands", "articles"):
        (content / name).mkdir(parents=True, exist_ok=True)
    chance = random.Random(2031)  # noqa: S311 - a story, not a secret
    actors = [f"actor-{number}" for number in range(addressees)]
    for number, actor in enumerate(actors):
        name = NAMES[number] if number < len(NAMES) else f"Harbour District {number}"
        _save(content / f"actors/{actor}.yml", f"name: {name}\nkind: organisation\n")
    _save(
        content / "topics.yml", "".join(f"{topic}: {{name: {topic.title()}}}\n" for topic in TOPICS)
    )
    for number in range(demands):
        to = chance.sample(actors, chance.randint(1, min(4, len(actors) - 1)))
        by = chance.choice([actor for actor in actors if actor not in to])
        day = START + timedelta(days=number)
        silent = [addressee for addressee in to if chance.random() < 0.2]
        heard = [addressee for addressee in to if addressee not in silent]
        _save(content / f"demands/demand-{number}.yml", _demand(number, by, to, silent))
        _save(content / f"articles/article-{number}.yml", _article(number, by, heard, day, chance))
    config = "site_name: Many demands\ndocs_dir: content\ntheme: {name: onrecord}\n"
    _save(folder / "site_config.yml", config + "plugins: [{onrecord: {share_pictures: false}}]\n")


def _save(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _demand(number: int, by: str, to: list[str], silent: list[str]) -> str:
    title = f"{WHAT[number % len(WHAT)]} {OF_WHAT[number % len(OF_WHAT)]}"
    return (
        f"title: {title} ({number})\nby: {by}\nto: [{', '.join(to)}]\n"
        f"topic: {TOPICS[number % len(TOPICS)]}\naction: do\n"
        f"strength: {STRENGTHS[number % len(STRENGTHS)]}\n{'responses:' if silent else ''}\n"
    ) + "".join(
        f"  - {{by: {addressee}, response: none_found, searched_through: 2031-06-30}}\n"
        for addressee in silent
    )


def _article(number: int, by: str, to: list[str], day: date, chance: random.Random) -> str:
    quotes = [f"  - {{id: asked, text: This must be done., speaker: {by}, form: direct}}\n"]
    rows = []
    for addressee in to:
        head = f"  - {{demand: demand-{number}, by: {addressee}, response: "
        how = chance.random()
        if how < 0.35:
            quotes.append(
                f"  - {{id: {addressee}, text: We heard it., speaker: {addressee}, form: direct}}\n"
            )
            rows.append(f"{head}{chance.choice(RESPONSES)}, quote: {addressee}}}\n")
        elif how < 0.55:
            told = f"told_by: {by}, date: {day}"
            rows.append(f"{head}{chance.choice(RESPONSES)}, quote: asked, {told}}}\n")
    return (
        f"title: The demand of day {number}\n"
        f"source: {{publisher: Gazette {number % 6}, published: {day}, language: en}}\n"
        f"event: {{name: Meeting, place: Harbour, date: {day}}}\nquotes:\n{''.join(quotes)}"
        f"demands:\n  - {{demand: demand-{number}, act: stated, by: {by}, quote: asked}}\n"
        + (f"responses:\n{''.join(rows)}" if rows else "")
    )


def main() -> None:
    """Read the command line and write the desk."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--demands", type=int, default=60)
    parser.add_argument("--addressees", type=int, default=15)
    arguments = parser.parse_args()
    write(arguments.folder, arguments.demands, arguments.addressees)


if __name__ == "__main__":
    main()
