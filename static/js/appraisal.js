// A score sheet by keyboard: Enter in the score accepts it and goes on, = keeps the earlier score, ↑ ↓ move, N next sheet.
(() => {
  "use strict";
  const form = document.getElementById("score-form");
  const typing = "input, textarea, select, button, summary, a, [contenteditable]";
  const press = (id) => document.getElementById(id)?.click();

  document.addEventListener("keydown", (event) => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.isComposing);
    if (!isPlain || event.target.closest("dialog")) return;
    const isInField = event.target.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key === "ArrowDown" && !isInField) { event.preventDefault(); press("next-criterion"); }
    if (event.key === "ArrowUp" && !isInField) { event.preventDefault(); press("previous-criterion"); }
    if (event.key.toLowerCase() === "n" && !isInField) press("next-sheet");
    if (event.key === "=" && !isInField) takeBase(event);
    if (event.key === "Enter" && !event.target.matches(typing)) accept(event);
  });

  if (!form) return;
  const points = form.elements.points;
  const accepted = form.elements.accepted;

  // Autosave sends what differs from the page: this mark makes an unchanged score worth sending.
  const mark = () => { accepted.value = "1"; };
  const goOn = () => form.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true }));
  function accept(event) {
    event.preventDefault();
    mark();
    goOn();
  }
  function takeBase(event) {
    if (form.dataset.base === "") { event.preventDefault(); return; } // nothing to keep, and no sign for a figure
    points.value = form.dataset.base;
    if (form.elements.is_abstained) form.elements.is_abstained.checked = false;
    accept(event);
  }

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) mark();
    if (event.target !== points || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") accept(event);
    if (event.key === "=") takeBase(event);
  }, true);
  form.querySelector("[data-accept]")?.addEventListener("click", accept);
  form.querySelector("[data-take-base]")?.addEventListener("click", takeBase);
  form.addEventListener("input", (event) => { if (event.target !== accepted) mark(); });

  document.body.addEventListener("saved", (event) => {
    const here = document.querySelector(".score-desk .index a[aria-current] .points");
    if (!here || event.detail.action !== form.getAttribute("action")) return;
    here.textContent = points.value || "–";
  });
  points.focus();
  points.select();
})();
