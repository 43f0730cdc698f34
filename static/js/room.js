// The open desk of a meeting: what another changes appears, what one types is never touched; buttons act without a reload;
// who writes where is told.
const room = (() => {
  "use strict";
  const root = document.getElementById("room");
  if (!root) return null;
  const { words, cookie, element, notice, tell } = page;
  const GIVE_UP = 20000;
  const PRESENCE_ALONE = 15000;
  const PRESENCE_WITH_OTHERS = 5000;

  const post = async (action, body) => {
    const answer = await fetch(action, {
      method: "POST", body, credentials: "same-origin", redirect: "manual",
      signal: AbortSignal.timeout ? AbortSignal.timeout(GIVE_UP) : undefined,
      headers: { Accept: "application/json", "X-CSRFToken": cookie("csrftoken"), "X-Page": location.pathname + location.search },
    });
    return { status: answer.status, told: await answer.json().catch(() => ({})) };
  };

  const bodyOf = (form, button) => {
    const body = new URLSearchParams(new FormData(form));
    if (button && button.name) body.append(button.name, button.value);
    return body;
  };

  // forms.js lets a form be sent once; one that stays on the page may be sent again.
  const release = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("button[data-held]").forEach((button) => { button.disabled = false; delete button.dataset.held; });
  };

  // A word at the foot of the window, where it is seen wherever one is on the page.
  const say = (kind, text) => {
    document.getElementById("room-told")?.remove();
    const box = element("div", `notice ${kind} room-told`, "");
    box.id = "room-told";
    box.setAttribute("role", kind === "bad" ? "alert" : "status");
    box.append(element("div", "", text));
    document.body.append(box);
    box.addEventListener("click", () => box.remove());
    setTimeout(() => box.remove(), kind === "bad" ? 12000 : 4000);
  };

  const login = (told) => {
    const link = element("a", "", words.signIn);
    link.href = told.login || "/";
    notice("login", "bad", `${words.login} `).append(link);
    tell(words.login);
  };

  const load = (one) => {
    window.htmx?.process(one);
    one.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: one } }));
  };

  // Whether nothing would be lost or disturbed if this were replaced.
  const hasFocus = (one) => one.contains(document.activeElement);
  const isQuiet = (one) => !hasFocus(one) && ![...one.querySelectorAll("form")].some((form) => page.isHeld(form));
  const revisionOf = (form) => Number(form?.elements.revision?.value || 0);
  const formOf = (row) => row.querySelector(":scope > form");

  const drop = (row) => {
    if (isQuiet(row)) { row.remove(); return; }
    if (row.querySelector(":scope > .gone")) return;
    row.prepend(element("div", "notice warn gone", root.dataset.gone));
  };

  const update = (mine, fresh) => {
    const head = mine.querySelector(":scope > .row-head");
    const freshHead = fresh.querySelector(":scope > .row-head");
    if (head && freshHead && !hasFocus(head) && head.innerHTML !== freshHead.innerHTML) head.replaceWith(freshHead);
    const form = formOf(mine);
    const freshForm = formOf(fresh);
    if (form && freshForm && revisionOf(freshForm) > revisionOf(form) && !hasFocus(form) && !page.isHeld(form)) {
      form.replaceWith(freshForm);
      load(freshForm);
    }
    const nested = mine.querySelector(":scope > [data-rows]");
    const freshNested = fresh.querySelector(":scope > [data-rows]");
    if (nested && freshNested) reconcile(nested, freshNested);
  };

  const reconcile = (old, fresh) => {
    const wanted = [...fresh.children];
    const ids = new Set(wanted.map((row) => row.id));
    [...old.children].filter((row) => !ids.has(row.id)).forEach(drop);
    let at = old.firstElementChild;
    wanted.forEach((row) => {
      const mine = [...old.children].find((one) => one.id === row.id);
      if (!mine) { old.insertBefore(row, at); load(row); return; }
      update(mine, row);
      if (mine === at) at = at.nextElementSibling;
      else if (hasFocus(mine)) at = mine.nextElementSibling; // moving it would take the cursor away
      else old.insertBefore(mine, at);
    });
  };

  const fetchPart = async (part) => {
    const answer = await fetch(root.dataset.part.replace("/phan/", `/${part}/`), { credentials: "same-origin", redirect: "manual" });
    if (!answer.ok) return;
    const fresh = document.createElement("template");
    fresh.innerHTML = await answer.text();
    const rows = fresh.content.querySelector("[data-rows]");
    if (rows) { reconcile(document.getElementById(rows.id), rows); return; }
    const form = document.getElementById(`part-${part}`)?.querySelector("form");
    const freshForm = fresh.content.querySelector("form");
    if (!form || !freshForm || hasFocus(form) || page.isHeld(form)) return;
    form.replaceWith(freshForm);
    load(freshForm);
  };

  // Which parts another has changed: rows that came, went or moved, and texts older than the stored ones.
  const isOlder = (row, stamp) => {
    const form = formOf(row);
    return form && Number(stamp[1]) > revisionOf(form) && isQuiet(row);
  };
  const differs = (container, stamps, name) => {
    const rows = [...container.children].filter((row) => !row.querySelector(":scope > .gone"));
    if (rows.length !== stamps.length) return true;
    return stamps.some((stamp, place) => {
      const row = rows[place];
      if (row.id !== `${name}-${stamp[0]}`) return true;
      const nested = row.querySelector(":scope > [data-rows]");
      return isOlder(row, stamp) || (nested && stamp[2] && differs(nested, stamp[2], "references"));
    });
  };
  const changed = (told) => {
    const parts = Object.entries(told.parts).filter(([part, number]) => {
      const form = document.getElementById(`part-${part}`)?.querySelector("form");
      return form && number > revisionOf(form) && isQuiet(form.parentElement);
    });
    const lists = Object.entries(told.rows).filter(([part, stamps]) => {
      const container = document.getElementById(`rows-${part}`);
      return container && differs(container, stamps, part);
    });
    return [...parts, ...lists].map(([part]) => part);
  };
  let isSyncing = false;
  const sync = async () => {
    if (!root.dataset.part || isSyncing) return;
    isSyncing = true;
    try {
      const told = JSON.parse(document.getElementById("room-rows").textContent);
      for (const part of changed(told)) await fetchPart(part);
    } catch { /* the next change brings it again */ } finally { isSyncing = false; }
  };
  root.addEventListener("live:changed", (event) => { if (event.detail.ids.includes("room-rows")) sync(); });
  document.body.addEventListener("saved", live.hurry);
  document.addEventListener("focusout", () => setTimeout(sync, 300));

  // The paper beside the desk shows what has just come into it.
  const preview = document.getElementById("preview");
  const passages = () => [...preview.querySelectorAll("p, li, td")].map((one) => one.textContent);
  let before = new Set(passages());
  const mark = () => {
    const fresh = [...preview.querySelectorAll("p, li, td")].filter((one) => before.size && !before.has(one.textContent));
    before = new Set(passages());
    fresh.forEach((one) => one.classList.add("fresh"));
    const beside = preview.closest(".beside");
    if (fresh.length && !hasFocus(beside) && getComputedStyle(beside).position === "sticky") {
      beside.scrollTop += fresh[0].getBoundingClientRect().top - beside.getBoundingClientRect().top - beside.clientHeight / 2;
    }
  };
  root.addEventListener("live:changed", (event) => { if (event.detail.ids.includes("preview")) mark(); });
  document.addEventListener("htmx:afterSwap", (event) => { if (event.target === preview) mark(); });

  const go = (at) => {
    location.hash = at;
    document.getElementById(at)?.querySelector("input:not([type=hidden]), select, textarea")?.focus({ preventScroll: true });
  };

  // Buttons of the room, and of a row: move, take away.
  const isButton = (form) => "room" in form.dataset || Boolean(form.closest(".part-row .row-tools"));
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !root.contains(form) || !isButton(form)) return;
    event.preventDefault();
    const part = form.closest("[data-rows]:not([data-rows=references])")?.dataset.rows;
    try {
      const { status, told } = await post(form.action, bodyOf(form, event.submitter));
      if (status === 401) login(told);
      else if (status !== 200) say("bad", told.message || words.failed);
      else {
        if (form.dataset.told) say("good", form.dataset.told);
        const opened = form.closest("details");
        if (opened) opened.open = false;
        if (form.contains(document.activeElement)) document.activeElement.blur();
        if (part) await fetchPart(part);
        live.hurry();
        if (told.at && !told.at.startsWith("room-") && !part) { await fetchPart(told.at.split("-")[0]); go(told.at); }
      }
    } catch { say("bad", words.failed); }
    release(form);
  });

  // Two people on one form are told so before they collide.
  const placeOf = () => document.activeElement?.closest?.(".part-row[id], #room-said")?.id || "";
  let place = "";
  let timer;
  const show = (others) => {
    document.querySelectorAll(".presence-note").forEach((one) => one.remove());
    others.forEach(({ name, place: at }) => {
      const row = document.getElementById(at);
      if (!row) return;
      const note = element("p", "presence-note", `${name} ${root.dataset.writing}`);
      const head = row.querySelector(":scope > .row-head, :scope > header");
      if (head) head.after(note); else row.prepend(note);
    });
  };
  const tellPlace = async () => {
    clearTimeout(timer);
    let others = [];
    if (document.visibilityState === "visible") {
      try {
        const { status, told } = await post(root.dataset.presence, new URLSearchParams({ place }));
        if (status === 200) { others = told.others; show(others); }
      } catch { /* offline: nobody can be told */ }
    }
    clearTimeout(timer);
    timer = setTimeout(tellPlace, others.length ? PRESENCE_WITH_OTHERS : PRESENCE_ALONE);
  };
  if (root.dataset.presence) {
    document.addEventListener("focusin", () => {
      if (placeOf() === place) return;
      place = placeOf();
      tellPlace();
    });
    tellPlace();
  }

  return { root, post, bodyOf, release, say, login, fetchPart, go, refresh: async () => live.hurry(), sync };
})();
