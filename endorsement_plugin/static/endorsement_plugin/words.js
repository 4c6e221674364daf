// Counts the words of every text that has a limit. Without it the limit still holds, on the server.
"use strict";

for (const text of document.querySelectorAll("textarea[data-max-words]")) {
  const limit = Number(text.dataset.maxWords);
  const count = document.createElement("p");
  count.className = "caption";
  count.id = `${text.id}_words`;
  text.after(count);
  const described = text.getAttribute("aria-describedby");
  text.setAttribute("aria-describedby", [described, count.id].filter(Boolean).join(" "));

  const show = () => {
    const words = text.value.split(/\s+/).filter(Boolean).length;
    const over = words - limit;
    count.textContent = over > 0 ? `${words} words, ${over} too many` : `${words} of ${limit} words`;
  };
  text.addEventListener("input", show);
  show();
}
