// form[data-kept] is sent only when it can arrive: before that the page is asked for once more. If it cannot, it stays
// as it is, says why, and is sent when that has passed. Without this file the browser sends it as ever.
"use strict";
(() => {
  const WORDS = {
    not: "Not sent.",
    then: {
      offline: "It is sent by itself when the connection is back.",
      trouble: "It is tried again by itself.",
      other: "Then it is sent by itself.",
    },
  };

  class Sending {
    constructor(form) {
      this.form = form;
      this.kept = new Keeping.Kept(form);
      this.patience = new Keeping.Patience(() => this.attempt());
      this.status = form.querySelector("[data-kept-status]") ?? this.room();
      for (const kind of ["input", "change"]) {
        document.addEventListener(kind, (event) => event.target.form === form && this.touched());
      }
      form.addEventListener("submit", (event) => this.submitting(event));
      window.addEventListener("pageshow", ({ persisted }) => { if (persisted) this.asking = false; });
      window.addEventListener("beforeunload", (event) => { if (this.patience.timer) event.preventDefault(); });
      this.once(form.querySelector("input[data-once]"));
      this.giveBack();
    }

    // After Back the server makes a new page, and the browser puts what was sent from the old one into it. It goes by
    // the old page's number, so that nothing is added twice.
    once(number) {
      if (!number) return;
      const [{ type }] = performance.getEntriesByType("navigation");
      if (type === "back_forward" && history.state?.once) number.value = history.state.once;
      history.replaceState({ ...history.state, once: number.value }, "");
    }

    room() {
      const status = document.createElement("p");
      status.className = "hint";
      status.setAttribute("role", "status");
      this.form.append(status);
      return status;
    }

    touched() {
      if (this.patience.timer) this.status.textContent = "Not sent. You have changed it since: press the button again.";
      this.patience.over();
      this.kept.write(this.troubled ? { troubled: true } : {});
    }

    submitting(event) {
      if (this.through || event.defaultPrevented) return;
      event.preventDefault();
      this.submitter = event.submitter;
      this.attempt();
    }

    async attempt() {
      if (this.asking) return;
      this.asking = true;
      this.status.classList.remove("field__error");
      this.status.textContent = "Sending…";
      const got = await Keeping.anew(this.form);
      this.asking = false;
      if (got.kind in Keeping.CAUSES) return this.stay(got);
      this.patience.over();
      this.kept.write({ sent: true });
      this.through = true;
      this.form.requestSubmit(this.submitter);
      this.through = false;
    }

    stay(got) {
      this.troubled = true;
      this.kept.write({ troubled: true });
      const then = this.kept.safe ? { ...WORDS.then, "signed out": "What you typed is kept here for you." } : WORDS.then;
      Keeping.tell(this.status, got, { ...WORDS, then }, Keeping.signingIn(this.kept, this.patience));
      this.patience.wait(got);
    }

    // After trouble, or where the browser itself came back; who went away on purpose meant it.
    giveBack() {
      const entry = this.kept.unstored();
      const [{ type }] = performance.getEntriesByType("navigation");
      if (!entry) return;
      if (!entry.troubled && type === "navigate") return this.kept.drop();
      this.troubled = Boolean(entry.troubled);
      this.kept.giveBack(entry);
      this.status.replaceChildren("What you typed here before is back. It is not saved yet. ", this.dropping());
    }

    dropping() {
      const link = document.createElement("a");
      link.href = location.pathname + location.search;
      link.dataset.forget = "";
      link.textContent = "Drop it";
      return link;
    }
  }

  for (const form of document.querySelectorAll("form[data-kept]")) new Sending(form);
})();
