// How a script changes something: with the token of the page, never from elsewhere.

/** Sends `values` to `path`; gives what the server answers, or throws its words. */
export async function send(path, values) {
  const answer = await fetch(path, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/json",
      "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content,
    },
    body: JSON.stringify(values),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
}
