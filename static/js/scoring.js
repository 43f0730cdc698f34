// The scoring desk: points, formula and totals follow each save; ↑ ↓ change the step, G finds one; words are counted;
// going on stands where the work is.
// Nothing here writes into a field that a person types in.
(() => {
  "use strict";
  const one = (selector, root = document) => root.querySelector(selector);
  const put = (selector, text) => document.querySelectorAll(selector).forEach((place) => {
    if (place.textContent !== text) place.textContent = text;
  });

  // Copying a text that is meant to be pasted elsewhere
  document.querySelectorAll("[data-copy]").forEach((button) => button.addEventListener("click", async () => {
    const field = one(button.dataset.copy);
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
    one("span", button).textContent = button.dataset.copied;
  }));

  // How much of the room for words is used
  const dotted = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ".");
  document.querySelectorAll("[data-count-for]").forEach((place) => {
    const field = one(`[name="${place.dataset.countFor}"]`, place.closest("form"));
    const most = Number(field.dataset.count);
    const show = () => { place.textContent = `${dotted(field.value.length)} / ${dotted(most)} ${place.dataset.words}`; };
    field.addEventListener("input", show);
    show();
    field.closest("[data-field]").append(place);
  });

  // What a save has made of the criterion
  const told = (news) => {
    put("[data-points]", news.points);
    put("[data-formula]", news.formula);
    put("[data-step-points]", news.points);
    put("[data-total]", news.total);
    put("[data-assigned]", news.assigned);
    put("[data-lacking]", news.lacking);
    put("[data-done]", `${news.n_done}/${news.n_all}`);
    const bar = one("[data-bar]");
    if (bar) { bar.value = news.n_done; bar.max = news.n_all; }
    one("[data-mark]")?.classList.toggle("done", news.is_done);
    one("[data-lacks]")?.replaceChildren(...news.lacks.map((line) => page.element("li", "", line)));
    one("[data-marks]")?.replaceChildren(...news.tags.map(([look, words]) => page.element("span", `tag ${look}`, words)));
  };
  document.body.addEventListener("saved", (event) => {
    const form = one("form[data-scored]");
    if (form && event.detail.told && event.detail.action === form.getAttribute("action")) told(event.detail.told);
  });

  // Finding a step
  const find = one("#go-to");
  const list = one("#steps");
  if (!find || !list) return;
  const fold = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const lines = [...list.querySelectorAll("[data-step]")];
  const filter = () => {
    const wanted = fold(find.value.trim());
    lines.forEach((line) => { line.hidden = Boolean(wanted) && !fold(line.dataset.step).includes(wanted); });
    list.querySelectorAll("[data-group]").forEach((group) => { group.hidden = Boolean(wanted); });
  };
  const best = () => {
    const wanted = fold(find.value.trim());
    const exact = lines.find((line) => fold(line.dataset.step).split(" ")[0] === wanted);
    return exact || lines.find((line) => !line.hidden);
  };
  find.addEventListener("input", filter);
  find.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") { event.preventDefault(); one("a", best() || list)?.click(); }
    if (event.key === "Escape") { find.value = ""; filter(); find.blur(); }
  });

  // Keys outside fields
  const isTyping = (target) => target.closest("input, textarea, select, dialog[open], [contenteditable]");
  const keys = { ArrowUp: "#previous-step", ArrowDown: "#next-step" };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    if (event.key === "g" || event.key === "G") { event.preventDefault(); find.focus(); find.select(); return; }
    if (event.target.closest(".beside, details[open] > summary")) return;
    const step = keys[event.key] && one(keys[event.key]);
    if (step) { event.preventDefault(); step.click(); }
  });
  // The next step is where one goes on: after Ctrl+Enter in its first field, otherwise before it, keys at hand
  const STEP = "desk-step";
  const work = one("#buoc");
  let isWriting = false;
  document.addEventListener("keydown", (event) => { isWriting = event.key === "Enter" && (event.ctrlKey || event.metaKey); }, true);
  const leave = () => { try { sessionStorage.setItem(STEP, isWriting ? "field" : "work"); } catch { /* one Tab more */ } };
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".scoring-desk a[href^='?']")) leave();
  });
  document.addEventListener("submit", (event) => { if (event.submitter?.name === "tiep") leave(); });
  const arrive = () => {
    let how = "";
    try { how = sessionStorage.getItem(STEP) || ""; sessionStorage.removeItem(STEP); } catch { /* not known */ }
    const field = how === "field" && one("form[data-autosave] :is(input:not([type=hidden]), select, textarea):enabled", work);
    if (how) (field || work).focus({ preventScroll: !field });
  };
  arrive();
  const now = one("[aria-current]", list);
  if (now) list.scrollTop += now.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
})();
