// Saves form[data-autosave] while it is being filled in. Without this file its buttons do the same.
// The form carries a `revision` (or what data-revision names); the server answers {revision, refused}, or 409 {message}
// if someone saved since: endorsement_plugin/screens/saving.py. The event "autosave" tells of each answer. What stops it
// on the way is told, and tried again, by the law of keeping.js.
"use strict";
(() => {
  const PAUSE_MS = 1500;
  const CLOCK = { hour: "2-digit", minute: "2-digit", hour12: false };
  const WORDS = {
    not: "Not saved.",
    then: {
      offline: "It is saved by itself when the connection is back.",
      trouble: "It is tried again by itself.",
      other: "Then it is saved by itself.",
    },
  };

  class Autosave {
    constructor(form) {
      this.form = form;
      this.address = form.dataset.autosave || form.action;
      this.revision = form.elements[form.dataset.revision || "revision"];
      this.status = document.querySelector("[data-autosave-status]");
      this.kept = new Keeping.Kept(form);
      this.patience = new Keeping.Patience(() => (this.stopped ? this.press() : this.save()));
      this.dirty = false;
      this.stopped = false;
      this.running = null;
      // Controls may stand outside the form and belong to it by their `form` attribute.
      for (const kind of ["input", "change"]) {
        document.addEventListener(kind, (event) => event.target.form === form && this.touched());
      }
      document.addEventListener("visibilitychange", () => document.hidden && this.dirty && this.save());
      window.addEventListener("beforeunload", (event) => this.patience.timer && event.preventDefault());
      form.addEventListener("submit", (event) => this.submitting(event));
      const entry = this.kept.unstored();
      if (entry) this.kept.giveBack(entry);
      if (entry || this.kept.begun()) this.touched();
    }

    touched() {
      this.pressed = null; // whoever writes on after pressing a button is not taken away from it later
      this.dirty = true;
      this.kept.write();
      if (!this.patience.timer) this.later();
    }

    wait() {
      clearTimeout(this.timer);
      this.timer = null;
    }

    later() {
      this.wait();
      if (!this.stopped) this.timer = setTimeout(() => this.save(), PAUSE_MS);
    }

    save() {
      if (this.stopped || this.running) return this.running;
      this.wait();
      this.patience.stop();
      this.dirty = false;
      this.say("Saving…");
      this.running = this.send().finally(() => {
        this.running = null;
        if (this.dirty && !this.timer && !this.patience.timer) this.later();
      });
      return this.running;
    }

    // What was sent without an answer may have been stored. It goes first, as it was, which stores it once: else what
    // was written since would meet one's own words as somebody else's.
    async send() {
      if (!this.unheard || (await this.answered(this.unheard))) await this.answered(this.body());
    }

    // Whether this was what went unheard, and is stored now, so that what was written since can follow.
    async answered(body) {
      let got = await this.post(body);
      if (got.kind === "token") {
        const page = await Keeping.anew(this.form);
        got = page.kind === "done" ? await this.post(body) : page;
      }
      const again = body === this.unheard;
      if (["offline", "trouble"].includes(got.kind)) this.unheard = body;
      if (got.kind in Keeping.CAUSES) return this.failed(got), false;
      this.unheard = null;
      this.patience.over();
      const answer = Keeping.read(got);
      this.form.dispatchEvent(new CustomEvent("autosave", { bubbles: true, detail: answer }));
      if (again && got.kind === "done") {
        this.revision.value = answer.revision;
        return true;
      }
      if (got.kind === "done") this.stored(answer);
      else this.refused(got.response.status, answer);
      if (this.pressed) this.onward();
      return false;
    }

    body() {
      const body = new FormData(this.form);
      body.delete("replace"); // replacing what was saved elsewhere is done on purpose, never by a timer
      for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
      return body;
    }

    async post(body) {
      const token = this.form.elements.csrfmiddlewaretoken;
      if (token) body.set(token.name, token.value);
      const got = await Keeping.reach(this.address, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        keepalive: document.hidden,
      });
      // A page in place of an answer: of a sign-in that this site does not announce, or of somebody on the way.
      if (got.kind === "done" && !("revision" in Keeping.read(got))) {
        got.kind = got.response.redirected ? "signed out" : "trouble";
      }
      return got;
    }

    stored({ revision, refused }) {
      const all = !Object.keys(refused ?? {}).length;
      this.revision.value = revision;
      if (!all) this.kept.write();
      else if (!this.dirty) this.kept.drop();
      this.say(all ? `Saved ${new Date().toLocaleTimeString([], CLOCK)}` : "Not all is saved: see the marked field.");
    }

    // Somebody else saved since: trying again would not help. Anything else may be put right by writing on.
    refused(status, { message }) {
      this.stopped = status === 409;
      if (status === 413) this.pressed = null; // the page would be turned away too, and what was typed with it
      this.say(`Not saved. ${message || "The server did not take it."} What you typed is still here.`);
    }

    failed(got) {
      this.dirty = true;
      this.kept.write();
      Keeping.tell(this.status, got, WORDS, Keeping.signingIn(this.kept, this.patience));
      this.patience.wait(got);
    }

    // A button sends the page only when it can arrive, and never while a save on its way would make its revision old.
    async submitting(event) {
      if (this.through) return;
      event.preventDefault();
      this.wait();
      await this.running;
      this.pressed = event.submitter ?? this.form;
      if (this.stopped) this.press();
      else this.save();
    }

    // After a refusal by timer the server still answers the button, with a page that says what can be done.
    async press() {
      if (!this.pressed) return;
      const page = await Keeping.anew(this.form);
      if (page.kind in Keeping.CAUSES) this.failed(page);
      else this.onward();
    }

    onward() {
      this.kept.write({ sent: true });
      this.patience.over();
      this.through = true;
      this.form.requestSubmit(this.pressed === this.form ? null : this.pressed);
      this.through = false;
      this.pressed = null;
    }

    say(words) {
      if (!this.status) return;
      this.status.textContent = words;
      this.status.classList.toggle("field__error", words.startsWith("Not"));
    }
  }

  for (const form of document.querySelectorAll("form[data-autosave]")) new Autosave(form);
})();
