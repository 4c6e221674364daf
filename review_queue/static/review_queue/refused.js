// What an autosave was answered, beside the fields it is about: what was not kept, and what was saved elsewhere.
// A form that saves itself tells of each answer with the event "autosave"; endorsement_plugin/screens/saving.py has
// the keys. Without this file the form's buttons show the same.
"use strict";
document.addEventListener("autosave", ({ target: form, detail: answer }) => {
  if (answer.read !== undefined && form.elements.read) form.elements.read.value = answer.read;
  const said = { ...answer.refused };
  for (const [name, theirs] of Object.entries(answer.differ ?? {})) said[name] = `Saved elsewhere: ${theirs || "no answer"}`;
  for (const note of document.querySelectorAll("[data-refused]")) if (!(note.dataset.refused in said)) lift(note);
  for (const [name, sentence] of Object.entries(said)) say(name, sentence);

  function say(name, sentence) {
    const control = form.elements[name]?.length && !form.elements[name].tagName ? form.elements[name][0] : form.elements[name];
    if (!control) return;
    const id = `${control.id}_refused`;
    const note = document.getElementById(id) ?? put(control, id, name);
    if (note.textContent !== sentence) note.textContent = sentence;
  }

  function put(control, id, name) {
    const note = document.createElement("p");
    Object.assign(note, { id, className: "field__error" });
    note.dataset.refused = name;
    const group = control.type === "radio" || control.type === "checkbox" ? control.closest("fieldset") : null;
    if (group) group.append(note);
    else control.before(note);
    control.setAttribute("aria-invalid", "true");
    const described = control.getAttribute("aria-describedby");
    control.setAttribute("aria-describedby", [described, id].filter(Boolean).join(" "));
    return note;
  }

  function lift(note) {
    const control = document.querySelector(`[aria-describedby~="${CSS.escape(note.id)}"]`);
    if (control) {
      control.removeAttribute("aria-invalid");
      control.setAttribute("aria-describedby", control.getAttribute("aria-describedby").replace(note.id, "").trim());
    }
    note.remove();
  }
});
