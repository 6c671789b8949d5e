// Speaks to the server. A post is repeated with the same delivery id, so that a lost answer does no harm.

export class Refused extends Error {}

export function deliveryId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function answer(response) {
  let body = null;
  try { body = await response.json(); } catch { /* not JSON: the status has to do */ }
  if (response.ok) return body;
  throw Object.assign(new Refused(body?.error ?? `The server answered ${response.status}.`), { status: response.status });
}

export async function get(path, person) {
  const url = new URL(path, location.origin);
  if (person) url.searchParams.set("person", person);
  return answer(await fetch(url, { headers: { Accept: "application/json" } }));
}

export async function post(path, body) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await answer(await fetch(path, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
      }));
    } catch (trouble) {
      const final = trouble instanceof Refused && trouble.status !== 503;
      if (final || attempt === 4) {
        throw trouble instanceof Refused ? trouble : new Refused("The bot cannot be reached. Nothing is lost: send it again.");
      }
      await pause(400 * attempt);
    }
  }
}

export const roomPath = (room, what) => `/chat/rooms/${encodeURIComponent(room)}/${what}`;
