// Letters before they go: the button counts what is ticked. A text to paste elsewhere: one press copies it.
(() => {
  "use strict";
  const form = document.querySelector("[data-mail-choice]");
  if (form) {
    const ticks = [...form.querySelectorAll("[name=thu]")];
    const words = form.querySelector("[data-send-words]");
    const count = () => {
      const chosen = ticks.filter((tick) => tick.checked).length;
      words.textContent = words.dataset.one.replace("…", chosen);
      form.querySelectorAll("[type=submit]").forEach((button) => { button.disabled = !chosen; });
    };
    form.addEventListener("change", count);
    form.querySelectorAll("[data-tick]").forEach((button) => button.addEventListener("click", () => {
      ticks.forEach((tick) => { tick.checked = button.dataset.tick === "all"; });
      count();
    }));
    count();
  }
  document.querySelectorAll("[data-copy]").forEach((button) => button.addEventListener("click", async () => {
    const field = document.querySelector(button.dataset.copy);
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
    button.querySelector("span").textContent = button.dataset.copied;
    page.tell(button.dataset.copied);
  }));
})();
