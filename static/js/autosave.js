// Forms that save themselves (data-autosave). One save in flight per form, later typing queued; a stale save shows both
// texts; what could not be sent stays in this browser and is sent later. The field one types in is never written to.
(() => {
  "use strict";
  const { words, cookie, element, notice, withdraw, tell } = page;
  const { fields, valueOf, read, write, list, same } = values;
  const WAIT = 800;
  const FIRST_RETRY = 1000;
  const LAST_RETRY = 30000;
  const GIVE_UP = 20000;
  const AT_ONCE = "select, input[type=checkbox], input[type=radio], input[type=date], input[type=time]";
  const TROUBLE = { offline: 1, login: 1, stale: 1, invalid: 1, refused: 1 };

  const bare = (value) => list(value).map((text) => text.replace(/\r\n/g, "\n").trim()).filter(Boolean).sort();

  class Desk {
    constructor(form) {
      this.form = form;
      this.action = form.getAttribute("action") || location.pathname;
      this.state = "idle";
      this.retry = FIRST_RETRY;
      this.isKept = true;
      this.stored = read(form, true);
      if (form.elements.revision) this.revision = form.elements.revision.defaultValue;
      this.listen();
      this.restore();
    }

    get revision() { return this.form.elements.revision ? this.form.elements.revision.value : ""; }
    set revision(number) { if (this.form.elements.revision) this.form.elements.revision.value = number; }
    get isDirty() { return !same(read(this.form), this.stored); }
    get isUnfinished() { return Boolean(this.sending) || this.isDirty; }

    listen() {
      const on = (name, act) => this.form.addEventListener(name, act);
      on("input", () => this.typed(WAIT));
      on("change", (event) => {
        const isHalfTyped = event.target.type === "date" && event.target.value && event.target.value < "1900";
        if (event.target.matches(AT_ONCE) && !isHalfTyped) this.typed(0);
      });
      on("focusout", () => this.later(0));
      on("compositionstart", () => { this.isComposing = true; clearTimeout(this.timer); });
      on("compositionend", () => { this.isComposing = false; this.typed(WAIT); });
      on("submit", (event) => {
        const button = event.submitter;
        if (button && (button.name || button.hasAttribute("formaction"))) return;
        event.preventDefault();
        this.saveNow();
      });
      on("keydown", (event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
        event.preventDefault();
        this.saveNow().then((isSaved) => isSaved && this.goOn());
      });
    }

    goOn() {
      const next = this.form.dataset.next && document.querySelector(this.form.dataset.next);
      if (next) next[next.matches("a, button") ? "click" : "focus"]();
    }

    // A draft of an earlier visit: put back, and saved with the revision it was typed over.
    restore() {
      const draft = drafts.read(this.action);
      if (!draft) return;
      fields(this.form).forEach((one) => { if (one.name in draft.values) write(one, draft.values[one.name]); });
      if (!this.isDirty) { drafts.erase(this.action); return; }
      this.revision = draft.revision;
      notice("restored", "info", words.restored);
      this.say("typing", words.typing);
      this.later(100);
    }

    keep() { this.isKept = drafts.keep(this.action, this.revision, read(this.form)); }

    typed(wait) {
      this.keep();
      if (this.state === "stale" || this.state === "refused") return;
      if (!this.sending && this.state !== "offline" && this.state !== "login") this.say("typing", words.typing);
      this.later(wait);
    }

    later(wait) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), wait);
    }

    // A wish of the person's: also after a refusal.
    async saveNow() {
      if (this.state === "refused" || this.state === "invalid") this.state = "typing";
      return this.finish();
    }

    // Until nothing is left to send; answers whether the server has it all.
    async finish() {
      for (let tries = 0; tries < 3 && this.isUnfinished; tries += 1) {
        await (this.sending || this.save());
        if (TROUBLE[this.state]) break;
      }
      return !this.isUnfinished;
    }

    save({ isLeaving = false } = {}) {
      clearTimeout(this.timer);
      if (this.sending) { this.isWaiting = true; return this.sending; }
      const isHeld = ["stale", "refused", "invalid"].includes(this.state);
      if (isHeld || this.isComposing || !this.form.isConnected || !this.isDirty) return Promise.resolve();
      this.sending = this.send(isLeaving).then((act) => { this.sending = null; act(); });
      return this.sending;
    }

    async send(isLeaving) {
      const values = read(this.form);
      if (!TROUBLE[this.state]) this.say("saving", words.saving);
      const body = new URLSearchParams();
      Object.entries(values).forEach(([name, texts]) => texts.forEach((text) => body.append(name, text)));
      body.append("revision", this.revision);
      let answer;
      let told;
      try {
        answer = await fetch(this.action, {
          method: "POST", body, credentials: "same-origin", redirect: "manual", keepalive: isLeaving,
          signal: AbortSignal.timeout ? AbortSignal.timeout(GIVE_UP) : undefined,
          headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken"), "X-Page": location.pathname + location.search },
        });
        told = await answer.json().catch(() => ({}));
      } catch {
        return () => this.offline();
      }
      return () => this.answered(answer.status, told, values);
    }

    answered(status, told, values) {
      if (status === 200 && told.revision !== undefined) this.saved(told, values);
      else if (status === 401) this.login(told);
      else if (status === 409 && told.theirs) this.stale(told, values);
      else if (status === 422) this.invalid(told, values);
      else if (status >= 500 || status === 408 || status === 429) this.offline();
      else { this.keep(); this.say("refused", told.message || words.refused); }
    }

    saved(told, values) {
      this.retry = FIRST_RETRY;
      this.revision = told.revision;
      this.stored = values;
      this.isMerging = false;
      this.errors({});
      this.adopt(told.values || {}, values);
      if (this.isDirty) {
        this.keep();
        this.say("typing", words.typing);
        this.later(this.isWaiting ? 0 : WAIT);
      } else {
        drafts.erase(this.action);
        this.say("saved", `${words.saved} ${told.saved_at || ""}`);
      }
      this.isWaiting = false;
      if (![...desks.values()].some((desk) => desk.state === "login")) withdraw("login");
      withdraw("unsaved");
      document.body.dispatchEvent(new CustomEvent("saved", { detail: { action: this.action, revision: told.revision, told } }));
    }

    // Take over what the server made of a value, unless the person is in the field or has gone on typing.
    adopt(normalised, sent) {
      fields(this.form).forEach((one) => {
        const isText = one.name in sent && one.type !== "checkbox" && one.type !== "radio" && !one.multiple;
        if (!isText || !(one.name in normalised) || one === document.activeElement) return;
        if (sent[one.name].length !== 1 || !same(valueOf(one), sent[one.name])) return;
        write(one, normalised[one.name]);
        this.stored[one.name] = valueOf(one);
      });
    }

    offline() {
      this.keep();
      this.say("offline", this.isKept ? words.offline : words.lost);
      this.later(this.retry);
      this.retry = Math.min(this.retry * 2, LAST_RETRY);
    }

    login(told) {
      this.keep();
      this.say("login", words.login);
      const link = element("a", "", words.signIn);
      link.href = told.login || "/";
      notice("login", "bad", `${words.login} `).append(link);
    }

    // What is refused may have been put right while it was under way: then only the new text counts.
    invalid(told, sent) {
      this.keep();
      if (!same(read(this.form), sent)) {
        this.say("typing", words.typing);
        this.later(WAIT);
        return;
      }
      this.errors(told.errors || {});
      const general = (told.errors && told.errors.__all__) || [];
      this.say("invalid", [told.message || words.invalid, ...general].join(" "));
    }

    errors(found) {
      fields(this.form).forEach((one) => {
        const box = one.closest("[data-field]") || one.parentElement;
        let place = box.querySelector(".field-error");
        const lines = found[one.name] || [];
        if (!place && lines.length) box.append(place = element("div", "field-error", ""));
        if (!place) return;
        place.id = place.id || `${one.id || one.name}_error`;
        place.textContent = lines.join(" ");
        const others = (one.getAttribute("aria-describedby") || "").split(" ").filter((id) => id && id !== place.id);
        one.toggleAttribute("aria-invalid", false);
        if (lines.length) { one.setAttribute("aria-invalid", "true"); others.push(place.id); }
        if (others.length) one.setAttribute("aria-describedby", others.join(" "));
        else one.removeAttribute("aria-describedby");
      });
    }

    // Somebody saved first: both texts, and the person says which one stays.
    stale(told, values) {
      const raw = { ...told.theirs, ...(told.values || {}) };
      const names = Object.keys(told.theirs).filter((name) => name in values && !same(bare(raw[name]), bare(values[name])));
      if (!names.length && !this.isMerging) {
        this.isMerging = true;
        this.revision = told.revision;
        this.later(0);
        return;
      }
      this.keep();
      this.say("stale", told.message || words.stale);
      const panel = element("section", "both-texts", "");
      panel.setAttribute("role", "alert");
      panel.append(element("p", "", told.message || words.stale), ...names.map((name) => this.pair(name, values[name], told.theirs[name])));
      const buttons = element("div", "buttons", "");
      buttons.append(
        this.button(words.keepMine, "btn btn-primary", () => { this.settle(panel, told.revision); this.keep(); this.finish(); }),
        this.button(words.takeTheirs, "btn btn-plain", () => { this.settle(panel, told.revision); this.take(raw); }),
      );
      panel.append(buttons);
      this.form.querySelectorAll(".both-texts").forEach((old) => old.remove());
      this.form.prepend(panel);
      panel.scrollIntoView({ block: "nearest" });
    }

    settle(panel, revision) {
      panel.remove();
      this.state = "typing";
      this.revision = revision;
    }

    take(values) {
      fields(this.form).forEach((one) => { if (one.name in values) write(one, values[one.name]); });
      this.stored = read(this.form);
      drafts.erase(this.action);
      this.say("saved", "");
      document.body.dispatchEvent(new CustomEvent("saved", { detail: { action: this.action, revision: this.revision } }));
    }

    pair(name, mine, theirs) {
      const one = fields(this.form).find((field) => field.name === name);
      const label = one.labels && one.labels.length ? one.labels[0].textContent.replace("*", "").trim() : name;
      const shown = (value) => {
        const texts = list(value).map((text) => [...(one.options || [])].find((option) => option.value === text)?.text || text);
        return texts.join(", ") || words.empty;
      };
      const box = element("div", "pair", "");
      [[words.mine, mine], [words.theirs, theirs]].forEach(([whose, value]) => {
        const side = element("div", "", "");
        side.append(element("b", "", `${whose} – ${label}`), element("div", "text", shown(value)));
        box.append(side);
      });
      return box;
    }

    button(text, look, press) {
      const made = element("button", look, text);
      made.type = "button";
      made.addEventListener("click", press);
      return made;
    }

    say(state, text) {
      const isNews = TROUBLE[state] && this.state !== state;
      this.state = state;
      this.text = text;
      if (isNews) tell(text);
      const own = this.form.querySelector("[data-save-state]");
      if (own) show(own, this);
      const all = document.querySelector("[data-save-state-page]");
      if (all) show(all, worst(this));
    }
  }

  const desks = new Map();
  // What the page says for all its forms: trouble before work before rest, the newest of equals.
  const rank = (desk) => (TROUBLE[desk.state] ? 3 : { saving: 2, typing: 1 }[desk.state] || 0);
  const worst = (newest) => [...desks.values()].reduce((found, desk) => (rank(desk) > rank(found) ? desk : found), newest);
  const show = (place, desk) => {
    place.dataset.state = TROUBLE[desk.state] ? "problem" : desk.state;
    (place.querySelector("[data-save-words]") || place).textContent = desk.text;
  };

  const wire = (root) => {
    desks.forEach((_desk, form) => { if (!form.isConnected) desks.delete(form); });
    const forms = root.matches("form[data-autosave]") ? [root] : [...root.querySelectorAll("form[data-autosave]")];
    forms.forEach((form) => { if (!desks.has(form)) desks.set(form, new Desk(form)); });
  };
  const all = () => [...desks.values()].filter((desk) => desk.form.isConnected);

  // Whether a form holds what is not on the server yet, or waits for its person to choose.
  page.isHeld = (form) => {
    const desk = desks.get(form);
    return Boolean(desk && (desk.isUnfinished || TROUBLE[desk.state]));
  };

  wire(document.body);
  document.addEventListener("htmx:load", (event) => wire(event.detail.elt));
  page.unfinished.push({
    isUnfinished: () => all().some((desk) => desk.isUnfinished),
    finish: async () => (await Promise.all(all().map((desk) => desk.finish()))).every(Boolean),
  });
  window.addEventListener("online", () => all().forEach((desk) => { desk.retry = FIRST_RETRY; desk.later(0); }));
  window.addEventListener("focus", () => all().forEach((desk) => desk.state === "login" && desk.later(0)));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") all().forEach((desk) => desk.save({ isLeaving: true }));
  });
  window.addEventListener("beforeunload", (event) => {
    if (all().some((desk) => desk.isUnfinished && !desk.isKept)) event.preventDefault();
  });
  // Bubbling: the form really leaves, after every question was answered.
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]") && !event.defaultPrevented) drafts.eraseAll();
  });
})();
