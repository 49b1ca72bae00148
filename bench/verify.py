"""How long it takes to compare quotes with captures, against reading the captures alone.

    python bench/verify.py --quotes 2000 --letters 100000

Each quote has a capture of its own: the worst case. Of twenty quotes one differs in a word, one
does not stand there at all, three differ in typography and two are abridged.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from onrecord.captures.quote_comparison import compare_words
from onrecord.captures.verify import Capture, read_capture

CAPTURES = 40  # texts that differ; each is read again for each of its quotes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quotes", type=int, default=2_000)
    parser.add_argument("--letters", type=int, default=100_000)
    asked = parser.parse_args()
    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9)))
             for _ in range(3_000)]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        texts = []
        for number in range(CAPTURES):
            text = " ".join(chance.choices(words, k=asked.letters // 6))
            text = f"{text[: asked.letters]} it\u2019s — “so” he said."
            texts.append(text)
            (Path(folder) / f"{number}.txt").write_text(text, encoding="utf-8")
        quotes = [quote(chance, texts[n % CAPTURES], words, n) for n in range(asked.quotes)]
        files = [Path(folder) / f"{n % CAPTURES}.txt" for n in range(asked.quotes)]
        began = time.perf_counter()
        for file in files:
            read_capture(file)
        reading = time.perf_counter() - began
        began = time.perf_counter()
        verdicts: Counter[str] = Counter()
        for file, said in zip(files, quotes, strict=True):
            capture = read_capture(file)
            if isinstance(capture, Capture):
                verdicts[compare_words([said], capture.text).verdict] += 1
        whole = time.perf_counter() - began
    print(f"{asked.quotes:,} quotes, captures of {asked.letters:,} letters: {dict(verdicts)}")
    print(f"reading alone {reading:.2f} s, reading and comparing {whole:.2f} s")
    print(f"ratio {whole / reading:.2f}")


def quote(chance: random.Random, text: str, words: list[str], number: int) -> str:
    start = text.index(" ", chance.randrange(0, len(text) - 400)) + 1
    said = text[start : text.index(" ", start + 150)]
    kind = number % 20
    if kind == 0:
        return said.replace(" ", " other ", 1)
    if kind == 1:
        return "Nobody said " + " ".join(chance.choices(words, k=20))
    if kind < 5:
        return said.replace(" ", "\N{NO-BREAK SPACE}")
    if kind < 7:
        return f"{said[:60].rsplit(' ', 1)[0]} … {said[100:].split(' ', 1)[1]}"
    return said


if __name__ == "__main__":
    main()
