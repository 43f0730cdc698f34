// Adding on the desk of a meeting without a reload. Contributions in two keys: Ctrl+I goes to the form, Ctrl+Enter notes what
// was typed and empties it; what could not be sent waits in this browser and is sent once, in order, when the line is back.
(() => {
  "use strict";
  if (!room) return;
  const { words, element } = page;
  const { root, post, bodyOf, release } = room;
  const FIRST_RETRY = 1000;
  const LAST_RETRY = 20000;

  const showErrors = (form, told) => {
    form.querySelectorAll(":scope > .notice.bad").forEach((one) => one.remove());
    form.querySelectorAll("[data-field]").forEach((box) => {
      const lines = (told.errors || {})[box.dataset.field] || [];
      const field = box.querySelector("[name]");
      const place = box.querySelector(".field-error");
      if (place) place.textContent = lines.join(" ");
      if (field) field.toggleAttribute("aria-invalid", false);
      if (field && lines.length) { field.setAttribute("aria-invalid", "true"); field.setAttribute("aria-describedby", place.id); }
    });
    const box = element("div", "notice bad", "");
    box.setAttribute("role", "alert");
    box.append(element("div", "", told.message || words.failed));
    if (told.message !== undefined) form.prepend(box);
    form.querySelector("[aria-invalid=true]")?.focus();
  };
  const clear = (form) => {
    form.reset();
    form.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
    form.querySelectorAll(".field-error").forEach((one) => { one.textContent = ""; });
    form.querySelectorAll(":scope > .notice.bad").forEach((one) => one.remove());
  };

  // The folded forms of each list.
  const partOf = (form) => {
    const part = form.getAttribute("action").match(/\/ghi\/([a-z]+)\/them\//)?.[1];
    return part === "references" ? form.closest("[data-rows]").dataset.rows : part;
  };
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || !root.contains(form) || !("keep" in form.dataset) || !partOf(form)) return;
    event.preventDefault();
    try {
      const { status, told } = await post(form.getAttribute("action"), bodyOf(form));
      if (status === 401) room.login(told);
      else if (status === 422) showErrors(form, told);
      else if (status !== 200) room.say("bad", told.message || words.failed);
      else {
        const part = partOf(form);
        drafts.erase(`${form.getAttribute("action")}#${form.elements.parent ? form.elements.parent.value : ""}`);
        clear(form);
        form.closest("details").open = false;
        if (document.getElementById(`rows-${part}`)) await room.fetchPart(part);
        room.refresh().catch(() => {});
        if (document.getElementById(told.at)) room.go(told.at);
        else form.closest("details").querySelector("summary").focus();
      }
    } catch { room.say("bad", words.failed); }
    release(form);
  });

  // A link to a folded form opens it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#add-']");
    const folded = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!folded) return;
    folded.open = true;
    setTimeout(() => folded.querySelector("input:not([type=hidden]), select, textarea")?.focus());
  });

  // Contributions
  const quick = document.getElementById("room-quick");
  if (!quick) return;
  const action = quick.getAttribute("action");
  const half = `${action}#quick`;
  const queueKey = `${action}#queue`;
  const status = document.getElementById("room-quick-state");
  const waiting = document.getElementById("room-waiting");

  const stored = () => (drafts.read(queueKey)?.values.queue || []).map((text) => JSON.parse(text));
  let spare = []; // where the browser keeps nothing
  const queue = () => (spare.length ? spare : stored());
  const keep = (items) => {
    if (!items.length) { drafts.erase(queueKey); spare = []; } else spare = drafts.keep(queueKey, "", { queue: items.map((one) => JSON.stringify(one)) }) ? [] : items;
    show();
  };
  const remove = (key) => keep(queue().filter((one) => one.key !== key));

  const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const typed = () => { const found = values.read(quick); delete found.client_key; return found; };
  const isEmpty = () => !["gist", "request", "answer"].some((name) => quick.elements[name].value.trim());
  const put = (found) => values.fields(quick).forEach((one) => { if (one.name in found) values.write(one, found[one.name]); });

  const unitOf = (found) => [...quick.elements.unit.options].find((one) => one.value && one.value === found.unit[0])?.text || found.speaker[0];
  const show = () => {
    const items = queue();
    waiting.hidden = !items.length;
    waiting.replaceChildren(...items.map((one) => {
      const line = element("li", "", "");
      line.append(element("span", one.refused ? "tag bad" : "tag warn", one.refused ? one.refused : root.dataset.waiting));
      line.append(` ${[unitOf(one.values), one.values.gist[0]].filter(Boolean).join(": ")} `);
      if (one.refused) {
        const back = element("button", "btn-link", words.open);
        back.type = "button";
        back.addEventListener("click", () => { if (isEmpty()) { put(one.values); remove(one.key); quick.elements.gist.focus(); } });
        line.append(back);
      }
      return line;
    }));
  };

  // Who has the floor stands in the form already.
  let prefilled = { unit: quick.elements.unit.value, name: quick.elements.speaker.value };
  const prefill = () => {
    const now = document.querySelector("#room-speakers .now");
    const { unit, speaker } = quick.elements;
    if (!isEmpty() || unit.value !== prefilled.unit || speaker.value !== prefilled.name) return;
    prefilled = { unit: now?.dataset.unit || "", name: now?.dataset.name || "" };
    unit.value = prefilled.unit;
    speaker.value = prefilled.name;
  };
  root.addEventListener("live:changed", prefill);

  let retry = FIRST_RETRY;
  let timer;
  let sending = null;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(flush, retry);
    retry = Math.min(retry * 2, LAST_RETRY);
  };
  const bodyFor = (one) => {
    const body = new URLSearchParams({ client_key: one.key });
    Object.entries(one.values).forEach(([name, texts]) => texts.forEach((text) => body.append(name, text)));
    return body;
  };
  const refuse = (one, told) => {
    const reason = [told.message, ...Object.values(told.errors || {}).flat()].filter(Boolean).join(" ") || words.refused;
    if (!isEmpty()) { keep(queue().map((other) => (other.key === one.key ? { ...other, refused: reason } : other))); return; }
    remove(one.key);
    put(one.values);
    showErrors(quick, told);
    status.textContent = `${root.dataset.returned} ${reason}`;
  };
  const sendAll = async () => {
    for (let one = queue().find((item) => !item.refused); one; one = queue().find((item) => !item.refused)) {
      let got;
      try { got = await post(action, bodyFor(one)); } catch { got = { status: 0 }; }
      if (got.status === 200) {
        remove(one.key);
        retry = FIRST_RETRY;
        status.textContent = root.dataset.noted;
        document.body.dispatchEvent(new CustomEvent("saved", { detail: { action } }));
        room.fetchPart("contributions").then(room.refresh).catch(() => {});
      } else if (got.status === 401) { room.login(got.told); later(); return; } else if (!got.status || got.status >= 500 || got.status === 408 || got.status === 429) {
        status.textContent = words.offline;
        later();
        return;
      } else refuse(one, got.told);
    }
  };
  const flush = () => {
    if (!sending) sending = sendAll().finally(() => { sending = null; });
    return sending;
  };

  const record = () => {
    if (!quick.elements.gist.value.trim()) {
      quick.elements.gist.setAttribute("aria-invalid", "true");
      quick.elements.gist.focus();
      return;
    }
    keep([...queue(), { key: key(), values: typed() }]);
    drafts.erase(half);
    clear(quick);
    ["unit", "speaker", "gist", "request", "answer"].forEach((name) => values.write(quick.elements[name], ""));
    prefilled = { unit: "", name: "" };
    prefill();
    status.textContent = "";
    focusForm();
    flush();
  };
  const focusForm = () => {
    quick.scrollIntoView({ block: "nearest" });
    (quick.elements.unit.value ? quick.elements.gist : quick.elements.unit).focus();
  };

  quick.addEventListener("input", () => {
    quick.elements.gist.removeAttribute("aria-invalid");
    drafts.keep(half, "", typed());
  });
  quick.querySelector("[type=submit]").addEventListener("click", (event) => { event.preventDefault(); record(); });
  quick.addEventListener("keydown", (event) => {
    const wants = (event.ctrlKey || event.metaKey) || event.target.tagName === "INPUT";
    if (event.key !== "Enter" || !wants || event.isComposing) return;
    event.preventDefault();
    record();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "i" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    focusForm();
  });
  window.addEventListener("online", () => { retry = FIRST_RETRY; flush(); });
  window.addEventListener("focus", () => { if (queue().length) flush(); });
  page.unfinished.push({
    isUnfinished: () => queue().length > 0,
    finish: async () => { await flush(); return !queue().length; },
  });

  const draft = drafts.read(half);
  if (draft) put(draft.values);
  show();
  if (queue().length) flush();
})();
