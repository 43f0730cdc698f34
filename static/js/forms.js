// Ordinary forms: one press is one send; a step that cannot be undone asks first; menus close.
(() => {
  "use strict";
  const asked = new WeakSet();

  const ask = (text) =>
    new Promise((answer) => {
      const dialog = document.getElementById("ask");
      if (!dialog || !dialog.showModal) return answer(window.confirm(text));
      dialog.querySelector("#ask-text").textContent = text;
      const end = (said) => {
        dialog.close();
        answer(said);
      };
      dialog.querySelector("[data-yes]").onclick = () => end(true);
      dialog.querySelector("[data-no]").onclick = () => end(false);
      dialog.oncancel = () => answer(false);
      dialog.showModal();
    });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    const text = (button && button.dataset.confirm) || form.dataset.confirm;
    if (text && !asked.has(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(text).then((said) => {
        if (!said) return;
        asked.add(form);
        form.requestSubmit(button || undefined);
        asked.delete(form);
      });
      return;
    }
    if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("hx-post") || "autosave" in form.dataset) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    setTimeout(() => form.querySelectorAll("button[type=submit], button:not([type])").forEach((one) => (one.disabled = true)));
  }, true);

  window.addEventListener("pageshow", () =>
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("button:disabled").forEach((one) => (one.disabled = false));
    }));

  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
})();
