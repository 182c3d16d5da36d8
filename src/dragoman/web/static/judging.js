// Deciding by keyboard: each button, link or fold with a `data-key` answers to that key; the name is remembered.
import { onKey, recall, remember } from "./keys.js";

for (const element of document.querySelectorAll("[data-key]")) onKey(element.dataset.key, () => element.click());

const form = document.getElementById("form");
const fold = document.querySelector("details.correcting");
function toFields() {
  if (fold) fold.open = true;
  form?.querySelector("select[name^='f.'], input[name^='f.']")?.focus();
}
onKey("c", toFields);
onKey("w", () => document.querySelector("[data-why]")?.focus());

/** Marks the fields that are other than they were. */
function mark(field) {
  const label = field.closest(".field");
  label?.classList.toggle("changed", field.value.trim() !== field.dataset.was);
}
for (const field of document.querySelectorAll("[data-was]")) {
  mark(field);
  field.addEventListener("input", () => mark(field));
}

// Return in a field corrects: it must not press the first button of the form, which accepts.
form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
  event.preventDefault();
  if (event.target.name.startsWith("f.")) form.querySelector("button[value='correct']")?.click();
  else event.target.blur();
});

const named = recall("by");
for (const field of document.querySelectorAll("[data-by]")) {
  if (named && !new URLSearchParams(location.search).has("by")) field.value = named;
  field.addEventListener("change", () => remember("by", field.value));
}
