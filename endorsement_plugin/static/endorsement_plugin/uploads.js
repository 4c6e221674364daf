// Says that a file is too large before it is sent. Without this file the server says so.
"use strict";

for (const form of document.querySelectorAll("form[data-upload]")) {
  const most = Number(form.dataset.most);
  const input = form.querySelector("input[type=file]");
  const error = form.querySelector("[data-upload-error]");

  const check = () => {
    const [file] = input.files;
    const tooLarge = Boolean(file) && file.size > most;
    const megabytes = Math.floor(most / 1024 / 1024);
    error.textContent = tooLarge ? `The file is too large. It may have at most ${megabytes} MB.` : "";
    input.setAttribute("aria-invalid", String(tooLarge));
    return !tooLarge;
  };
  input.addEventListener("change", check);
  form.addEventListener("submit", (event) => {
    if (!check()) event.preventDefault();
  });
}
