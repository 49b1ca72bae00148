"""Numbers out of the texts of the index, as the browser reads them."""

from collections.abc import Iterator


def decode(text: str) -> Iterator[int]:
    """The numbers that ``text`` holds."""
    number, gap, scale = -1, 0, 1
    for character in text:
        digit = ord(character) - ord("!")
        gap += digit % 47 * scale
        scale *= 47
        if digit < 47:
            number += gap + 1
            yield number
            gap, scale = 0, 1


def unpack(text: str) -> Iterator[int]:
    """The numbers that ``text`` holds."""
    number, scale = 0, 1
    for character in text:
        code = ord(character)
        if code >= ord("]"):
            number += (code - ord("]")) * scale
            scale *= 34
        else:
            yield number + (code - ord("#")) * scale
            number, scale = 0, 1
