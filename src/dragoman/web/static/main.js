// What every page has: theme, sheet of keys, walking through a list, tables that sort, charts.
import { onKey, recall, remember } from "./keys.js";

/** Tells screen readers what happened. */
export function say(words) {
  document.getElementById("said").textContent = words;
}

// A page that was waited for has an address of its own only until it is there.
const shown = new URL(location.href);
if (shown.searchParams.has("now")) {
  shown.searchParams.delete("now");
  history.replaceState(history.state, "", shown);
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function switchTheme() {
  const chosen = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = chosen;
  remember("theme", chosen);
  say(chosen);
  document.dispatchEvent(new Event("theme"));
}

const sheet = document.getElementById("keys");
const box = document.getElementById("single-keys");
box.checked = recall("single-keys") !== "off";
box.addEventListener("change", () => remember("single-keys", box.checked ? "on" : "off"));

const deeds = { theme: switchTheme, keys: () => sheet.showModal() };
for (const button of document.querySelectorAll("[data-do]")) {
  const deed = deeds[button.dataset.do];
  if (!deed) continue;
  button.hidden = false;
  button.addEventListener("click", deed);
}
onKey("t", switchTheme);
onKey("?", deeds.keys);
onKey("/", () => {
  const field = document.querySelector("[data-search]");
  if (field) field.focus();
  else location.href = "/search";
});

/** Moves to the next or previous item of the list; its first link gets the focus. */
function step(by) {
  const items = [...document.querySelectorAll("[data-item]")];
  if (!items.length) return;
  const now = items.findIndex((item) => item.classList.contains("current"));
  const next = items[Math.min(Math.max(now + by, 0), items.length - 1)] ?? items[0];
  for (const item of items) item.classList.toggle("current", item === next);
  next.scrollIntoView({ block: "nearest" });
  (next.querySelector("a, button") ?? next).focus();
}
onKey("j", () => step(1));
onKey("k", () => step(-1));

/** Lets the heads of a table sort its rows: figures as figures, words as words. */
function makeSortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const body = table.tBodies[0];
      const rows = [...body.rows].map((row) => [row.cells[column].textContent.trim(), row]);
      const number = (words) => Number(words.replace(/−/g, "-").replace(/[\s\u202f]/g, "") || NaN);
      const figures = rows.every(([words]) => !words || !Number.isNaN(number(words)));
      const order = figures
        ? ([a], [b]) => (number(a) || 0) - (number(b) || 0)
        : ([a], [b]) => a.localeCompare(b, "en");
      rows.sort((a, b) => (up ? 1 : -1) * order(a, b));
      body.append(...rows.map(([, row]) => row));
    });
  });
}
for (const table of document.querySelectorAll("table[data-sortable]")) makeSortable(table);

if (document.querySelector("[data-chart]")) import("./charts.js");
