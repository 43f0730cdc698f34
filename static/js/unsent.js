// What was typed into a form that saves itself and never reached the server, on whatever page one comes back to: where it
// belongs, and its text as long as it is kept. It goes by itself once it is saved, in this tab or in another.
(() => {
  "use strict";
  const { words, element, notice, withdraw, ask } = page;
  const KEY = "unsent-drafts";
  const here = new Set([...document.querySelectorAll("form[data-autosave]")].map((form) => form.getAttribute("action") || location.pathname));
  const lines = new Map();

  const gone = (action) => {
    lines.get(action)?.remove();
    lines.delete(action);
    if (!lines.size) withdraw(KEY);
  };

  const line = ({ action, values, page: place, title }) => {
    const made = element("li", "", "");
    const link = element("a", "", title || words.open);
    link.href = place || "/";
    const folded = element("details", "", "");
    const texts = Object.values(values).flat().filter(Boolean);
    const drop = element("button", "btn-link", words.drop);
    drop.type = "button";
    drop.addEventListener("click", async () => {
      if (!(await ask(words.dropAsk))) return;
      drafts.erase(action);
      gone(action);
    });
    folded.append(element("summary", "", words.show), ...texts.map((text) => element("div", "prewrap", text)), drop);
    made.append(link, folded);
    return made;
  };

  drafts.unsent().filter((one) => !here.has(one.action)).forEach((one) => lines.set(one.action, line(one)));
  if (!lines.size) return;
  const list = element("ul", "", "");
  list.append(...lines.values());
  notice(KEY, "warn", words.unsentDrafts).append(list);
  window.addEventListener("storage", (event) => {
    [...lines.keys()].filter((action) => event.key === drafts.key(action) && !event.newValue).forEach(gone);
  });
})();
