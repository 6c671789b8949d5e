// The living card: drawn anew when it has changed; its countdowns tick by themselves.
import { byId, el, isolated, rich } from "./dom.js";
import { age, countdown, time } from "./clock.js";
import { ask, styleOf } from "./dialogs.js";
import { deliveryId, post, Refused, roomPath } from "./api.js";

const words = { plain: "", good: "good", warning: "warning", bad: "bad", unknown: "unknown" };
const cardWords = { ...words, warning: "attention", bad: "critical" };

export function drawCard(message, person) {
  const card = message.card;
  const heading = el("header", { class: "card-head", data: { tone: card.tone } },
    el("p", { class: "card-id" }, el("span", { class: "incident" }, card.incident),
      card.mark && el("strong", { class: "mark" }, card.mark),
      card.tone !== "plain" && el("span", { class: "tone-word" }, cardWords[card.tone])),
    el("h2", { id: "card-title", dir: "auto" }, ...rich(card.title)),
    el("p", { class: "as-of" }, "as of ", time(card.asOf), " UTC · ", age(card.asOf)),
    el("p", { class: "stale-note", role: "status" }));
  return [heading, el("div", { class: "sections" }, ...card.sections.map(section)), buttons(message, person)];
}

function section(s) {
  return el("section", { class: "part" }, el("h3", {}, s.heading), el("ul", {}, ...s.lines.map((l, i) => line(l, `${s.heading}/${i}`))));
}

function line(l, place) {
  return el("li", { class: "line", data: { tone: l.tone } },
    el("span", { class: "symbol", "aria-hidden": "true" }, l.symbol),
    el("span", { class: "words" },
      words[l.tone] && el("span", { class: "sr" }, words[l.tone] + ": "),
      isolated("span", "text", l.text),
      l.detail && isolated("span", "detail", l.detail),
      l.why && el("details", { class: "why", data: { why: place } }, el("summary", {}, "Why?"), isolated("code", "formula", l.why))),
    (l.until || l.since) && el("span", { class: "counts" },
      l.until && countdown(l.until), l.since && age(l.since, l.until ? "so far" : "ago")));
}

function buttons(message, person) {
  const outcome = el("p", { class: "outcome", role: "status" });
  const list = message.card.buttons.map((b) => el("button", {
    type: "button", class: [styleOf(b), b.hint ? "hint" : ""].join(" ").trim(), data: { button: b.id },
    "aria-haspopup": b.form || b.confirm ? "dialog" : undefined,
    on: { click: (event) => press(event.currentTarget, b, message.room, person, outcome) },
  }, b.hint && el("span", { class: "next" }, "Next: "), b.label, (b.form || b.confirm) && el("span", { "aria-hidden": "true" }, "…")));
  return el("footer", { class: "buttons", role: "group", "aria-label": "Actions that are possible now" },
    list.length === 0 ? el("p", { class: "none" }, "No action is possible for this card now.") : list, outcome);
}

async function press(node, button, room, person, outcome) {
  // One id for one intent: sending again after a failure cannot press twice.
  const delivery = deliveryId();
  const send = async (fields) => {
    await post(roomPath(room, "press"), { person, button: button.id, fields, delivery });
    outcome.textContent = `✓ Sent: ${button.label}`;
    // The card that follows says what came of it; a second press before that would only be refused.
    node.disabled = true;
    setTimeout(() => { node.disabled = false; }, 4000);
  };
  if (button.form || button.confirm) return ask(button, send);
  try {
    outcome.textContent = "Sending…";
    await send({});
  } catch (trouble) {
    if (!(trouble instanceof Refused)) throw trouble;
    outcome.textContent = "✕ " + trouble.message;
  }
}

export class CardPane {
  #shown = null;

  constructor() {
    this.pane = byId("card-pane");
    this.fold = byId("card-fold");
    this.fold.addEventListener("click", () => this.#unfold(this.fold.getAttribute("aria-expanded") !== "true"));
  }

  show(message, person) {
    this.pane.hidden = !message;
    const shown = message && JSON.stringify([person, message.id, message.card]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (!message) return byId("card").replaceChildren();
    this.card = message.card;
    const focused = document.activeElement?.closest("#card [data-button]")?.dataset.button;
    const sections = byId("card").querySelector(".sections")?.scrollTop ?? 0;
    const opened = new Set([...byId("card").querySelectorAll("details[open]")].map((d) => d.dataset.why));
    byId("card").replaceChildren(...drawCard(message, person));
    for (const d of byId("card").querySelectorAll("details")) d.open = opened.has(d.dataset.why);
    byId("card").querySelector(".sections").scrollTop = sections;
    byId("card").dataset.tone = message.card.tone;
    this.#label(message.card);
    if (focused) (document.querySelector(`[data-button="${CSS.escape(focused)}"]`) ?? byId("line")).focus();
  }

  // A card that is not live says so in words: its figures may be old.
  stale(sinceText) {
    this.pane.classList.toggle("stale", Boolean(sinceText));
    const note = this.pane.querySelector(".stale-note");
    if (note) note.textContent = sinceText ? `Not live since ${sinceText} UTC: these figures may be old.` : "";
  }

  // Folded (on a phone), the line still says the verdict.
  #label(card) {
    const folded = this.pane.classList.contains("folded");
    byId("card-fold-text").textContent = `${card.incident} · ${(folded && card.sections[0]?.lines[0]?.text) || card.title}`;
  }

  #unfold(open) {
    this.fold.setAttribute("aria-expanded", String(open));
    this.pane.classList.toggle("folded", !open);
    this.#label(this.card);
  }
}
