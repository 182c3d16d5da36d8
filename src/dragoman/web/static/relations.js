// The form of two states leads straight to their relation.
const form = document.querySelector("[data-go-relation]");
form?.addEventListener("submit", (event) => {
  const [a, b] = ["a", "b"].map((name) => form.elements[name].value.trim());
  if (!a || !b) return;
  event.preventDefault();
  location.href = `/relations/${encodeURIComponent(a)}/${encodeURIComponent(b)}`;
});
