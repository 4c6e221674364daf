// What somebody types is not lost: the one law for every page that saves or sends, in both apps. autosave.js follows
// it while they write; the plain forms, form[data-kept], follow it when a button is pressed.
//
// Kept is what has not been stored, in this tab alone, and given back to nobody but its writer. data-kept="memory"
// keeps nothing in the browser: there the page itself has to stay open.
"use strict";
window.Keeping = (() => {
  const WRITER = document.currentScript.dataset.writer;
  const PREFIX = "typed ";
  const A_DAY_MS = 24 * 60 * 60 * 1000;
  const TOKEN = "csrfmiddlewaretoken";
  const OWN_WAY = new Set([TOKEN, "replace"]); // never given back: a token grows old, replacing is done on purpose
  const NO_TEXT = new Set(["file", "password", "submit", "button", "image", "reset"]);
  const [navigation] = performance.getEntriesByType("navigation");
  const RETURNS = ["reload", "back_forward"].includes(navigation?.type);

  const CAUSES = {
    offline: "There is no connection.",
    trouble: "The server is in trouble.",
    "signed out": "You have been signed out.",
    "not yours": "Another account is signed in now. Sign in with the one you write with.",
    token: "Your browser does not say who you are: it must accept cookies from this site.",
  };
  const PAUSES_MS = { offline: 8_000, trouble: 8_000, "signed out": 15_000, "not yours": 15_000, token: 60_000 };
  const LONGEST_MS = 60_000;

  // What became of a request: done, refused (the answer says why), or one of CAUSES, which pass.
  function kindOf({ ok, status }) {
    if (status === 401) return "signed out";
    if (status === 403) return "token";
    if (status === 408 || status === 429 || status >= 500) return "trouble";
    return ok ? "done" : "refused";
  }

  async function reach(address, options) {
    try {
      const response = await fetch(address, { cache: "no-store", ...options });
      const text = await response.text();
      return { kind: kindOf(response), response, text };
    } catch {
      return { kind: "offline" };
    }
  }

  // The answer to a script in words; {} for a page meant for people.
  function read({ text }) {
    try {
      return JSON.parse(text) ?? {};
    } catch {
      return {};
    }
  }

  // Ask for this page again: whether it can be had, by the same writer, with a token that is good today.
  async function anew(form) {
    const got = await reach(location.href.split("#")[0], { headers: { Accept: "application/json, text/html" } });
    if ([403, 404].includes(got.response?.status)) return { kind: "not yours" };
    if (got.kind !== "done") return got;
    const page = new DOMParser().parseFromString(got.text, "text/html");
    const now = page.querySelector("script[data-writer]")?.dataset.writer ?? WRITER;
    const byAccount = WRITER && form.dataset.writer === undefined;
    if (byAccount && now !== WRITER) return { kind: now ? "not yours" : "signed out" };
    const fresh = page.querySelector(`input[name=${TOKEN}]`)?.value;
    for (const field of fresh ? document.getElementsByName(TOKEN) : []) field.value = fresh;
    return got;
  }

  class Kept {
    constructor(form) {
      this.form = form;
      const writer = form.dataset.writer ?? WRITER;
      this.off = !writer || form.dataset.kept === "memory";
      this.safe = false; // whether somebody may leave this page and find it again
      this.key = `${PREFIX}${writer} ${here()} ${form.id || form.getAttribute("action") || ""}`;
    }

    write(more = {}) {
      if (this.off) return;
      try {
        sessionStorage.setItem(this.key, JSON.stringify({ at: Date.now(), fields: fieldsOf(this.form), ...more }));
        this.safe = true;
      } catch {
        this.safe = false; // full: the page alone keeps it
      }
    }

    drop() {
      sessionStorage.removeItem(this.key);
    }

    // What was not stored, if it differs from what the server has put on the page. What was sent and led back here
    // was stored, or is on the page, unless the browser came back by itself.
    unstored() {
      const entry = this.off ? null : JSON.parse(sessionStorage.getItem(this.key));
      if (!entry) return null;
      if ((entry.sent && !RETURNS) || alike(entry.fields, givenIn(this.form), this.form)) {
        this.drop();
        return null;
      }
      return entry;
    }

    // Whether somebody was faster than the scripts and has begun to write. Where a browser came back, it fills in itself.
    begun() {
      return !RETURNS && !alike(fieldsOf(this.form), givenIn(this.form), this.form);
    }

    giveBack({ fields }) {
      const given = new Map();
      for (const [name, value] of fields) given.set(name, [...(given.get(name) ?? []), value]);
      for (const control of this.form.elements) {
        if (!control.name || OWN_WAY.has(control.name) || NO_TEXT.has(control.type)) continue;
        if (fill(control, given.get(control.name) ?? [])) control.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  }

  function fill(control, values) {
    if (["checkbox", "radio"].includes(control.type)) {
      const was = control.checked;
      control.checked = values.includes(control.value);
      return was !== control.checked;
    }
    if (control.type === "select-multiple") {
      for (const option of control.options) option.selected = values.includes(option.value);
      return true;
    }
    const was = control.value;
    if (values.length) control.value = values.shift();
    return was !== control.value && control.type !== "hidden";
  }

  function fieldsOf(form) {
    return [...new FormData(form)].filter(
      ([name, value]) => typeof value === "string" && !OWN_WAY.has(name) && form.elements[name]?.type !== "password",
    );
  }

  // As the server gave them: a browser that comes back fills in what was typed by itself.
  function givenIn(form) {
    return [...form.elements].filter(({ name, type }) => name && !NO_TEXT.has(type)).flatMap((control) => {
      const { name, type, value, defaultChecked, defaultValue, options } = control;
      if (["checkbox", "radio"].includes(type)) return defaultChecked ? [[name, value]] : [];
      if (!options) return [[name, defaultValue ?? ""]];
      const chosen = [...options].filter((option) => option.defaultSelected);
      return (chosen.length || control.multiple ? chosen : [...options].slice(0, 1)).map((option) => [name, option.value]);
    });
  }

  function alike(some, others, form) {
    const visible = ([name, value]) => value.trim() && form.elements[name]?.type !== "hidden";
    const plain = (fields) => fields.filter(visible).map(([name, value]) => [name, value.replace(/\s+/g, " ").trim()]);
    return JSON.stringify(plain(some)) === JSON.stringify(plain(others));
  }

  function here() {
    return location.pathname + location.search;
  }

  // "Not saved. <cause> <link> <what happens by itself>"
  function tell(status, failure, { not, then }, link) {
    if (!status) return;
    const { message, sign_in: signIn } = failure.kind === "signed out" && failure.text ? read(failure) : {};
    status.replaceChildren(`${not} ${message || CAUSES[failure.kind]} `);
    if (signIn) {
      link.href = `${signIn}?next=${encodeURIComponent(here())}`;
      status.append(link, ". ");
    }
    status.append(then[failure.kind] ?? then.other);
    status.classList.add("field__error");
  }

  // To sign in here, if this page may be left meanwhile; else beside it.
  function signingIn(kept, patience) {
    const link = document.createElement("a");
    link.textContent = kept.safe ? "Sign in" : "Sign in in another tab";
    if (kept.safe) link.addEventListener("click", () => patience.stop());
    else link.target = "_blank";
    return link;
  }

  // Calls `again` when what stopped it may have passed: the line is back, somebody comes back, or after a while.
  class Patience {
    constructor(again) {
      this.again = () => { if (this.timer) { this.stop(); again(); } };
      window.addEventListener("online", this.again);
      window.addEventListener("focus", this.again);
      document.addEventListener("visibilitychange", () => document.hidden || this.again());
      this.tries = 0;
    }

    wait({ kind, response }) {
      this.stop();
      const asked = Number(response?.headers.get("Retry-After")) * 1000 || 0;
      const pause = Math.max(asked, PAUSES_MS[kind] * 2 ** this.tries);
      this.tries += 1;
      this.timer = setTimeout(this.again, Math.min(pause, LONGEST_MS));
    }

    stop() {
      clearTimeout(this.timer);
      this.timer = null;
    }

    over() {
      this.stop();
      this.tries = 0;
    }
  }

  // What this page may not give back is taken away, and so is what was sent from another one.
  for (const key of Object.keys(sessionStorage).filter((one) => one.startsWith(PREFIX))) {
    const { at, sent } = JSON.parse(sessionStorage.getItem(key));
    const another = WRITER && key.startsWith(`${PREFIX}account-`) && !key.startsWith(`${PREFIX}${WRITER} `);
    const elsewhere = !key.includes(` ${here()} `);
    if (another || Date.now() - at > A_DAY_MS || (sent && elsewhere)) sessionStorage.removeItem(key);
  }
  document.addEventListener("submit", ({ target }) => {
    if ("endsSession" in target.dataset) forget(PREFIX);
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-forget]")) forget(PREFIX, ` ${here()} `);
  });

  function forget(...parts) {
    for (const key of Object.keys(sessionStorage)) {
      if (parts.every((part) => key.includes(part))) sessionStorage.removeItem(key);
    }
  }

  return { Kept, Patience, CAUSES, reach, read, anew, tell, signingIn };
})();
