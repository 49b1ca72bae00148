"""What a reader has asked the system for: no motion, the system's own colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

import pytest

from onrecord.records.vocabulary import Response

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOVES = """() => [...document.querySelectorAll('*')].filter((one) => {
  const style = getComputedStyle(one);
  return style.scrollBehavior === 'smooth' || style.animationName !== 'none'
    || style.transitionDuration.split(',').some((time) => parseFloat(time) > 0);
}).map((one) => one.localName)"""


@pytest.mark.parametrize("family", ["home", "explore", "quote", "demands", "demand"])
def test_nothing_moves_for_who_asks_for_less_motion(
    family: str, open_undrawn: Callable[..., Page]
) -> None:
    assert open_undrawn(family, reduced_motion="reduce").evaluate(MOVES) == []


def test_who_does_not_ask_sees_where_a_link_leads(open_undrawn: Callable[..., Page]) -> None:
    assert open_undrawn("home", reduced_motion="no-preference").evaluate(MOVES) == ["html"]


# The shapes of all states, without their words, one below the other.
SHAPES = """states => {
  const box = document.createElement('div');
  box.id = 'shapes';
  Object.assign(box.style, { position: 'fixed', inset: 0, zIndex: 9, background: 'Canvas' });
  for (const state of states) {
    const one = document.createElement('div');
    one.className = `state state-${state}`;
    Object.assign(one.style, { width: '24px', height: '24px' });
    box.append(one);
  }
  document.body.append(box);
}"""


@pytest.mark.parametrize("colours", ["none", "active"])
def test_states_have_shapes_that_differ(colours: str, open_page: Callable[..., Page]) -> None:
    """In one colour, as in the system's own (`active`) or to who cannot tell colours apart."""
    states = get_args(Response)
    page = open_page("demands", forced_colors=colours)
    page.evaluate(SHAPES, [state.replace("_", "-") for state in states])
    page.evaluate("""() => { const sheet = new CSSStyleSheet();
      sheet.replaceSync('.state { color: CanvasText !important }');
      document.adoptedStyleSheets = [sheet] }""")
    shapes = page.locator("#shapes > .state")
    drawn = {shapes.nth(place).screenshot() for place in range(len(states))}
    page.evaluate(
        "one => document.adoptedStyleSheets[0].insertRule('.state::before { visibility: hidden }')"
    )
    empty = shapes.first.screenshot()

    assert empty not in drawn
    assert len(drawn) == len(states)


def test_paper_keeps_the_shapes(open_undrawn: Callable[..., Page]) -> None:
    """A browser prints no backgrounds unless it is told that they mean something."""
    page = open_undrawn("demands")
    page.emulate_media(media="print")
    adjust = page.locator(".state").first.evaluate(
        "one => getComputedStyle(one, '::before').printColorAdjust"
    )
    assert adjust == "exact"


def test_pictures_take_the_colours_of_the_system(open_undrawn: Callable[..., Page]) -> None:
    page = open_undrawn("demand", forced_colors="active")
    colours = page.evaluate("""() => {
      const own = getComputedStyle(document.body).color;
      return [...document.querySelectorAll('.strip a')].map((one) => getComputedStyle(one).color)
        .filter((colour) => colour !== own);
    }""")
    assert colours == []
