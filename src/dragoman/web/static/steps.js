// Keys that follow a link or press a button of the page; a slider that shows its date and sends its form when it rests.
import { onKey } from "./keys.js";

for (const step of document.querySelectorAll("[data-step]")) onKey(step.dataset.step, () => step.click());

for (const slider of document.querySelectorAll("input[type=range][data-sends]")) {
  const shown = slider.form.querySelector("output");
  slider.addEventListener("input", () => { if (shown) shown.value = slider.value; });
  // Let go of with a pointer it sends its form; with the keyboard it waits for Enter or the button.
  slider.addEventListener("pointerup", () => slider.form.requestSubmit());
}
