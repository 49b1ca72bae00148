"""What a reader has asked the system for: no motion, the system's own colours."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

from PIL import Image

from onrecord.records.vocabulary import Response

from .conftest import MOVES

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_who_does_not_ask_sees_where_a_link_leads(open_undrawn: Callable[..., Page]) -> None:
    assert open_undrawn("home", reduced_motion="no-preference").evaluate(MOVES) == ["html"]


# The shapes of all states, without their words, one below the other.
SHAPES = """states => {
  const box = document.createElement('div');
  box.id = 'shapes';
  const style = { position: 'fixed', inset: 0, width: '24px', zIndex: 9, background: 'Canvas' };
  Object.assign(box.style, style);
  for (const state of states) {
    const one = document.createElement('div');
    one.className = `state state-${state}`;
    Object.assign(one.style, { width: '24px', height: '24px', margin: 0 });
    box.append(one);
  }
  document.body.append(box);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.state { color: CanvasText !important }');
  document.adoptedStyleSheets = [sheet];
}"""
NO_SHAPES = "document.adoptedStyleSheets[0].insertRule('.state::before { visibility: hidden }')"
ADJUSTED = "one => getComputedStyle(one, '::before').printColorAdjust"


def test_states_have_shapes_that_differ_and_paper_keeps_them(
    open_page: Callable[..., Page],
) -> None:
    """In one colour, as in the system's own (`active`) or to who cannot tell colours apart."""
    states = [state.replace("_", "-") for state in get_args(Response)]
    page = open_page("demands")
    # A browser prints no backgrounds unless it is told that they mean something.
    page.emulate_media(media="print")
    assert page.locator(".state").first.evaluate(ADJUSTED) == "exact"
    page.emulate_media(media="screen")
    page.evaluate(SHAPES, states)
    height = 24 * len(states)

    def drawn() -> list[bytes]:
        picture = page.screenshot(clip={"x": 0, "y": 0, "width": 24, "height": height})
        whole = Image.open(io.BytesIO(picture))
        return [whole.crop((0, y, 24, y + 24)).tobytes() for y in range(0, whole.height, 24)]

    shapes = {}
    for colours in ("none", "active"):
        page.emulate_media(forced_colors=colours)
        shapes[colours] = drawn()
        assert len(set(shapes[colours])) == len(states)
    page.evaluate(NO_SHAPES)
    assert not set(drawn()) & set(shapes["active"])
    page.emulate_media(forced_colors="none")
    assert not set(drawn()) & set(shapes["none"])


def test_pictures_take_the_colours_of_the_system(open_undrawn: Callable[..., Page]) -> None:
    page = open_undrawn("demand", forced_colors="active")
    colours = page.evaluate("""() => {
      const own = getComputedStyle(document.body).color;
      return [...document.querySelectorAll('.strip a')].map((one) => getComputedStyle(one).color)
        .filter((colour) => colour !== own);
    }""")
    assert colours == []
