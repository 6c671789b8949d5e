// The stream of changes. The browser resumes by Last-Event-ID; a silent or refused stream is opened again from the last change.

const silentFor = 25000;

export class Feed {
  #source = null;
  #watch = null;
  #again = null;
  #heard = 0;

  constructor(handlers) { this.handlers = handlers; }

  start(person, after, store) {
    this.stop();
    Object.assign(this, { person, after, store });
    this.#open();
    this.#watch = setInterval(() => { if (Date.now() - this.#heard > silentFor) this.#reopen(); }, 2000);
    addEventListener("online", this.#reopen);
  }

  stop() {
    this.#source?.close();
    clearInterval(this.#watch);
    clearTimeout(this.#again);
    removeEventListener("online", this.#reopen);
  }

  #open() {
    this.#heard = Date.now();
    const url = `/chat/stream?person=${encodeURIComponent(this.person)}&after=${this.after}`;
    const source = this.#source = new EventSource(url);
    const on = (type, act) => source.addEventListener(type, (event) => {
      if (source !== this.#source) return;
      this.#heard = Date.now();
      if (event.lastEventId) this.after = Math.max(this.after, Number(event.lastEventId));
      act(JSON.parse(event.data));
    });
    const clock = (data) => data.store === this.store ? this.handlers.live(data.now) : this.handlers.otherStore();
    on("hello", clock);
    on("beat", clock);
    on("room", (room) => this.handlers.room(room));
    on("message", (message) => this.handlers.message(message));
    source.onerror = () => {
      if (source !== this.#source) return;
      this.handlers.lost();
      if (source.readyState === EventSource.CLOSED) this.#again = setTimeout(this.#reopen, 1500);
    };
  }

  #reopen = () => {
    this.#source?.close();
    clearTimeout(this.#again);
    this.handlers.lost();
    this.#open();
  };
}
