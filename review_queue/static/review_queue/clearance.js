// A clearer without a mouse, and with one. All of it works without this file: words are typed, buttons pressed.
const text = document.getElementById("text");
const mask = document.getElementById("mask");
const phrase = mask?.querySelector('[name="phrase"]');
const release = document.getElementById("release");

for (const keys of document.querySelectorAll("#keys, #release-keys")) {
  keys.hidden = matchMedia("(hover: none)").matches; // a phone has no keys
}

// Words selected in the text go into the field that masks them.
if (phrase) document.addEventListener("selectionchange", () => {
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

// With the keyboard: while the text has the focus, arrows choose words, with Shift more of them.
let words = null; // [node, start, end] of each, found when the first key is pressed
let first = -1;
let last = -1;

text.addEventListener("keydown", (event) => {
  if (!phrase || event.target !== text || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && first >= 0) {
    event.preventDefault();
    mask.requestSubmit();
  }
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  event.preventDefault();
  words ??= wordsIn(text);
  last = Math.min(Math.max(last + step, 0), words.length - 1);
  if (!event.shiftKey || first < 0) first = last;
  select(words[Math.min(first, last)], words[Math.max(first, last)]);
});

function wordsIn(root) {
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode } = walker;
    if (currentNode.parentElement.closest(".span-masked, .eyebrow, button, figcaption")) continue;
    for (const match of currentNode.data.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}@.'’ʻ_-]*/gu)) {
      found.push([currentNode, match.index, match.index + match[0].replace(/[.'’_-]+$/, "").length]);
    }
  }
  return found;
}

function select(from, to) {
  if (!from) return;
  document.getSelection().setBaseAndExtent(from[0], from[1], to[0], to[2]);
  to[0].parentElement.scrollIntoView({ block: "nearest" });
}

// Released with one chord, wherever the focus is but in a field. A key that is held down releases one answer only.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat || !release) return;
  if (event.target.matches("input, textarea, select")) return;
  event.preventDefault();
  release.requestSubmit(release.querySelector('[value="next"]'));
});

// The second half of a double click, or of two presses, meets the next answer, which nobody has read yet.
const A_MOMENT = 600;
document.addEventListener("submit", (event) => {
  if (event.target !== release || performance.now() > A_MOMENT) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  release.querySelector("[data-too-soon]").hidden = false;
}, { capture: true });

// All mentions at once, or none.
const all = document.querySelector("[data-tick-all]");
if (all) {
  const boxes = [...document.querySelectorAll('[name="places"]')];
  const say = () => { all.textContent = boxes.some((box) => box.checked) ? "Tick none" : "Tick all"; };
  all.hidden = boxes.length < 2;
  all.addEventListener("click", () => {
    const none = boxes.every((box) => !box.checked);
    for (const box of boxes) box.checked = none;
    say();
  });
  document.addEventListener("change", say);
  say();
}

// A step loads the page anew, to look at and once it is done: go on reading then where the eyes were, unless
// something was refused. The place travels in the address, so that nothing is kept in the browser.
const [, former] = location.hash.match(/^#at-(\d+)$/) ?? [];
for (const form of document.querySelectorAll('#choose, form[action$="mask/"]')) {
  const action = form.getAttribute("action");
  const place = () => (form.id === "choose" && former) || Math.round(scrollY);
  form.addEventListener("submit", () => form.setAttribute("action", `${action}#at-${place()}`));
}
if (former) history.replaceState(null, "", location.pathname);
if (former && !document.querySelector(".error-summary, #choose")) scrollTo(0, Number(former));
