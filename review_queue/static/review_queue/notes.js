// Highlights and notes without a new page: words selected in the answer go into the field, and the answer comes back
// marked. Without this file the same buttons save the draft and load the desk anew.
"use strict";
(() => {
  const panel = document.getElementById("answer");
  const read = document.getElementById("answer-read");
  const form = document.getElementById("desk");
  const NAMES = ["note-words", "note-part", "note-turn", "note-text", "csrfmiddlewaretoken"];
  const packed = (text) => text.replace(/\s+/g, "");
  const field = (name) => form.elements[`note-${name}`];

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const part = (range.commonAncestorContainer.nodeType === Node.TEXT_NODE ? range.commonAncestorContainer.parentElement : range.commonAncestorContainer).closest?.("[data-typed]");
    const words = selection.toString().replace(/\s+/g, " ").trim();
    if (!part || !read.contains(part) || !words) return;
    field("words").value = words;
    field("turn").value = turnOf(part, range, packed(words));
    if (field("part")) field("part").value = part.dataset.typed;
    field("words").closest("details").open = true;
  });

  // The how-many-th mention of these words in the part begins where the selection does.
  function turnOf(part, range, words) {
    const before = document.createRange();
    before.selectNodeContents(part);
    const start = range.cloneRange();
    before.setEnd(start.startContainer, start.startOffset);
    const offset = packed(before.toString()).length;
    const text = packed(part.textContent);
    let turn = 1;
    for (let at = text.indexOf(words); at >= 0 && at < offset; at = text.indexOf(words, at + 1)) turn += 1;
    return turn;
  }

  // Words that were typed are the first mention.
  panel.addEventListener("input", (event) => {
    if (event.target === field("words")) field("turn").value = "";
  });

  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.('input[name^="note-"]')) return;
    event.preventDefault();
    read.querySelector("button[name=highlight]").click();
  });

  panel.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=highlight], button[name=remove_note]");
    if (!button) return;
    event.preventDefault();
    send(button);
  });

  function bodyOf(button) {
    const body = new FormData();
    for (const name of NAMES) if (form.elements[name]) body.set(name, form.elements[name].value ?? "");
    body.set(button.name, button.value);
    return body;
  }

  async function send(button) {
    say("Keeping it…");
    const post = () => Keeping.reach(panel.dataset.notes, { method: "POST", body: bodyOf(button), headers: { Accept: "text/html" } });
    let got = await post();
    if (got.kind === "token" && (await Keeping.anew(form)).kind === "done") got = await post();
    const answered = got.kind === "done" || got.response?.status === 422;
    if (!answered || got.response.redirected) {
      say(`${Keeping.CAUSES[got.kind] ?? "The server did not take it."} Your note is still here: press the button again in a while.`);
      return;
    }
    const [top, open] = [panel.scrollTop, read.querySelector("details[data-stays-open]").open];
    read.innerHTML = got.text;
    const details = read.querySelector("details[data-stays-open]");
    details.open = open || details.open;
    panel.scrollTop = top;
    prepare();
    (read.querySelector("[aria-invalid]") ?? (button.name === "highlight" ? field("words") : panel)).focus({ preventScroll: true });
    say(got.kind === "done" ? (button.name === "highlight" ? "Kept." : "Removed.") : "");
  }

  function say(words) {
    const status = read.querySelector("[data-notes-status]");
    if (status) status.textContent = words;
  }

  function prepare() {
    for (const hint of read.querySelectorAll("[data-with-script]")) hint.hidden = false;
  }
  prepare();
})();
