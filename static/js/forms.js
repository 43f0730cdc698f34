// Ordinary pages: one press is one send; a step that cannot be undone asks first; what still saves itself is
// waited for; htmx carries the CSRF token and tells of failure; menus close.
const page = (() => {
  "use strict";
  const words = document.getElementById("script-words").dataset;
  const RELEASE_AFTER = 8000; // a press that brings a download leaves the page standing

  const cookie = (name) => {
    const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  };

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
  };

  // A notice on top of the page; one of each key. Returns it, so that a link may be added.
  const notice = (key, kind, text) => {
    document.getElementById(`notice-${key}`)?.remove();
    const box = element("div", `notice ${kind}`, "");
    box.id = `notice-${key}`;
    box.setAttribute("role", kind === "bad" ? "alert" : "status");
    const body = element("div", "", text);
    box.append(body);
    document.getElementById("messages").append(box);
    return body;
  };
  const withdraw = (key) => document.getElementById(`notice-${key}`)?.remove();
  const tell = (text) => { document.getElementById("told").textContent = text; };

  // The second click of a double click must not reach the button that lay under the dialog.
  const hush = () => {
    const swallow = (event) => { event.preventDefault(); event.stopImmediatePropagation(); };
    document.addEventListener("click", swallow, true);
    setTimeout(() => document.removeEventListener("click", swallow, true), 500);
  };

  const ask = (text) => new Promise((answer) => {
    const dialog = document.getElementById("ask");
    if (!dialog.showModal) { answer(window.confirm(text)); return; }
    dialog.querySelector("#ask-text").textContent = text;
    const end = (said) => { dialog.close(); if (said) hush(); answer(said); };
    dialog.querySelector("[data-yes]").onclick = () => end(true);
    dialog.querySelector("[data-no]").onclick = () => end(false);
    dialog.oncancel = () => answer(false);
    dialog.showModal();
  });

  // Other files add what must be finished before a form leaves the page; each answers whether it is.
  const unfinished = [];
  const finish = async () => {
    const ends = await Promise.all(unfinished.map((one) => one.finish()));
    return ends.every(Boolean);
  };
  // What must hold before a form is sent: [{applies, check}]; a check that fails says why by itself.
  const checks = [];
  const large = (form) => [...form.querySelectorAll("input[type=file][data-most]")]
    .find((one) => [...one.files].some((file) => file.size > Number(one.dataset.most)));
  checks.push({
    applies: large,
    check: (form) => { notice("too-large", "bad", large(form).dataset.tooLarge); return false; },
  });
  const isUnfinished = () => unfinished.some((one) => one.isUnfinished());

  const passed = new WeakSet();
  const question = (form, button) => (button && button.dataset.confirm) || form.dataset.confirm || "";
  const isHtmx = (form, button) =>
    form.matches("[hx-post], [hx-put], [hx-delete], [hx-get]") || Boolean(button && button.matches("[hx-post], [hx-get]"));
  const savesItself = (form, button) =>
    "autosave" in form.dataset && !(button && (button.name || button.hasAttribute("formaction")));

  const mayGo = async (form, text) => {
    if (text && !(await ask(text))) return false;
    for (const one of checks) if (one.applies(form) && !(await one.check(form))) return false;
    if (!isUnfinished() || (await finish())) return true;
    if (form.matches("[data-sign-out]")) return ask(words.leave);
    notice("unsaved", "bad", words.unsaved);
    return false;
  };

  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button[data-held]").forEach((button) => {
      button.disabled = false;
      delete button.dataset.held;
    });
  };

  const sendOnce = (event, form) => {
    if (form.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    form.dataset.sent = "1";
    setTimeout(() => {
      form.querySelectorAll("button:not([type=button]):enabled").forEach((button) => {
        button.disabled = true;
        button.dataset.held = "1";
      });
    });
    setTimeout(() => release(form), RELEASE_AFTER);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    const isPost = form.method === "post";
    const text = question(form, button);
    const mustWait = isPost && !isHtmx(form, button) && (isUnfinished() || checks.some((one) => one.applies(form)));
    if (savesItself(form, button)) return;
    if (!passed.has(form) && (text || mustWait)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      mayGo(form, text).then((go) => {
        if (!go) return;
        passed.add(form);
        form.requestSubmit(button || undefined);
        passed.delete(form);
      });
      return;
    }
    if (isPost && !isHtmx(form, button)) sendOnce(event, form);
  }, true);

  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

  // htmx
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = cookie("csrftoken");
  });
  document.addEventListener("htmx:confirm", (event) => {
    const isWrite = event.detail.verb !== "get";
    if (!event.detail.question && !(isWrite && isUnfinished())) return;
    event.preventDefault();
    mayGo(document.body, event.detail.question).then((go) => go && event.detail.issueRequest(true));
  });
  ["htmx:responseError", "htmx:sendError", "htmx:timeout"].forEach((name) =>
    document.addEventListener(name, (event) => {
      if (event.detail.requestConfig.verb !== "get") notice("failed", "bad", words.failed);
    }));
  document.addEventListener("htmx:beforeSend", () => withdraw("failed"));

  // Menus and drawer
  const inside = (details, target) =>
    details.contains(target) || Boolean(details.matches(".drawer") && target.closest && target.closest(".side"));
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open], details.drawer[open]").forEach((details) => {
      if (!inside(details, event.target)) details.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open], details.drawer[open]").forEach((details) => {
      details.open = false;
      details.querySelector("summary").focus();
    });
  });
  document.querySelector(".error-summary")?.focus();

  return { words, cookie, element, notice, withdraw, tell, ask, unfinished, checks };
})();
