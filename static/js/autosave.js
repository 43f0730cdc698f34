// Forms that save themselves. One save in flight per form, later typing queued; a stale save shows both texts;
// what could not be sent stays in this browser and is sent later. The field one types in is never touched.
(() => {
  "use strict";
  const WAIT = 800;
  const LONGEST_WAIT = 30000;
  const user = () => document.body.dataset.user || "";
  const words = {
    saving: "Đang lưu…",
    saved: (at) => `Đã lưu ${at}`,
    typing: "Chưa lưu",
    offline: "Mất kết nối. Nội dung đang được giữ trên máy này và sẽ tự lưu khi có mạng.",
    login: "Phiên làm việc đã hết. Nội dung vẫn được giữ trên máy này.",
    signIn: "Đăng nhập lại để lưu tiếp",
    restored: "Đã khôi phục nội dung chưa kịp lưu.",
    invalid: "Chưa lưu được. Hãy sửa chỗ được báo.",
    gone: "Mục này không còn sửa được. Nội dung đã gõ vẫn nằm trong ô để sao chép.",
    stale: "Người khác vừa sửa mục này. Hãy chọn bản giữ lại:",
    mine: "Bản của tôi",
    theirs: "Bản trên máy chủ",
    keepMine: "Giữ bản của tôi",
    takeTheirs: "Lấy bản trên máy chủ",
  };

  const storage = {
    get(key) {
      try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
    },
    set(key, value) {
      try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; }
    },
    remove(key) {
      try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
    },
    clear(prefix) {
      try {
        Object.keys(localStorage).filter((key) => key.startsWith(prefix)).forEach((key) => localStorage.removeItem(key));
      } catch { /* nothing was kept */ }
    },
  };

  const cookie = (name) => {
    const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  };

  class Desk {
    constructor(form) {
      this.form = form;
      this.key = `draft:${user()}:${form.getAttribute("action") || location.pathname}`;
      this.inFlight = false;
      this.dirty = false;
      this.composing = false;
      this.blocked = false;
      this.wait = 1000;
      this.status = form.querySelector("[data-save-state]") || document.querySelector("[data-save-state-page]");
      this.sent = this.values();
      form.addEventListener("input", () => this.typed());
      form.addEventListener("change", (event) => {
        if (event.target.matches("select, input[type=checkbox], input[type=radio], input[type=date], input[type=time]")) this.typed(0);
      });
      form.addEventListener("focusout", () => this.dirty && this.later(0));
      form.addEventListener("compositionstart", () => (this.composing = true));
      form.addEventListener("compositionend", () => { this.composing = false; this.typed(); });
      form.addEventListener("submit", (event) => { event.preventDefault(); this.dirty = true; this.later(0); });
      form.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.dirty = true; this.later(0); }
      });
      this.restore();
    }

    fields() {
      return [...this.form.elements].filter((one) => one.name && !["csrfmiddlewaretoken", "revision"].includes(one.name) && one.type !== "submit" && one.type !== "button");
    }

    values() {
      const found = {};
      this.fields().forEach((one) => {
        if (one.type === "checkbox" || one.type === "radio") {
          if (!(one.name in found)) found[one.name] = [];
          if (one.checked) found[one.name].push(one.value);
        } else if (one.multiple) {
          found[one.name] = [...one.selectedOptions].map((option) => option.value);
        } else {
          found[one.name] = one.value;
        }
      });
      return found;
    }

    put(values) {
      this.fields().forEach((one) => {
        if (!(one.name in values)) return;
        const value = values[one.name];
        if (one.type === "checkbox" || one.type === "radio") one.checked = [].concat(value).includes(one.value);
        else if (one.multiple) [...one.options].forEach((option) => (option.selected = [].concat(value).includes(option.value)));
        else one.value = value;
      });
    }

    get revision() { return this.form.elements.revision ? this.form.elements.revision.value : ""; }
    set revision(value) { if (this.form.elements.revision) this.form.elements.revision.value = value; }

    say(state, text) {
      if (!this.status) return;
      this.status.dataset.state = state;
      this.status.textContent = text;
    }

    restore() {
      const draft = storage.get(this.key);
      if (!draft) return;
      if (JSON.stringify(draft.values) === JSON.stringify(this.sent)) {
        storage.remove(this.key);
        return;
      }
      this.put(draft.values);
      this.revision = draft.revision;
      this.dirty = true;
      this.say("typing", words.restored);
      this.later(200);
    }

    typed(wait = WAIT) {
      this.dirty = true;
      this.kept = storage.set(this.key, { revision: this.revision, values: this.values() });
      if (!this.blocked) {
        if (!this.inFlight) this.say("typing", words.typing);
        this.later(wait);
      }
    }

    later(wait) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), wait);
    }

    async save() {
      if (this.inFlight || this.composing || this.blocked || !this.dirty || !this.form.isConnected) return;
      this.inFlight = true;
      this.dirty = false;
      const values = this.values();
      this.say("saving", words.saving);
      let answer = null;
      try {
        const body = new FormData(this.form);
        body.delete("csrfmiddlewaretoken");
        answer = await fetch(this.form.getAttribute("action") || location.href, {
          method: "POST", body, credentials: "same-origin", redirect: "error",
          headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken"), "X-Page": location.pathname + location.search },
        });
      } catch {
        this.inFlight = false;
        return this.offline();
      }
      const told = await answer.json().catch(() => ({}));
      this.inFlight = false;
      if (answer.status === 200) return this.saved(told, values);
      if (answer.status === 401) return this.signIn(told);
      if (answer.status === 409 && told.theirs) return this.stale(told, values);
      if (answer.status === 422) return this.invalid(told);
      if (answer.status >= 500) return this.offline();
      this.dirty = true;
      this.blocked = true;
      this.say("error", told.message || words.gone);
    }

    saved(told, values) {
      this.wait = 1000;
      this.revision = told.revision;
      this.sent = values;
      this.errors({});
      if (JSON.stringify(this.values()) === JSON.stringify(values)) {
        storage.remove(this.key);
        this.dirty = false;
        this.say("saved", words.saved(told.saved_at || ""));
      } else {
        this.typed();
      }
      document.body.dispatchEvent(new CustomEvent("saved", { detail: told }));
    }

    offline() {
      this.dirty = true;
      storage.set(this.key, { revision: this.revision, values: this.values() });
      this.say("offline", words.offline);
      this.later(this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    }

    signIn(told) {
      this.dirty = true;
      this.blocked = true;
      storage.set(this.key, { revision: this.revision, values: this.values() });
      this.say("error", `${words.login} `);
      if (!this.status) return;
      const link = document.createElement("a");
      link.href = told.login || "/dang-nhap/";
      link.textContent = words.signIn;
      this.status.append(link);
    }

    invalid(told) {
      this.say("error", told.message || words.invalid);
      this.errors(told.errors || {});
    }

    errors(found) {
      this.form.querySelectorAll("[data-field]").forEach((box) => {
        const lines = found[box.dataset.field] || [];
        const place = box.querySelector(".field-error");
        if (place) place.textContent = lines.join(" ");
        const input = box.querySelector("input, select, textarea");
        if (!input) return;
        if (lines.length) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      });
    }

    stale(told, values) {
      this.blocked = true;
      this.say("error", told.message || words.stale);
      const panel = document.createElement("div");
      panel.className = "both-texts";
      panel.setAttribute("role", "alert");
      const title = document.createElement("p");
      title.textContent = told.message || words.stale;
      panel.append(title);
      Object.entries(told.theirs).forEach(([name, theirs]) => panel.append(this.pair(name, values[name], theirs)));
      const buttons = document.createElement("div");
      buttons.className = "buttons";
      const end = (take) => {
        panel.remove();
        this.blocked = false;
        this.revision = told.revision;
        if (take) {
          this.put(told.values || told.theirs);
          storage.remove(this.key);
          this.sent = this.values();
          this.dirty = false;
          this.say("saved", "");
        } else {
          this.typed(0);
        }
      };
      buttons.append(this.button(words.keepMine, "btn btn-primary", () => end(false)), this.button(words.takeTheirs, "btn btn-plain", () => end(true)));
      panel.append(buttons);
      this.form.querySelectorAll(".both-texts").forEach((old) => old.remove());
      this.form.prepend(panel);
      panel.scrollIntoView({ block: "nearest" });
    }

    pair(name, mine, theirs) {
      const box = document.createElement("div");
      box.className = "pair";
      [[words.mine, mine], [words.theirs, theirs]].forEach(([label, text]) => {
        const side = document.createElement("div");
        const head = document.createElement("b");
        const field = this.form.querySelector(`[data-field="${name}"] label`);
        head.textContent = field ? `${label} – ${field.textContent.replace("*", "").trim()}` : label;
        const body = document.createElement("div");
        body.className = "text";
        body.textContent = [].concat(text === undefined ? "" : text).join(", ");
        side.append(head, body);
        box.append(side);
      });
      return box;
    }

    button(text, look, press) {
      const made = document.createElement("button");
      made.type = "button";
      made.className = look;
      made.textContent = text;
      made.addEventListener("click", press);
      return made;
    }
  }

  const desks = new Map();
  const wire = (root) => {
    const forms = root.matches && root.matches("form[data-autosave]") ? [root] : [...root.querySelectorAll("form[data-autosave]")];
    forms.forEach((form) => { if (!desks.has(form)) desks.set(form, new Desk(form)); });
    desks.forEach((_desk, form) => { if (!form.isConnected) desks.delete(form); });
  };

  wire(document);
  document.addEventListener("htmx:load", (event) => wire(event.target));
  window.addEventListener("online", () => desks.forEach((desk) => { desk.wait = 1000; if (desk.dirty) desk.later(0); }));
  window.addEventListener("beforeunload", (event) => {
    const lost = [...desks.values()].some((desk) => (desk.dirty || desk.inFlight) && desk.kept === false);
    if (lost) event.preventDefault();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-sign-out]")) storage.clear(`draft:${user()}:`);
  }, true);
})();
