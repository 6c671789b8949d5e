// The server's clock, and every countdown on the page: one timer a second, which writes only what has changed.
import { el, setText } from "./dom.js";

let offset = 0;
export const now = () => Date.now() + offset;
export const serverSaysItIs = (iso) => { offset = Date.parse(iso) - Date.now(); };

const two = (n) => String(n).padStart(2, "0");

export function span(milliseconds) {
  const s = Math.max(0, Math.floor(milliseconds / 1000));
  const [d, h, m] = [Math.floor(s / 86400), Math.floor(s / 3600) % 24, Math.floor(s / 60) % 60];
  return d > 0 ? `${d} d ${h} h` : h > 0 ? `${h}:${two(m)}:${two(s % 60)}` : `${m}:${two(s % 60)}`;
}

export function utc(iso) { return new Date(iso).toISOString().slice(11, 19); }
export function utcDay(iso) {
  return new Date(iso).toLocaleDateString("en-GB", { timeZone: "UTC", weekday: "short", day: "numeric", month: "long", year: "numeric" });
}
export function localTitle(iso) {
  const at = new Date(iso);
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC\n${at.toLocaleString()} here`;
}

export function time(iso, className = "at") {
  return el("time", { class: className, datetime: iso, title: localTitle(iso) }, utc(iso));
}

// A span of text that counts: down to a moment and on past it, or up from one.
export function countdown(until) {
  return el("span", { class: "tick", role: "timer", data: { until }, title: "until " + localTitle(until) }, untilText(until));
}
export function age(since, word = "ago") {
  return el("span", { class: "tick", role: "timer", data: { since, word }, title: "since " + localTitle(since) }, sinceText(since, word));
}

function untilText(iso) {
  const left = Date.parse(iso) - now();
  return left > 0 ? `in ${span(left + 999)}` : `over by ${span(-left)}`;
}
const sinceText = (iso, word) => `${span(now() - Date.parse(iso))} ${word}`;

export function tick() {
  for (const node of document.querySelectorAll(".tick")) {
    if (node.dataset.until) {
      setText(node, untilText(node.dataset.until));
      const left = Date.parse(node.dataset.until) - now();
      const state = left <= 0 ? "over" : left < 60000 ? "soon" : "";
      if ((node.dataset.state ?? "") !== state) node.dataset.state = state;
    } else {
      setText(node, sinceText(node.dataset.since, node.dataset.word));
    }
  }
}
