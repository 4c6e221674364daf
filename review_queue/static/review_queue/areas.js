// An area drawn with the mouse on a page fills the fields that black it out. Typing the numbers does the same.
const area = document.getElementById("area");
const field = (name) => area.elements[`area-${name}`];
const mark = document.createElement("div");
mark.className = "sheet__mark";
let start = null;

for (const frame of document.querySelectorAll(".sheet__frame")) {
  frame.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button !== 0) return; // a finger scrolls
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
    start = place(frame, event);
  });
  frame.addEventListener("pointermove", (event) => { if (start) fill(frame, start, place(frame, event)); });
  frame.addEventListener("pointerup", () => { start = null; });
  frame.addEventListener("pointercancel", () => { start = null; });
}
area.addEventListener("input", show);

// Where the pointer is, in tenths of a percent of the page.
function place(frame, event) {
  const box = frame.getBoundingClientRect();
  const share = (at, from, whole) => Math.round(Math.min(1, Math.max(0, (at - from) / whole)) * 1000);
  return [share(event.clientX, box.left, box.width), share(event.clientY, box.top, box.height)];
}

function fill(frame, from, to) {
  const low = [0, 1].map((axis) => Math.min(from[axis], to[axis]));
  const size = [0, 1].map((axis) => Math.abs(from[axis] - to[axis]));
  field("page").value = frame.dataset.page;
  ["left", "top"].forEach((name, axis) => { field(name).value = (low[axis] / 10).toFixed(1); });
  ["width", "height"].forEach((name, axis) => { field(name).value = (size[axis] / 10).toFixed(1); });
  show();
}

// What the fields say, on the page they name, with a button below it.
function show() {
  const frame = document.querySelector(`.sheet__frame[data-page="${field("page").value}"]`);
  const [left, top, width, height] = ["left", "top", "width", "height"].map((name) => Number(field(name).value.replace(",", ".")));
  const there = Boolean(frame && width > 0 && height > 0);
  for (const button of document.querySelectorAll("[data-blacken]")) {
    button.hidden = !(there && frame.closest(".sheet").contains(button));
  }
  if (!there) return mark.remove();
  Object.assign(mark.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
  frame.append(mark);
}

show();
