// Keys for the whole page. Single letters work outside of text fields only, and can be switched off.
import { byId } from "./dom.js";
import { keys } from "./dialogs.js";

const shortcuts = [
  ["/", "command box"], ["a", "the suggested action, or the first"], ["c", "incident card"], ["m", "messages (arrows scroll)"],
  ["n", "next unread room"], ["p", "who you are"], ["?", "this list"],
  ["Tab", "take the completion"], ["↑ ↓", "choose a completion, or earlier lines"], ["Esc", "close a list or dialog"],
];

export function installKeys(rooms, openRoom) {
  const single = () => localStorage.getItem("single-keys") !== "off";
  const show = () => keys(shortcuts, single(), (on) => localStorage.setItem("single-keys", on ? "on" : "off"));
  const acts = {
    "/": () => byId("line").focus(),
    a: () => (document.querySelector("#card .buttons .hint") ?? document.querySelector("#card .buttons button"))?.focus(),
    c: () => { const part = document.querySelector("#card .sections"); part?.setAttribute("tabindex", "0"); part?.focus(); },
    m: () => byId("log").focus(),
    n: () => { const next = rooms.nextUnread(); if (next) openRoom(next.id); },
    p: () => byId("persona").focus(),
    "?": show,
  };
  byId("keys-open").addEventListener("click", show);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog") || !single()) return;
    const act = acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
