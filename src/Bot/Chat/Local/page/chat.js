// Puts the page together: who I am, which room is open, and what the stream says about both.
import { byId, el, rich, setText } from "./dom.js";
import { now, serverSaysItIs, tick, utc } from "./clock.js";
import { get, roomPath } from "./api.js";
import { Feed } from "./feed.js";
import { Rooms } from "./rooms.js";
import { Log } from "./log.js";
import { CardPane } from "./card.js";
import { Composer } from "./composer.js";
import { installKeys } from "./keys.js";

const select = byId("persona");
const link = byId("link");
let person = "";
let room = null;
let messages = new Map();
let lostAt = null;
let turn = 0;

const rooms = new Rooms((id) => openRoom(id));
const pane = new CardPane();
const composer = new Composer(() => ({ person, room }));
const log = new Log((text) => composer.say(text));
const feed = new Feed({ live, lost, otherStore: () => enter(person), room: onRoom, message: onMessage });

// The living card is the newest pinned message of the bot that carries one.
function living() {
  return [...messages.values()].filter((m) => m.pinned && m.card && m.author === null).sort((a, b) => b.number - a.number)[0] ?? null;
}

async function enter(id) {
  const mine = ++turn;
  feed.stop();
  person = id;
  sessionStorage.setItem("person", id);
  select.value = id;
  const name = select.selectedOptions[0].textContent;
  byId("as-whom").replaceChildren("as ", el("strong", {}, name));
  byId("line").placeholder = "Message, or /incident …";
  log.clear(true);
  pane.show(null);
  const state = await again(() => get("/chat/rooms", person), mine);
  if (mine !== turn) return;
  rooms.reset(state.rooms, person);
  feed.start(person, state.head, state.store);
  const [wanted, message] = decodeURIComponent(location.hash.slice(1)).split("/");
  const first = [wanted, room].find((r) => rooms.has(r)) ?? rooms.sorted()[0]?.id;
  if (first) await openRoom(first, message);
}

async function openRoom(id, messageId) {
  const mine = ++turn;
  room = id;
  rooms.current = id;
  messages = new Map();
  log.clear(true);
  pane.show(null);
  showRoom();
  if (location.hash !== "#" + id && !messageId) history.replaceState(null, "", "#" + id);
  let after = 0;
  for (let more = true; more;) {
    const page = await again(() => get(`${roomPath(id, "messages")}?after=${after}`, person), mine);
    if (mine !== turn) return;
    for (const m of page.messages) { keep(m); after = m.seq; }
    more = page.more;
  }
  const card = living();
  pane.show(card, person);
  log.fill([...messages.values()].sort((a, b) => a.number - b.number), person, card?.id);
  showLink();
  if (messageId) log.goTo(messageId);
  rooms.markRead();
}

// The server may be starting: a load is tried until it works or is no longer wanted.
async function again(load, mine) {
  for (;;) {
    try { return await load(); } catch (trouble) {
      if (mine !== turn || trouble.status === 404) throw trouble;
      lost();
      await new Promise((done) => setTimeout(done, 1500));
    }
  }
}

function keep(message) {
  const known = messages.get(message.id);
  if (known && known.seq >= message.seq) return false;
  messages.set(message.id, message);
  return true;
}

function onMessage(message) {
  rooms.saw(message);
  if (message.room !== room || !keep(message)) return;
  // While the room is still loading, the load itself will draw the message.
  if (byId("log").getAttribute("aria-busy") === "true") return;
  const card = living();
  pane.show(card, person);
  log.put(message, person, card?.id);
  showLink();
}

function onRoom(changed) {
  rooms.put(changed);
  if (room === null) openRoom(changed.id);
  else if (changed.id === room) showRoom();
}

function showRoom() {
  const r = rooms.get(room);
  byId("room-name").textContent = r.name;
  byId("room-topic").replaceChildren(...rich(r.topic), r.archived ? el("strong", {}, " Archived: read-only.") : "");
  byId("line").disabled = byId("send").disabled = r.archived;
  rooms.draw();
}

function live(serverNow) {
  serverSaysItIs(serverNow);
  lostAt = null;
  showLink();
  tick();
}

function lost() {
  lostAt ??= now();
  showLink();
}

function showLink() {
  link.dataset.state = lostAt === null ? "live" : "lost";
  setText(byId("link-text"), lostAt === null ? "live" : "reconnecting…");
  pane.stale(lostAt === null ? null : utc(new Date(lostAt).toISOString()));
}

async function start() {
  const mine = ++turn;
  const { personas } = await again(() => get("/chat/personas"), mine);
  select.replaceChildren(...personas.map((p) => el("option", { value: p.id }, p.name)));
  composer.verbs = (await again(() => get("/chat/completions"), mine)).verbs;
  const asked = new URLSearchParams(location.search).get("as") ?? sessionStorage.getItem("person");
  await enter(personas.some((p) => p.id === asked) ? asked : personas[0].id);
}

select.addEventListener("change", () => enter(select.value));
addEventListener("hashchange", () => {
  const [id, message] = decodeURIComponent(location.hash.slice(1)).split("/");
  if (rooms.has(id) && (id !== room || message)) openRoom(id, message);
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) rooms.markRead(); });
installKeys(rooms, openRoom);
setInterval(() => { tick(); setText(byId("utc"), utc(new Date(now()).toISOString()) + " UTC"); }, 1000);
start();
