// The rooms at the left: the open one, and marks on those with something unread by this persona.
import { byId, el } from "./dom.js";

const list = byId("rooms");
const order = { incident: 0, stakeholders: 1, triage: 2 };
const marks = { incident: "!", stakeholders: "≡", triage: "?" };

export class Rooms {
  #rooms = new Map();
  #read = {};
  #person = "";

  constructor(open) { this.open = open; this.current = null; }

  reset(rooms, person) {
    this.#person = person;
    try { this.#read = JSON.parse(localStorage.getItem("read/" + person)) ?? {}; } catch { this.#read = {}; }
    this.#rooms = new Map(rooms.map((r) => [r.id, r]));
    this.draw();
  }

  put(room) {
    const known = this.#rooms.get(room.id);
    this.#rooms.set(room.id, { ...room, newest: Math.max(room.newest, known?.newest ?? 0) });
    this.draw();
  }

  saw(message) {
    const room = this.#rooms.get(message.room);
    if (room && message.number > room.newest) room.newest = message.number;
    if (message.room === this.current && !document.hidden) this.markRead();
    this.draw();
  }

  get(id) { return this.#rooms.get(id); }
  has(id) { return this.#rooms.has(id); }
  sorted() {
    return [...this.#rooms.values()].sort((a, b) =>
      a.archived - b.archived || (order[a.kind] ?? 9) - (order[b.kind] ?? 9) || b.openedAt.localeCompare(a.openedAt));
  }
  unread(room) { return room.newest > (this.#read[room.id] ?? 0); }
  nextUnread() { return this.sorted().find((r) => r.id !== this.current && this.unread(r)); }

  markRead() {
    const room = this.#rooms.get(this.current);
    if (!room || this.#read[room.id] === room.newest) return;
    this.#read[room.id] = room.newest;
    try { localStorage.setItem("read/" + this.#person, JSON.stringify(this.#read)); } catch { /* marks only: a full or closed storage is no trouble */ }
    this.draw();
  }

  draw() {
    const focused = document.activeElement?.closest("#rooms button")?.dataset.room;
    list.replaceChildren(...this.sorted().map((r) => {
      const unread = r.id !== this.current && this.unread(r);
      return el("li", {}, el("button", { type: "button", class: unread ? "unread" : "", data: { room: r.id },
        "aria-current": r.id === this.current ? "true" : undefined, title: r.topic, on: { click: () => this.open(r.id) } },
        el("span", { class: "room-mark", "aria-hidden": "true" }, marks[r.kind] ?? "·"),
        el("span", { class: "room-label" }, r.name),
        r.archived && el("span", { class: "archived" }, "archived"),
        unread && el("span", { class: "dot" }, el("span", { class: "sr" }, "unread"))));
    }));
    if (focused) list.querySelector(`[data-room="${CSS.escape(focused)}"]`)?.focus();
    const waiting = this.sorted().filter((r) => this.unread(r)).length;
    document.title = (waiting ? `(${waiting}) ` : "") + (this.current ? this.current + " – " : "") + "IncidentBot";
  }
}
