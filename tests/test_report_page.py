"""The audit's page in a real browser: it filters, it loads nothing, and it is nobody's door."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest

pytestmark = pytest.mark.skipif(chromium.PROGRAM is None, reason="no Chromium is installed")

EVIL = "<img src=x onerror=window.owned=1>"
SOURCE = f'''import httpx

NOTE = """</script><script>window.owned = 1</script>{EVIL}&lt;b&gt;"""


async def page(client: httpx.AsyncClient, uid: int):
    user = await client.get(f"/users/{{uid}}", headers={{"x": "{EVIL}</script>"}})
    orders = await client.get(f"/orders/{{uid}}</script>{EVIL}")
    return user.json(), orders.json()


async def many(client: httpx.AsyncClient, uids: list[int]):
    found = []
    for uid in uids:
        found.append(await client.get(f"/users/{{uid}}"))
    return found
'''
PLAIN = """import httpx


class Walrus:
    async def tusks(self, client: httpx.AsyncClient):
        left = await client.get("/left")
        right = await client.get("/right")
        middle = await client.get("/middle")
        return left, right, middle
"""
UNSURE = """import httpx

from elsewhere import unknown_thing


async def doubt(client: httpx.AsyncClient):
    first = await client.get("/first")
    second = await unknown_thing()
    return first, second
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("page") / "<b>shop"
    (root / "zoo").mkdir(parents=True)
    (root / "pyproject.toml").write_text("")
    # A path cannot hold a slash in a name, but a folder and a file make one.
    (root / "<").mkdir()
    (root / "<" / f"script>{EVIL}.py").write_text(SOURCE, encoding="utf-8")
    (root / "zoo" / "walrus.py").write_text(PLAIN, encoding="utf-8")
    (root / "zoo" / "doubt.py").write_text(UNSURE, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "codemods", "report", "--output", "audit.html"],
        cwd=root,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    return (root / "audit.html").as_uri()


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Page]:
    with chromium.browser(tmp_path_factory.mktemp("browser")) as page:
        yield page


@pytest.fixture
def page(tab: chromium.Page, address: str) -> Iterator[chromium.Page]:
    tab.open("about:blank")
    tab.open(address)
    yield tab
    assert tab.said("Runtime.exceptionThrown") == []


def shown(page: chromium.Page) -> list[str]:
    """The functions of the findings that can be seen."""
    names = page.run(
        "[...document.querySelectorAll('.finding')].filter(f => f.checkVisibility())"
        ".map(f => f.querySelector('.name b').textContent.split('.').pop())"
    )
    assert isinstance(names, list)
    return names


ALL = ["page", "many", "doubt", "tusks"]


def choose(page: chromium.Page, name: str, value: str) -> None:
    selector = name if name.startswith("#") else f"[name={name}]"
    page.run(
        f"(() => {{ const field = document.querySelector('{selector}'); field.value = {json.dumps(value)};"
        " field.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )


def test_nothing_is_loaded_and_nothing_breaks_out(page: chromium.Page, address: str) -> None:
    page.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert page.run("document.querySelector('.diff').textContent.includes('onerror=window.owned')")
    assert page.run("new Promise(done => setTimeout(() => done(window.owned), 200))") is None
    assert page.run("document.images.length") == 0
    assert page.run("document.scripts.length") == 1
    assert page.run("document.querySelectorAll('h1 b, code b, td b').length") == 0
    assert page.run("document.querySelector('h1').textContent") == "<b>shop"
    asked = [told["request"]["url"] for told in page.said("Network.requestWillBeSent")]
    assert asked == [address]
    assert page.said("Log.entryAdded", "Runtime.exceptionThrown") == []


def test_the_page_lets_only_its_own_script_run(page: chromium.Page) -> None:
    page.run(
        "const late = document.createElement('script'); late.textContent = 'window.owned = 1';"
        "document.body.append(late);"
        "const image = new Image(); image.src = 'http://127.0.0.1:9/x.png'; document.body.append(image);"
    )
    assert page.run("window.owned") is None
    told = [entry["entry"]["text"] for entry in page.said("Log.entryAdded")]
    assert sum("Content Security Policy" in text for text in told) == 2


def test_search_finds_code_and_reasons(page: chromium.Page) -> None:
    assert shown(page) == ALL
    page.type("/")
    assert page.run("document.activeElement.id") == "search"
    page.type("MIDDLE client.get")
    assert shown(page) == ["tusks"]
    assert page.run("document.querySelector('#shown').textContent") == "1 of 4"
    page.type(" nowhere")
    assert shown(page) == []
    assert page.run("document.querySelector('#nothing').checkVisibility()")
    page.run("document.querySelector('#clear').click()")
    page.run("new Promise(done => setTimeout(done, 50))")
    assert shown(page) == ALL


def test_filters_hold_together(page: chromium.Page) -> None:
    choose(page, "verdict", "unsafe")
    assert shown(page) == ["doubt"]
    choose(page, "verdict", "safe")
    choose(page, "path", "ZOO/")
    assert shown(page) == ["tusks"]
    choose(page, "path", "</script>")
    assert shown(page) == ["page", "many"]
    choose(page, "severity", "high")
    assert shown(page) == ["many"]
    choose(page, "pattern", "gather")
    assert shown(page) == ["many"]
    choose(page, "folder", "zoo")
    assert shown(page) == []


def test_what_matters_most_can_come_first(page: chromium.Page) -> None:
    choose(page, "#order", "rank")
    assert shown(page) == ["many", "tusks", "page", "doubt"]
    kept = page.run("location.href")
    page.open("about:blank")
    page.open(kept)
    assert shown(page) == ["many", "tusks", "page", "doubt"]
    choose(page, "#order", "")
    assert shown(page) == ALL


def test_a_bar_is_a_filter(page: chromium.Page) -> None:
    bar = "document.querySelector('.bar[data-filter=folder][data-value=zoo]')"
    page.run(f"{bar}.focus()")
    page.send("Input.dispatchKeyEvent", type="keyDown", key="Enter", text="\r")
    page.send("Input.dispatchKeyEvent", type="keyUp", key="Enter")
    assert shown(page) == ["doubt", "tusks"]
    assert page.run(f"{bar}.getAttribute('aria-pressed')") == "true"
    page.run(f"{bar}.click()")
    assert shown(page) == ALL


def test_an_address_keeps_the_view(page: chromium.Page, address: str) -> None:
    choose(page, "verdict", "unsafe")
    kept = page.run("location.href")
    page.open("about:blank")
    page.open(kept)
    assert shown(page) == ["doubt"]
    identity = page.run("document.querySelectorAll('.finding')[3].id")
    page.open("about:blank")
    page.open(f"{address}#{identity}")
    assert shown(page) == ALL
    assert page.run(f"document.getElementById('{identity}').open")
    assert page.run("location.hash") == f"#{identity}"


def test_round_trips_follow_the_number_of_items(page: chromium.Page) -> None:
    told = "['before', 'after'].map(n => Number(document.querySelector('#trips-' + n).textContent))"
    assert page.run(told) == [2 + 20 + 2 + 3, 1 + 2 + 1 + 1]
    page.run(
        "(() => { const items = document.querySelector('#items'); items.value = '1000';"
        " items.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )
    assert page.run(told) == [2 + 1000 + 2 + 3, 1 + 100 + 1 + 1]


def test_on_paper_everything_is_open(page: chromium.Page) -> None:
    page.send("Page.printToPDF")
    opened = "[...document.querySelectorAll('.finding')].filter(f => f.open).length"
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert page.run(opened) == 4
    page.run("dispatchEvent(new Event('afterprint'))")
    assert page.run(opened) == 0


def test_everything_that_can_be_used_has_a_name(page: chromium.Page) -> None:
    page.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.send("Accessibility.enable")
    used = {
        "button",
        "textbox",
        "searchbox",
        "combobox",
        "spinbutton",
        "checkbox",
        "link",
        "region",
    }
    nodes = page.send("Accessibility.getFullAXTree")["nodes"]
    told = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in nodes
        if not node["ignored"] and node["role"]["value"] in used
    ]
    assert {role for role, _ in told} >= {"button", "searchbox", "combobox", "link", "checkbox"}
    assert [role for role, name in told if not name.strip()] == []


CONTRAST = """
(() => {
  const context = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const pixel = (...colours) => {
    context.clearRect(0, 0, 1, 1);
    for (const colour of colours) { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); }
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const poor = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility()) continue;
    if (element.closest('.spoken, script, .skip, option')) continue;
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.unshift(getComputedStyle(e).backgroundColor);
    const paper = light(pixel('#fff', ...layers));
    const ink = light(pixel('#fff', ...layers, getComputedStyle(element).color));
    const ratio = (Math.max(paper, ink) + .05) / (Math.min(paper, ink) + .05);
    if (ratio < 4.5) poor.add(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return [...poor];
})()
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(tab: chromium.Page, address: str, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    tab.send("Emulation.setEmulatedMedia", features=features)
    tab.open("about:blank")
    tab.open(address)
    tab.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert tab.run(CONTRAST) == []
    dark = "getComputedStyle(document.documentElement).colorScheme"
    assert tab.run(dark) == scheme
    tab.run("document.querySelector('#theme').click()")
    assert tab.run(dark) != scheme
    assert tab.run(CONTRAST) == []
