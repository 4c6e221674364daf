// Shows what a form says while it is being written. Without this script a button does it.
(() => {
  const form = document.querySelector("form[data-look]");
  const place = form && form.querySelector("[data-looked]");
  if (!place) return;
  let asked = 0;
  let timer = 0;

  const look = async () => {
    const mine = ++asked;
    try {
      const answer = await fetch(form.dataset.look, { method: "POST", body: new FormData(form) });
      if (!answer.ok || answer.redirected) return;
      const words = await answer.text();
      if (mine === asked) place.innerHTML = words;
    } catch {
      // Without the line what was shown last stays; the button tells.
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, 600);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("click", (event) => {
    if (event.target.closest("button[type=button]")) soon();
  });
})();
