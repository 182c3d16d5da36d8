// The reader: a card and its words point at each other; citations are copied.
import { say } from "./main.js";

const reader = document.querySelector(".reader");

/** Shows what belongs together: the words and the card of these records. */
function light(ids, name) {
  for (const element of document.querySelectorAll(`.${name}`)) element.classList.remove(name);
  for (const id of ids) {
    document.querySelector(`[data-card="${CSS.escape(id)}"]`)?.classList.add(name);
    for (const piece of reader.querySelectorAll(`[data-marks~="${CSS.escape(id)}"]`)) piece.classList.add(name);
  }
}

function idsAt(target) {
  const piece = target.closest?.("[data-marks]");
  if (piece) return piece.dataset.marks.split(" ");
  const card = target.closest?.("[data-card]");
  return card ? [card.dataset.card] : [];
}

/** Opens what a card is folded away in. */
function unfold(id) {
  const fold = document.querySelector(`[data-card="${CSS.escape(id)}"]`)?.closest("details");
  if (fold) fold.open = true;
}

if (reader) {
  reader.addEventListener("pointerover", (event) => light(idsAt(event.target), "pointed"));
  reader.addEventListener("pointerleave", () => light([], "pointed"));
  reader.addEventListener("focusin", (event) => light(idsAt(event.target), "pointed"));
  reader.addEventListener("click", (event) => {
    const ids = idsAt(event.target);
    ids.forEach(unfold);
    if (ids.length) light(ids, "chosen");
  });
  if (location.hash) unfold(location.hash.slice(1).replace(/^w-/, ""));
  if (location.hash) light([location.hash.slice(1).replace(/^w-/, "")], "chosen");
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    say(reader?.dataset.copied ?? "");
    button.classList.add("done");
  });
}
