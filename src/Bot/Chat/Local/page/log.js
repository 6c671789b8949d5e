// The messages of the open room: each has an element that is replaced when the message changes.
import { byId, el, isolated, rich } from "./dom.js";
import { time, utcDay } from "./clock.js";
import { drawCard } from "./card.js";
import { deliveryId, post, Refused, roomPath } from "./api.js";

const kinds = {
  decision: ["◆", "decision"], state: ["▶", "state"], update: ["✎", "update"], alarm: ["▲", "alarm"],
  call: ["☞", "call"], answer: ["↳", "answer"], refusal: ["✕", "refused"], command: ["›", "command"],
};
const longText = 1500;
const list = byId("log");
const newer = byId("newer");

export class Log {
  #nodes = new Map();
  #end = true;

  constructor(say) {
    this.say = say;
    newer.addEventListener("click", () => { this.#toEnd(); byId("line").focus(); });
    list.addEventListener("scroll", () => { this.#end = this.#atEnd(); if (this.#end) newer.hidden = true; });
    // Whoever reads the end keeps reading the end when the frame or the card beside it changes size.
    new ResizeObserver(() => { if (this.#end) this.#toEnd(); }).observe(list);
  }

  clear(busy) {
    this.#nodes.clear();
    list.replaceChildren();
    list.setAttribute("aria-busy", String(busy));
    newer.hidden = true;
  }

  // A whole room at once: nothing of it is read aloud as new.
  fill(messages, person, livingId) {
    list.setAttribute("aria-live", "off");
    for (const m of messages) this.#place(m, person, livingId);
    list.setAttribute("aria-busy", "false");
    this.#toEnd();
    requestAnimationFrame(() => list.setAttribute("aria-live", "polite"));
  }

  put(message, person, livingId) {
    const stay = this.#atEnd() || message.author === person;
    this.#place(message, person, livingId);
    if (stay) this.#toEnd();
    else newer.hidden = false;
  }

  goTo(id) {
    const node = this.#nodes.get(id);
    node?.scrollIntoView({ block: "center" });
    node?.classList.add("found");
  }

  #place(message, person, livingId) {
    const node = this.#draw(message, person, livingId);
    const old = this.#nodes.get(message.id);
    this.#nodes.set(message.id, node);
    if (old) return old.replaceWith(node);
    const last = list.lastElementChild;
    const after = !last || Number(last.dataset.number) < message.number
      ? null : [...list.children].find((n) => Number(n.dataset.number) > message.number);
    const day = message.at.slice(0, 10);
    if (!after && last?.dataset.day !== day) {
      list.append(el("li", { class: "day", role: "separator", data: { number: message.number, day } }, `${utcDay(message.at)} · times in UTC`));
    }
    list.insertBefore(node, after ?? null);
  }

  #draw(m, person, livingId) {
    const [symbol, word] = kinds[m.kind] ?? [];
    const living = m.id === livingId;
    return el("li", { class: `message ${m.author === null ? "bot" : "person"}`, id: m.id,
      data: { kind: m.kind, number: m.number, day: m.at.slice(0, 10), whisper: m.whisper ? "yes" : undefined } },
      time(m.at),
      el("div", { class: "body" },
        el("p", { class: "who" },
          isolated("span", "author", m.authorName), m.author === person && el("span", { class: "you" }, "you"),
          word && el("span", { class: "kind" }, el("span", { "aria-hidden": "true" }, symbol + " "), word),
          m.whisper && el("span", { class: "alone" }, "only you see this"),
          m.pinned && el("span", { class: "pinned" }, "pinned"),
          m.editedAt && !living && el("span", { class: "edited" }, "edited ", time(m.editedAt, "")),
          !m.whisper && this.#pinButton(m, person)),
        this.#text(m.text),
        living && el("p", { class: "living" }, "This is the living card. It is shown beside the room."),
        m.card && !living && el("div", { class: "inline-card" }, ...drawCard(m, person))));
  }

  #text(text) {
    if (text.length <= longText) return el("p", { class: "text", dir: "auto" }, ...rich(text));
    const whole = el("p", { class: "text", dir: "auto" }, ...rich(text.slice(0, longText)), "…");
    const more = el("button", { type: "button", class: "quiet", on: { click: () => { whole.replaceChildren(...rich(text)); more.remove(); } } },
      `Show all ${text.length.toLocaleString("en")} characters`);
    return el("div", {}, whole, more);
  }

  #pinButton(m, person) {
    const delivery = deliveryId();
    return el("button", { type: "button", class: "quiet pin", "aria-label": `Pin to the timeline: ${m.text.slice(0, 60)}`, on: { click: async () => {
      try {
        await post(roomPath(m.room, "pin"), { person, message: m.id, delivery });
        this.say("✓ Pinned to the timeline");
      } catch (trouble) {
        if (!(trouble instanceof Refused)) throw trouble;
        this.say("✕ " + trouble.message);
      }
    } } }, "pin");
  }

  #atEnd() { return list.scrollHeight - list.scrollTop - list.clientHeight < 40; }
  #toEnd() { list.scrollTop = list.scrollHeight; this.#end = true; newer.hidden = true; }
}
