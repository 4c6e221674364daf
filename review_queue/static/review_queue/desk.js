// The reviewer's desk without a mouse, and its signs of life. It saves by autosave.js. All of it works without this file.
const desk = document.getElementById("desk");
const rubric = document.getElementById("rubric");

document.getElementById("keys").hidden = matchMedia("(hover: none)").matches; // a phone has no keys

// A number chooses the level with these points, only while the focus is inside the rubric.
rubric.addEventListener("keydown", (event) => {
  const typing = event.target.matches("textarea");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
  const criterion = event.target.closest(".criterion");
  const level = criterion?.querySelector(`input[type="radio"][value="${event.key}"]`);
  if (!level) return;
  event.preventDefault();
  level.checked = true;
  level.dispatchEvent(new Event("input", { bubbles: true }));
  focusOn(criterion.nextElementSibling) || level.focus();
});

// Esc, from anywhere: into the rubric, at the first criterion without a level; from the rubric back to the answer.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || event.defaultPrevented || event.target.matches?.("select")) return;
  const criterion = event.target.closest?.(".criterion");
  if (criterion && !event.target.matches("textarea")) return document.getElementById("answer").focus();
  const open = [...rubric.querySelectorAll(".criterion")].find((one) => !one.querySelector("input:checked"));
  focusOn(criterion ?? open ?? rubric.querySelector(".criterion"));
});

function focusOn(criterion) {
  const level = criterion?.querySelector("input:checked") ?? criterion?.querySelector('input[type="radio"]');
  level?.focus();
  criterion?.scrollIntoView({ block: "nearest" });
  return Boolean(level);
}

// Signs of life, for the time a review takes: one when the page opens, then one a minute while it is being read.
const A_MINUTE = 60_000;
const A_PAUSE = 5 * A_MINUTE;
let lastMove = Date.now();

function signOfLife(words) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", desk.querySelector("[name=csrfmiddlewaretoken]").value);
  if (words) body.set(words, "yes");
  fetch(desk.dataset.here, { method: "POST", body, credentials: "same-origin", keepalive: true }).catch(() => {});
}

for (const move of ["pointermove", "keydown", "scroll", "touchmove"]) {
  document.addEventListener(move, () => { lastMove = Date.now(); }, { capture: true, passive: true });
}
setInterval(() => {
  if (document.visibilityState === "visible" && Date.now() - lastMove < A_PAUSE) signOfLife();
}, A_MINUTE);
signOfLife("begins");
