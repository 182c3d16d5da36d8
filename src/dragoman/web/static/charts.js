// Puts a live chart in the place of the server's picture. Vega runs without eval, through its interpreter.
function script(source) {
  return new Promise((done, failed) => {
    const element = document.createElement("script");
    element.src = source;
    element.onload = done;
    element.onerror = failed;
    document.head.append(element);
  });
}

function theme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

function address(figure) {
  const found = new URL(figure.dataset.chart, location.href);
  found.searchParams.set("theme", theme());
  return found;
}

async function draw(figure) {
  const picture = figure.querySelector(".picture");
  const answer = await fetch(address(figure));
  if (!answer.ok) return;
  const spec = await answer.json();
  const place = document.createElement("div");
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", picture.querySelector("img")?.alt ?? figure.dataset.alt ?? "");
  figure.dataset.alt = place.getAttribute("aria-label");
  await window.vegaEmbed(place, spec, {
    ast: true,
    actions: false,
    renderer: "svg",
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
    loader: { load: () => Promise.reject(new Error("nothing is loaded")) },
  });
  // The whole is one picture with one description; its table tells the figures.
  for (const part of place.querySelectorAll("[role], [aria-label], [aria-roledescription]")) {
    for (const name of ["role", "aria-label", "aria-roledescription"]) part.removeAttribute(name);
  }
  place.querySelector("svg")?.setAttribute("aria-hidden", "true");
  picture.replaceChildren(place);
}

async function drawAll() {
  for (const figure of document.querySelectorAll("[data-chart]")) await draw(figure);
}

await script("/static/vega.js");
await drawAll();
document.addEventListener("theme", drawAll);
