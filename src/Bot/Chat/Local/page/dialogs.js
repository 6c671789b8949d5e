// Everything that asks first: one <dialog>, modal, closed by Escape; the focus returns to what opened it.
import { byId, el, rich } from "./dom.js";
import { Refused } from "./api.js";

const dialog = byId("dialog");
let opener = null;

// Focus goes back to the same button even if the card has been drawn again meanwhile.
dialog.addEventListener("close", () => {
  const again = opener?.isConnected ? opener : document.querySelector(`[data-button="${CSS.escape(opener?.dataset?.button ?? "")}"]`);
  (again ?? byId("line")).focus();
  dialog.replaceChildren();
});
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });

function open(tone, title, ...content) {
  if (!dialog.open) opener = document.activeElement;
  dialog.dataset.tone = tone;
  dialog.replaceChildren(el("h2", { id: "dialog-title", dir: "auto" }, ...rich(title)), ...content);
  if (!dialog.open) dialog.showModal();
}

const cancelButton = (focus) => el("button", { type: "button", autofocus: focus, on: { click: () => dialog.close() } }, "Cancel");

// Both kinds end in send(fields); while it fails the dialog stays, with what was typed and the reason.
function submitting(form, send, outcome) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button[type=submit]");
    button.disabled = true;
    outcome.textContent = "Sending…";
    try {
      await send(Object.fromEntries(new FormData(form)));
      if (form.isConnected) dialog.close();
    } catch (trouble) {
      if (!(trouble instanceof Refused)) throw trouble;
      outcome.textContent = "✕ " + trouble.message;
      button.disabled = false;
    }
  });
}

export function ask(button, send) {
  if (button.form) fill(button, send);
  else confirm(button, button.confirm, send);
}

function confirm(button, question, send) {
  const outcome = el("p", { class: "outcome", role: "status" });
  const form = el("form", {},
    el("p", { class: "question", dir: "auto" }, ...rich(question)), outcome,
    el("div", { class: "actions" }, cancelButton(true), el("button", { type: "submit", class: styleOf(button) }, button.label)));
  submitting(form, () => send({}), outcome);
  open(button.style, button.label, form);
  form.querySelector("button[type=button]").focus();
}

function fill(button, send) {
  const { title, explanation, submit, fields } = button.form;
  const outcome = el("p", { class: "outcome", role: "status" });
  const form = el("form", { autocomplete: "off" },
    explanation && el("p", { class: "explanation", dir: "auto" }, ...rich(explanation)),
    ...fields.map(field),
    button.confirm && el("p", { class: "question", dir: "auto" }, ...rich(button.confirm)),
    outcome,
    el("div", { class: "actions" }, cancelButton(false), el("button", { type: "submit", class: styleOf(button) }, submit || button.label)));
  submitting(form, send, outcome);
  open(button.style, title || button.label, form);
  form.querySelector("input, textarea, select")?.focus();
}

export const styleOf = (button) => (button.style === "plain" ? "" : button.style);

function field(f, index) {
  const id = `field-${index}`;
  const shared = { id, name: f.name, required: f.required, "aria-describedby": f.hint ? id + "-hint" : undefined };
  const input = f.kind === "choice" ? el("select", shared, ...f.choices.map((c) => el("option", { value: c, selected: c === f.value }, c)))
    : f.kind === "long-text" ? el("textarea", { ...shared, rows: 5, maxlength: 4000 }, f.value)
    : el("input", { ...shared, type: "text", maxlength: 4000, value: f.value, inputmode: f.kind === "number" ? "decimal" : undefined,
        pattern: f.kind === "number" ? "-?[0-9]+([.][0-9]+)?" : undefined, title: f.kind === "number" ? "A number, such as 4200 or 1.5" : undefined });
  return el("div", { class: "field" },
    el("label", { for: id }, f.label, f.required ? el("span", { class: "required" }, " (required)") : null), input,
    f.hint && el("p", { class: "field-hint", id: id + "-hint", dir: "auto" }, ...rich(f.hint)));
}

export function keys(shortcuts, single, setSingle) {
  const box = el("input", { type: "checkbox", id: "single", checked: single, on: { change: (event) => setSingle(event.target.checked) } });
  open("plain", "Keys",
    el("dl", { class: "keys" }, ...shortcuts.flatMap(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)])),
    el("label", { class: "check" }, box, " Single-letter keys"),
    el("div", { class: "actions" }, el("button", { type: "button", autofocus: true, on: { click: () => dialog.close() } }, "Close")));
}
