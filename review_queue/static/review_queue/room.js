// Says under a text how much room is left in it, once little is. Without it the limit still holds, on the server,
// which counts the same: characters, the end of a line as one.
"use strict";
// Far beyond any room. A browser that looks for the direction of so much (base.css) stands still for minutes.
const ENDLESS = 200_000;
for (const text of document.querySelectorAll("textarea[data-room]")) {
  const room = Number(text.dataset.room);
  const count = document.createElement("p");
  count.className = "caption";
  count.id = `${text.id}_room`;
  count.setAttribute("role", "status");
  text.after(count);
  const described = text.getAttribute("aria-describedby");
  text.setAttribute("aria-describedby", [described, count.id].filter(Boolean).join(" "));

  const characters = (count, more = "") =>
    `${count.toLocaleString("en")}${more} ${count === 1 ? "character" : "characters"}`;
  const show = () => {
    text.classList.toggle("textarea--endless", text.value.length > ENDLESS);
    const left = room - [...text.value.trim()].length;
    count.hidden = left > room / 10;
    count.textContent = left < 0
      ? `${characters(-left)} too many. Shorten it to ${room.toLocaleString("en")}.`
      : `Room for ${characters(left, " more")}`;
    count.classList.toggle("field__error", left < 0);
  };
  text.addEventListener("input", show);
  show();
}
