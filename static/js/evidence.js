// The evidence pane: files go up one after another with their progress, apart from every other form; presses and small
// forms change the lists in place, so that nothing typed elsewhere is disturbed. PDF and pictures open in a dialog.
(() => {
  "use strict";
  const { cookie, element, notice, tell, unfinished } = page;
  const headers = () => ({
    Accept: "application/json", "X-CSRFToken": cookie("csrftoken"), "X-Page": location.pathname + location.search,
  });
  const paneOf = (node) => node.closest("[data-evidence-pane]");

  // Only the lists are taken over: an open form keeps what is being typed into it.
  const renew = (pane, html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-evidence-pane]");
    if (!fresh) return;
    const isOpen = Boolean(pane.querySelector(".evidence-others[open]"));
    pane.querySelectorAll("[data-evidence-piece]").forEach((piece) => {
      const other = fresh.querySelector(`[data-evidence-piece="${piece.dataset.evidencePiece}"]`);
      if (other) piece.replaceChildren(...other.childNodes);
    });
    const others = pane.querySelector(".evidence-others");
    if (others) others.open = isOpen;
    document.body.dispatchEvent(new CustomEvent("evidence", { detail: { pane: pane.id } }));
  };

  const signIn = (pane, told) => {
    const link = element("a", "", pane.dataset.signIn);
    link.href = told.login || "/";
    notice("login", "bad", `${pane.dataset.login} `).append(link);
  };

  // Presses and small forms
  const release = (form) => {
    form.dispatchEvent(new Event("input")); // not sent after all, or emptied: keep.js keeps what stands there now
    delete form.dataset.sent;
    setTimeout(() => form.querySelectorAll("button[data-held]").forEach((button) => {
      button.disabled = false;
      delete button.dataset.held;
    }));
  };

  const showErrors = (form, told) => {
    const errors = told.errors || {};
    const general = form.querySelector("[data-evidence-error]");
    if (general) general.textContent = Object.keys(errors).length ? "" : told.message || "";
    form.querySelectorAll("[data-field]").forEach((box) => {
      const lines = errors[box.dataset.field] || [];
      box.querySelector(".field-error").textContent = lines.join(" ");
      const input = box.querySelector("input");
      input.removeAttribute("aria-invalid");
      if (lines.length) input.setAttribute("aria-invalid", "true");
    });
    form.querySelector("[aria-invalid]")?.focus();
  };

  const send = async (form, pane) => {
    let answer;
    let told;
    try {
      const body = new URLSearchParams(new FormData(form));
      answer = await fetch(form.getAttribute("action"), {
        method: "POST", body, credentials: "same-origin", redirect: "manual", headers: headers(),
      });
      told = await answer.json().catch(() => ({}));
    } catch {
      release(form);
      notice("evidence", "bad", page.words.failed);
      return;
    }
    release(form);
    if (answer.status === 401) { signIn(pane, told); return; }
    const isForm = "evidenceAdd" in form.dataset;
    if (answer.status === 200) {
      renew(pane, told.pane);
      tell(told.message);
      page.withdraw("evidence");
      if (!isForm) { pane.querySelector("h2").focus(); return; }
      form.querySelectorAll("input:not([type=hidden])").forEach((input) => { input.value = ""; });
      release(form);
      showErrors(form, {});
      form.closest("details").open = false;
      form.closest("details").querySelector("summary").focus();
    } else if (isForm && answer.status === 422) showErrors(form, told);
    else notice("evidence", "bad", told.message || pane.dataset.failed);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("[data-evidence-press], [data-evidence-add]")) return;
    event.preventDefault();
    send(form, paneOf(form));
  });

  // Files, one after another
  const queue = [];
  let going = null;
  const waiters = [];
  const isBusy = () => Boolean(going) || queue.length > 0;

  const button = (text, press) => {
    const made = element("button", "btn btn-plain btn-small", text);
    made.type = "button";
    made.addEventListener("click", press);
    return made;
  };

  class Upload {
    constructor(form, file) {
      this.form = form;
      this.file = file;
      this.pane = paneOf(form);
      this.line = element("li", "", "");
      this.bar = element("progress", "bar", "");
      this.bar.max = 100;
      this.bar.value = 0;
      this.bar.setAttribute("aria-label", file.name);
      this.words = element("span", "upload-words", this.pane.dataset.waiting);
      this.buttons = element("div", "buttons", "");
      this.line.append(element("span", "upload-name", file.name), this.bar, this.words, this.buttons);
      form.querySelector("[data-uploads]").append(this.line);
      this.wait();
    }

    wait() {
      this.line.classList.remove("failed");
      this.bar.hidden = false;
      this.bar.value = 0;
      this.words.textContent = this.pane.dataset.waiting;
      this.buttons.replaceChildren(button(this.pane.dataset.cancel, () => this.cancel()));
      if (this.file.size > Number(this.pane.dataset.most)) { this.fail(this.pane.dataset.tooLarge, false); return; }
      queue.push(this);
      next();
    }

    start() {
      const request = new XMLHttpRequest();
      this.request = request;
      request.open("POST", this.form.getAttribute("action"));
      Object.entries(headers()).forEach(([name, value]) => request.setRequestHeader(name, value));
      request.upload.addEventListener("progress", (event) => this.show(event.loaded, event.total));
      request.addEventListener("load", () => this.answered());
      request.addEventListener("error", () => this.end(() => this.fail(this.pane.dataset.broken)));
      request.addEventListener("abort", () => this.end(() => this.line.remove()));
      const body = new FormData();
      body.append("file", this.file);
      request.send(body);
    }

    show(sent, all) {
      const share = all ? Math.floor((sent * 100) / all) : 0;
      this.bar.value = share;
      this.words.textContent = share < 100 ? `${this.pane.dataset.sending} ${share}%` : this.pane.dataset.checking;
    }

    answered() {
      let told = {};
      try { told = JSON.parse(this.request.responseText); } catch { /* a page, not an answer: said as a failure */ }
      this.end(() => {
        if (this.request.status === 200) {
          this.line.remove();
          renew(this.pane, told.pane);
          tell(`${this.file.name}: ${told.message}`);
        } else if (this.request.status === 401) {
          signIn(this.pane, told);
          this.fail(this.pane.dataset.login);
        } else this.fail(told.message || this.pane.dataset.failed);
      });
    }

    fail(why, mayRetry = true) {
      this.line.classList.add("failed");
      this.bar.hidden = true;
      this.words.textContent = why;
      tell(`${this.file.name}: ${why}`);
      this.buttons.replaceChildren(button(this.pane.dataset.drop, () => this.line.remove()));
      if (mayRetry) this.buttons.prepend(button(this.pane.dataset.retry, () => this.wait()));
    }

    cancel() {
      if (going === this) { this.request.abort(); return; }
      queue.splice(queue.indexOf(this), 1);
      this.line.remove();
    }

    end(act) {
      going = null;
      act();
      next();
    }
  }

  const next = () => {
    if (going) return;
    going = queue.shift() || null;
    if (going) going.start();
    else waiters.splice(0).forEach((done) => done(true));
  };

  unfinished.push({
    isUnfinished: isBusy,
    finish: () => (isBusy() ? new Promise((done) => waiters.push(done)) : Promise.resolve(true)),
  });
  window.addEventListener("beforeunload", (event) => { if (isBusy()) event.preventDefault(); });

  const take = (form, files) => [...files].forEach((file) => new Upload(form, file));

  const wire = (root) => root.querySelectorAll("form[data-evidence-upload]").forEach((form) => {
    if (form.dataset.evidenceUpload === "wired") return;
    form.dataset.evidenceUpload = "wired";
    const input = form.querySelector("input[type=file]");
    const zone = form.querySelector(".drop-zone");
    input.multiple = true;
    input.addEventListener("change", () => { take(form, input.files); input.value = ""; });
    form.addEventListener("submit", (event) => event.preventDefault());
    ["dragenter", "dragover", "dragleave", "drop"].forEach((name) => zone.addEventListener(name, (event) => {
      event.preventDefault();
      zone.classList.toggle("over", name === "dragenter" || name === "dragover");
      if (name === "drop") take(form, event.dataTransfer.files);
    }));
  });
  wire(document);
  document.addEventListener("htmx:load", (event) => wire(event.detail.elt));

  // PDF and pictures in place
  const view = (link) => {
    const pane = paneOf(link);
    const dialog = element("dialog", "evidence-view", "");
    const head = element("header", "", "");
    const title = element("b", "", link.textContent);
    title.id = "evidence-view-title";
    dialog.setAttribute("aria-labelledby", title.id);
    const tab = element("a", "", pane.dataset.tab);
    tab.href = link.href;
    tab.target = "_blank";
    tab.rel = "noopener";
    const download = element("a", "", pane.dataset.download);
    download.href = link.dataset.download;
    download.download = "";
    head.append(title, tab, download, button(pane.dataset.close, () => dialog.close()));
    const isPicture = link.dataset.evidencePreview === "picture";
    const shown = element(isPicture ? "img" : "iframe", "", "");
    shown.src = link.href;
    if (isPicture) shown.alt = link.textContent;
    else shown.title = link.textContent;
    const box = isPicture ? element("div", "picture", "") : shown;
    if (isPicture) box.append(shown);
    dialog.append(head, box);
    dialog.addEventListener("close", () => { dialog.remove(); link.focus(); });
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-evidence-preview]");
    if (!link || !paneOf(link) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    view(link);
  });
})();
