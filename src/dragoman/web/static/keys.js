// The keyboard: `g` and a letter goes to a place, other keys are registered with `onKey`.
const actions = new Map();
let waiting = 0;

/** Does `action` when `key` (as in KeyboardEvent.key) is pressed outside a field. */
export function onKey(key, action) {
  actions.set(key, action);
}

/** Whether keys of a single letter are switched on (WCAG 2.1.4). */
export function singleKeys() {
  return recall("single-keys") !== "off";
}

export function remember(name, value) {
  try { localStorage.setItem(name, value); } catch { /* Kept for this page alone. */ }
}

export function recall(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyping(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (!singleKeys() || document.querySelector("dialog[open]")) return;
  if (event.timeStamp - waiting < 1500 && waiting) {
    waiting = 0;
    const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (link) {
      event.preventDefault();
      link.click();
      return;
    }
  }
  if (event.key === "g") {
    waiting = event.timeStamp;
    return;
  }
  const action = actions.get(event.key);
  if (action) {
    event.preventDefault();
    action(event);
  }
});
