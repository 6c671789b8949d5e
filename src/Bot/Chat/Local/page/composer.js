// The command box: completion (a combobox with a list), history, sending.
import { byId, el } from "./dom.js";
import { deliveryId, post, Refused, roomPath } from "./api.js";

const [form, line, list, said] = ["composer", "line", "completions", "said"].map(byId);
const prefix = /^(\/incident|@bot)\s+/i;

export class Composer {
  #options = [];
  #active = -1;
  #past = -1;
  #draft = "";
  #pending = null;

  constructor(where) {
    this.where = where; // () => ({ person, room })
    this.verbs = [];
    line.addEventListener("input", () => { this.#past = -1; this.#suggest(); });
    line.addEventListener("keydown", (event) => this.#key(event));
    line.addEventListener("blur", () => this.#close());
    form.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
  }

  say(text) { said.textContent = text; }

  #suggest() {
    const text = line.value;
    const typed = text.match(prefix);
    const rest = typed ? text.slice(typed[0].length).toLowerCase() : null;
    this.#options = rest !== null
      ? this.verbs.filter((v) => v.text.toLowerCase().startsWith(rest) && v.text.toLowerCase() !== rest).slice(0, 40)
          .map((v) => ({ value: typed[0] + v.text + " ", text: v.text, help: v.help, example: v.example }))
      : text && "/incident".startsWith(text.toLowerCase()) ? [{ value: "/incident ", text: "/incident", help: "command the bot; the answer is yours alone unless it matters to all" }]
      : text && "@bot".startsWith(text.toLowerCase()) ? [{ value: "@bot ", text: "@bot", help: "command the bot, seen by the room" }]
      : [];
    this.#active = -1;
    list.replaceChildren(...this.#options.map((o, i) => el("li", { role: "option", id: `option-${i}`, "aria-selected": "false",
      on: { pointerdown: (event) => { event.preventDefault(); this.#take(i); } } },
      el("span", { class: "verb" }, o.text),
      el("span", { class: "help" }, o.help, o.example && o.example !== o.text && el("span", { class: "example" }, o.example)))));
    list.hidden = this.#options.length === 0;
    line.setAttribute("aria-expanded", String(!list.hidden));
    line.removeAttribute("aria-activedescendant");
  }

  #close() {
    list.hidden = true;
    line.setAttribute("aria-expanded", "false");
    line.removeAttribute("aria-activedescendant");
    this.#active = -1;
  }

  #move(step) {
    const n = this.#options.length;
    this.#active = this.#active < 0 ? (step > 0 ? 0 : n - 1) : (this.#active + step + n) % n;
    [...list.children].forEach((node, i) => node.setAttribute("aria-selected", String(i === this.#active)));
    list.children[this.#active].scrollIntoView({ block: "nearest" });
    line.setAttribute("aria-activedescendant", `option-${this.#active}`);
  }

  #take(index) {
    line.value = this.#options[index].value;
    line.focus();
    this.#suggest();
  }

  #key(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const listed = !list.hidden;
    const arrow = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (arrow && listed) this.#move(arrow);
    else if (arrow) this.#recall(arrow);
    else if (event.key === "Tab" && !event.shiftKey && listed) this.#take(Math.max(0, this.#active));
    else if (event.key === "Enter" && listed && this.#active >= 0) this.#take(this.#active);
    else if (event.key === "Escape" && listed) this.#close();
    else return;
    event.preventDefault();
  }

  #history() {
    try { return JSON.parse(sessionStorage.getItem("history/" + this.where().person)) ?? []; } catch { return []; }
  }

  #recall(arrow) {
    const history = this.#history();
    if (this.#past < 0) this.#draft = line.value;
    this.#past = Math.min(history.length - 1, this.#past - arrow);
    if (this.#past < -1) this.#past = -1;
    line.value = this.#past < 0 ? this.#draft : history[this.#past];
    line.setSelectionRange(line.value.length, line.value.length);
  }

  async #send() {
    const text = line.value.trim();
    const { person, room } = this.where();
    if (!text || !room) return;
    // The same words sent again after a failure are the same delivery.
    const intent = JSON.stringify([person, room, text]);
    if (this.#pending?.busy) return;
    if (this.#pending?.intent !== intent) this.#pending = { intent, delivery: deliveryId() };
    this.#pending.busy = true;
    this.#close();
    try {
      await post(roomPath(room, "say"), { person, text, delivery: this.#pending.delivery });
      // A one-time code is nothing to keep.
      const kept = text.replace(/^(\/incident\s+press\b.*?)\s+CODE(?![A-Za-z-]).*$/is, "$1");
      sessionStorage.setItem("history/" + person, JSON.stringify([kept, ...this.#history().filter((t) => t !== kept)].slice(0, 100)));
      if (line.value.trim() === text) line.value = "";
      this.#pending = null;
      this.#past = -1;
      this.say("");
    } catch (trouble) {
      if (!(trouble instanceof Refused)) throw trouble;
      this.say("✕ " + trouble.message);
    } finally {
      if (this.#pending) this.#pending.busy = false;
    }
  }
}
