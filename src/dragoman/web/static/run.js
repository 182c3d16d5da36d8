// Follows a run: asks once a second how far it is, tells it, and loads the page again at the end.
import { say } from "./main.js";

const place = document.getElementById("run");
const told = document.getElementById("told");
const bar = place?.querySelector("progress");

async function follow() {
  let last = "";
  for (;;) {
    await new Promise((done) => setTimeout(done, 1000));
    const answer = await fetch("/run.json");
    if (!answer.ok) return;
    const now = await answer.json();
    if (now.doing === "nothing") {
      location.replace("/run");
      return;
    }
    if (now.total) {
      bar.max = now.total;
      bar.value = now.done;
    } else bar.removeAttribute("value");
    told.textContent = `${place.dataset.words}: ${now.stage} ${now.total ? `${now.done}/${now.total}` : ""}`;
    // A screen reader is told of each stage, not of each document.
    if (now.stage !== last) say(told.textContent);
    last = now.stage;
  }
}
if (place?.dataset.doing === "running") follow();
