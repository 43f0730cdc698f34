// Forms that a button sends (data-keep): what was typed stays in this browser until it is really sent. Before that the
// session is asked for, so that a lapsed one costs no word.
(() => {
  "use strict";
  const { words, element, notice } = page;
  const key = (form) => `${form.getAttribute("action") || location.pathname + location.search}#${form.elements.parent ? form.elements.parent.value : ""}`;
  const isBack = () => performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const isKept = (form) => "keep" in form.dataset;

  const restore = (form) => {
    const draft = drafts.read(key(form));
    if (!draft) return;
    if (draft.revision === "sent" && !isBack()) { drafts.erase(key(form)); return; }
    values.fields(form).forEach((one) => {
      if (one.type !== "hidden" && one.name in draft.values) values.write(one, draft.values[one.name]);
    });
    if (values.same(values.read(form), values.read(form, true))) return;
    const folded = form.closest("details");
    if (folded) folded.open = true;
    notice("restored", "info", words.restored);
  };

  const check = async (form) => {
    let answer;
    try {
      const headers = { Accept: "application/json", "X-Page": location.pathname + location.search };
      answer = await fetch(location.href, { headers, credentials: "same-origin", redirect: "manual" });
    } catch {
      notice("unsent", "bad", words.offline);
      return false;
    }
    if (answer.status === 401) {
      const link = element("a", "", words.signIn);
      link.href = (await answer.json()).login;
      notice("login", "bad", `${words.login} `).append(link);
      return false;
    }
    drafts.keep(key(form), "sent", values.read(form));
    return true;
  };

  const wire = (root) => root.querySelectorAll("form[data-keep]").forEach((form) => {
    if (form.dataset.keep === "wired") return;
    form.dataset.keep = "wired";
    restore(form);
    form.addEventListener("input", () => drafts.keep(key(form), "", values.read(form)));
  });
  wire(document);
  document.addEventListener("htmx:load", (event) => wire(event.detail.elt));
  page.checks.push({ applies: isKept, check });
})();
