// Words selected in the text go into the field that masks them. Typing them does the same.
const text = document.getElementById("text");
const phrase = document.querySelector('#mask [name="phrase"]');

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
  phrase.value = wholeWords(selection).replace(/\s+/g, " ").trim().slice(0, phrase.maxLength);
});

// Only whole words are masked, and a hand is not that exact: take the rest of the first and the last word too.
function wholeWords(selection) {
  const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
  const words = selection.toString();
  const before = startContainer.nodeType === Node.TEXT_NODE ? startContainer.data.slice(0, startOffset) : "";
  const after = endContainer.nodeType === Node.TEXT_NODE ? endContainer.data.slice(endOffset) : "";
  const head = /^[\p{L}\p{N}]/u.test(words) ? before.match(/[\p{L}\p{N}]*$/u)[0] : "";
  const tail = /[\p{L}\p{N}]$/u.test(words) ? after.match(/^[\p{L}\p{N}]*/u)[0] : "";
  return head + words + tail;
}

// Masking loads the page anew: go on reading where the eyes were, unless something was refused. The place travels
// in the address, so that nothing is kept in the browser.
for (const form of document.querySelectorAll('form[action*="/mask/"]')) {
  const action = form.getAttribute("action");
  form.addEventListener("submit", () => form.setAttribute("action", `${action}#at-${Math.round(scrollY)}`));
}
const [, former] = location.hash.match(/^#at-(\d+)$/) ?? [];
if (former) history.replaceState(null, "", location.pathname);
if (former && !document.querySelector(".error-summary")) scrollTo(0, Number(former));
