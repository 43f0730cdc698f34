// Pages that follow a meeting. An element `data-live="<address>" data-revision="N" data-now="<server's ms>"` asks all the time
// whether the meeting has changed; what came is put in place by element id, changing only what differs: the field one types in,
// the focus and what one has opened stay. Fires `live:changed` {revision, ids} on the element. Clocks run by the server's time.
const live = (() => {
  "use strict";
  const EVERY = 700; // milliseconds between questions: every view has a change within a second
  const HIDDEN = 10000; // of a page nobody looks at
  const SLOWEST = 10000;
  const GIVE_UP = 8000;
  const FIELDS = "input, textarea, select, [contenteditable]";
  const state = document.getElementById("live-state");
  let offset = 0;

  const say = (kind, text, link) => {
    if (!state) return;
    state.dataset.kind = kind;
    state.textContent = text;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link;
      anchor.textContent = state.dataset.signIn;
      state.append(" ", anchor);
    }
  };
  const word = (name) => (state ? state.dataset[name] : "");

  // Morphing: nodes stay where they are, so focus, selection and open details stay with them.
  const keyOf = (node) => (node.nodeType === 1 ? node.id || node.dataset.key || "" : "");
  const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);
  const isTyped = (node) => node === document.activeElement && node.matches(FIELDS);
  const holdsTyping = (node) => {
    const active = document.activeElement;
    return node.nodeType === 1 && node.contains(active) && active.matches(FIELDS);
  };

  const dress = (there, fresh) => {
    [...there.attributes].forEach(({ name }) => {
      if (!fresh.hasAttribute(name) && !(name === "open" && there.matches("details, dialog"))) there.removeAttribute(name);
    });
    [...fresh.attributes].forEach(({ name, value }) => {
      if (name === "open" && there.matches("details")) return;
      if (there.getAttribute(name) !== value) there.setAttribute(name, value);
    });
  };

  const morph = (there, fresh) => {
    if (there.nodeType !== 1) {
      if (there.nodeValue !== fresh.nodeValue) there.nodeValue = fresh.nodeValue;
      return;
    }
    if (isTyped(there)) return;
    dress(there, fresh);
    fill(there, fresh);
  };

  const fill = (there, fresh) => {
    const keyed = new Map([...there.children].filter(keyOf).map((child) => [keyOf(child), child]));
    let at = there.firstChild;
    [...fresh.childNodes].forEach((child) => {
      const key = keyOf(child);
      let mine = key ? keyed.get(key) : at;
      while (!key && mine && keyOf(mine)) mine = mine.nextSibling; // a keyed node waits for its own
      if (mine && alike(mine, child)) {
        if (mine === at) at = at.nextSibling;
        else if (key) there.insertBefore(mine, at);
        else { while (at !== mine) at = skip(at); at = mine.nextSibling; }
        keyed.delete(key);
        morph(mine, child);
      } else {
        there.insertBefore(child.cloneNode(true), at);
      }
    });
    while (at) at = skip(at);
    keyed.forEach((child) => { if (child.parentNode === there && !holdsTyping(child)) child.remove(); });

    // Goes past a node, which is dropped unless it is needed later or somebody types in it.
    function skip(node) {
      const next = node.nextSibling;
      if (!keyed.has(keyOf(node)) && !holdsTyping(node)) node.remove();
      return next;
    }
  };

  const swap = (id, html) => {
    const there = document.getElementById(id);
    if (!there) return false;
    const fresh = there.cloneNode(false);
    fresh.innerHTML = html;
    if (there.innerHTML === fresh.innerHTML) return false;
    const active = there.contains(document.activeElement) ? document.activeElement : null;
    fill(there, fresh);
    if (active && active !== document.activeElement && active.isConnected) active.focus({ preventScroll: true });
    window.htmx?.process(there);
    return true;
  };

  // Clocks: data-since and data-minutes (planned) on an element; inside it data-elapsed, data-left, data-over.
  const two = (number) => String(number).padStart(2, "0");
  const clockText = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    const hours = Math.floor(whole / 3600);
    const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
    return hours ? `${hours}:${rest}` : rest;
  };
  const write = (one, text) => { if (one && one.textContent !== text) one.textContent = text; };
  const tick = () => {
    const now = Date.now() + offset;
    document.querySelectorAll("[data-clock]").forEach((clock) => {
      const passed = (now - Number(clock.dataset.since)) / 1000;
      const planned = Number(clock.dataset.minutes || 0) * 60;
      const isOver = planned > 0 && passed > planned;
      write(clock.querySelector("[data-elapsed]"), clockText(passed));
      const over = clock.querySelector("[data-over]");
      if (over) over.hidden = !isOver;
      write(clock.querySelector("[data-over-by]"), clockText(passed - planned));
      clock.classList.toggle("over", isOver);
    });
    document.querySelectorAll("[data-day-clock]").forEach((one) => {
      write(one, new Date(now).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }));
    });
  };

  class View {
    constructor(root) {
      this.root = root;
      this.wait = EVERY;
      if (root.dataset.now) offset = Number(root.dataset.now) - Date.now();
      this.later(EVERY);
    }

    later(wait) {
      clearTimeout(this.timer);
      if (!this.isClosed) this.timer = setTimeout(() => this.ask(), wait);
    }

    // At once: the page is looked at again, the line is back, or its own button changed something.
    hurry() {
      this.wait = EVERY;
      if (!this.asking) this.later(0);
    }

    async ask() {
      if (this.asking || this.isClosed) return;
      this.asking = true;
      let told = null;
      let status = 0;
      try {
        const answer = await fetch(`${this.root.dataset.live}?rev=${this.root.dataset.revision}`, {
          credentials: "same-origin", redirect: "manual", cache: "no-store",
          signal: AbortSignal.timeout ? AbortSignal.timeout(GIVE_UP) : undefined,
          headers: { Accept: "application/json", "X-Page": location.pathname + location.search },
        });
        status = answer.status;
        if (status !== 204) told = await answer.json().catch(() => null);
      } catch { /* the line is down: told below */ }
      this.asking = false;
      this.answered(status, told);
    }

    answered(status, told) {
      if (status === 204) this.well();
      else if (status === 200 && told) { this.show(told); this.well(); }
      else if (status === 401) this.close(word("ended"), told && told.login);
      else if (status === 403 || status === 404) this.close(word("closed"));
      else this.lost();
    }

    well() {
      if (this.isLost) { this.isLost = false; say("back", word("back")); setTimeout(() => !this.isLost && say("", ""), 3000); }
      this.wait = EVERY;
      this.later(document.hidden ? HIDDEN : EVERY);
    }

    lost() {
      if (!this.isLost) say("lost", word("lost"));
      this.isLost = true;
      this.later(this.wait);
      this.wait = Math.min(this.wait * 2, SLOWEST);
    }

    close(text, link) {
      this.isClosed = true;
      say("ended", text, link);
    }

    show(told) {
      offset = told.now - Date.now();
      const ids = Object.keys(told.fragments).filter((id) => swap(id, told.fragments[id]));
      this.root.dataset.revision = told.revision;
      tick();
      this.root.dispatchEvent(new CustomEvent("live:changed", { bubbles: true, detail: { revision: told.revision, ids } }));
    }
  }

  const views = [...document.querySelectorAll("[data-live]")].map((root) => new View(root));
  const hurry = () => views.forEach((view) => view.hurry());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) hurry(); });
  window.addEventListener("online", hurry);
  window.addEventListener("offline", () => views.forEach((view) => !view.isClosed && view.lost()));
  window.addEventListener("pageshow", (event) => { if (event.persisted) hurry(); });
  tick();
  setInterval(tick, 1000);

  return { hurry, swap };
})();
