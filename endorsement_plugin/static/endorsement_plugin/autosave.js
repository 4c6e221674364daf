// Saves form[data-autosave] while it is being filled in. Without this file its buttons do the same.
// The form carries a `revision`; the server answers {revision, refused}, or 409 {message} if someone saved since:
// endorsement_plugin/views/saving.py. The event "autosave" tells of each answer.
"use strict";
(() => {
  const PAUSE_MS = 1500;
  const RETRY_MS = 8000;
  const CLOCK = { hour: "2-digit", minute: "2-digit", hour12: false };

  class Autosave {
    constructor(form) {
      this.form = form;
      this.status = document.querySelector("[data-autosave-status]");
      this.dirty = false;
      this.stopped = false;
      this.running = null;
      // Controls may stand outside the form and belong to it by their `form` attribute.
      for (const kind of ["input", "change"]) {
        document.addEventListener(kind, (event) => event.target.form === form && this.touched());
      }
      document.addEventListener("visibilitychange", () => document.hidden && this.dirty && this.save());
      form.addEventListener("submit", (event) => this.submitting(event));
    }

    touched() {
      this.dirty = true;
      this.later(PAUSE_MS);
    }

    wait() {
      clearTimeout(this.timer);
      this.timer = null;
    }

    later(pause) {
      this.wait();
      if (!this.stopped) this.timer = setTimeout(() => this.save(), pause);
    }

    save() {
      if (this.stopped || this.running) return;
      this.wait();
      this.dirty = false;
      this.say("Saving…");
      this.running = this.send().finally(() => {
        this.running = null;
        if (this.dirty && !this.timer) this.later(PAUSE_MS);
      });
    }

    async send() {
      const body = new FormData(this.form);
      body.delete("replace"); // replacing what was saved elsewhere is done on purpose, never by a timer
      let response;
      try {
        response = await fetch(this.form.action, {
          method: "POST",
          body,
          headers: { Accept: "application/json" },
          keepalive: document.hidden,
        });
      } catch {
        return this.failed("Not saved: there is no connection. Trying again.", true);
      }
      const isJson = (response.headers.get("Content-Type") || "").includes("json");
      if (response.redirected || !isJson) {
        return this.failed("Not saved. You may have been signed out: sign in in another tab, then save here.", true);
      }
      const answer = await response.json();
      this.form.dispatchEvent(new CustomEvent("autosave", { bubbles: true, detail: answer }));
      if (!response.ok) return this.failed(`Not saved. ${answer.message} What you typed is still here.`, false);
      this.form.elements.revision.value = answer.revision;
      const refused = Object.keys(answer.refused ?? {}).length;
      this.say(refused ? "Not all is saved: see the marked field." : `Saved ${new Date().toLocaleTimeString([], CLOCK)}`);
    }

    failed(words, again) {
      this.dirty = true;
      this.stopped = !again;
      this.say(words);
      this.later(RETRY_MS);
    }

    // A save on its way would make the form's own revision an old one.
    submitting(event) {
      this.wait();
      this.dirty = false;
      if (!this.running) return;
      event.preventDefault();
      const { submitter } = event;
      this.running.finally(() => this.form.requestSubmit(submitter));
    }

    say(words) {
      if (this.status) this.status.textContent = words;
    }
  }

  for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
})();
