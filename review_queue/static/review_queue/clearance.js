// Words selected in the text go into the field that masks them. Typing them does the same.
const text = document.getElementById("text");
const phrase = document.querySelector('#mask [name="phrase"]');

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return;
  phrase.value = selection.toString().replace(/\s+/g, " ").trim().slice(0, phrase.maxLength);
});
