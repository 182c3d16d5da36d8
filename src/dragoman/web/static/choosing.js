// Adding an account: words chosen in the reader lead to the form, with the place where they stand.
const reader = document.querySelector(".reader[data-add]");
const button = document.getElementById("add-chosen");

/** Code points of the text of `block` before a place in the page; what is not of the text (page numbers) is passed over. */
function pointsBefore(block, node, offset) {
  let points = 0;
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, {
    acceptNode: (one) => (one.parentElement.closest("[data-skip]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT),
  });
  while (walker.nextNode()) {
    if (walker.currentNode === node) return points + [...node.data.slice(0, offset)].length;
    if (node.compareDocumentPosition(walker.currentNode) & Node.DOCUMENT_POSITION_FOLLOWING) return points;
    points += [...walker.currentNode.data].length;
  }
  return points;
}

/** The words that are chosen, where they begin; null when none of one paragraph are. */
function chosen() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const blockOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".text[data-start]");
  const block = blockOf(range.startContainer);
  if (!block || !reader.contains(block)) return null;
  const words = range.cloneContents();
  for (const extra of words.querySelectorAll("[data-skip], .margin")) extra.remove();
  const raw = block === blockOf(range.endContainer) ? words.textContent : block.textContent;
  const quote = raw.trim().split(/\s+/u).join(" ");
  if (!quote) return null;
  const lead = [...raw].length - [...raw.trimStart()].length;
  return { quote, start: Number(block.dataset.start) + pointsBefore(block, range.startContainer, range.startOffset) + lead };
}

if (reader && button) {
  document.addEventListener("selectionchange", () => { button.hidden = !chosen(); });
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const found = chosen();
    if (found) location.href = `${reader.dataset.add}?${new URLSearchParams({ quote: found.quote, start: found.start })}`;
  });
}
