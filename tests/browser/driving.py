"""A person at the keyboard: no pointer, and no address typed but the printed one."""

from __future__ import annotations

from typing import Any

from dragoman.web.settings import Settings

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""

FOCUS = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
  return {
    outline: parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== "none",
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    html: one.outerHTML.slice(0, 120),
  };
}"""
TRIES = 60
"""How often something is looked for, twenty times a second."""


class Sitting:
    """A window of the browser. Notes what it objects to, and every request that leaves the server."""

    def __init__(self, context: Any, settings: Settings) -> None:
        self.settings = settings
        self.origin = settings.address.partition("/?")[0]
        self.faults: list[str] = []
        self._context = context
        context.add_init_script(WATCH)
        self.page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("dialog", self._refuse)
        context.on("request", self._follow)
        self.page.goto(settings.address)

    def _hear(self, message: Any) -> None:
        if message.type == "error":
            self.faults.append(f"{self.page.url}: {message.text}")

    def _refuse(self, dialog: Any) -> None:
        if dialog.type == "alert":
            self.faults.append(f"{self.page.url}: a document opened a window: {dialog.message}")
        dialog.accept()

    def _follow(self, request: Any) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:", "blob:")):
            self.faults.append(f"{self.page.url}: a request to {request.url}")

    def look(self, path: str) -> Any:
        """Goes straight to a page, and waits for its charts."""
        self.check()
        self.page.goto(self.origin + path)
        return self.settle()

    def settle(self) -> Any:
        """Waits until the page and its charts stand."""
        self.page.wait_for_load_state("load")
        # No "wait_for_function": it evaluates strings, which the content security policy refuses.
        self.page.locator("[data-chart] .picture > img").first.wait_for(state="detached")
        return self.page

    def check(self) -> None:
        """Notes what the content security policy refused on the page that is open."""
        self.faults += [f"{self.page.url}: {one}" for one in self.page.evaluate("window.violations ?? []")]

    def press(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, words: str) -> None:
        """Writes into the field that has the focus, in the place of what stands there."""
        self.press("Control+a")
        self.page.keyboard.type(words)

    def go(self, *keys: str, to: str = "**") -> Any:
        """Presses keys that lead to another page, and waits for it; ``to`` is a pattern of its address."""
        self.check()
        with self.page.expect_navigation():
            self.press(*keys)
        self.page.wait_for_url(to)
        return self.settle()

    def tab_to(self, selector: str, *, words: str = "", most: int = 400, back: bool = False) -> None:
        """Presses the tab key until what has the focus fits ``selector`` and holds ``words``."""
        for _ in range(most):
            self.press("Shift+Tab" if back else "Tab")
            if self.focus_is(selector, words):
                self.check_focus_shows()
                return
        raise AssertionError(f"{self.page.url}: {most} times Tab never led to {selector} {words!r}")

    def walk_to(self, selector: str, *, words: str = "", most: int = 200, key: str = "j") -> None:
        """Presses ``j`` until the item that has the focus fits ``selector`` and holds ``words``."""
        for _ in range(most):
            self.press(key)
            if self.focus_is(selector, words):
                self.check_focus_shows()
                return
        raise AssertionError(f"{self.page.url}: {most} times {key} never led to {selector} {words!r}")

    def focus_is(self, selector: str, words: str = "") -> bool:
        """Whether what has the focus fits ``selector``, and its text or value holds ``words``."""
        found: bool = self.page.evaluate(
            "([selector, words]) => { const one = document.activeElement;"
            " return !!one && one.matches(selector)"
            " && `${one.textContent} ${one.value ?? ''} ${one.getAttribute('aria-label') ?? ''}`.includes(words) }",
            [selector, words],
        )
        return found

    def check_focus_shows(self) -> None:
        """What has the focus is in view and has an outline: else nobody at the keyboard knows where they are."""
        told: dict[str, Any] = {}
        for _ in range(TRIES):
            told = self.page.evaluate(FOCUS)
            if told["outline"] and told["seen"]:
                return
            # The page may still be scrolling there.
            self.page.wait_for_timeout(50)
        raise AssertionError(told)

    def wait_in_view(self, selector: str) -> None:
        """Waits until the page has scrolled to the first such element."""
        found = self.page.locator(selector).first
        found.wait_for()
        for _ in range(TRIES):
            if found.evaluate(
                "(one) => { const box = one.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight }"
            ):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{self.page.url}: {selector} is not in view")

    def text(self, selector: str = "main") -> str:
        """The words that are shown there."""
        return str(self.page.locator(selector).first.inner_text())

    def close(self) -> list[str]:
        """Closes the window; gives what went wrong in it."""
        self.check()
        self._context.close()
        return self.faults
