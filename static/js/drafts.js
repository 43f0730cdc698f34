// What was typed and not yet saved, kept in this browser per person and form until the server has it.
const drafts = (() => {
  "use strict";
  const DAYS_KEPT = 30;
  const user = document.body.dataset.user || "";

  // After signing out nothing may be written again, not even by a save that was under way.
  let isClosed = false;
  window.addEventListener("pageshow", () => { isClosed = false; });

  const key = (action) => `draft:${user}:${action}`;
  const own = () => Object.keys(localStorage).filter((name) => name.startsWith(key("")));

  const read = (action) => {
    try { return user ? JSON.parse(localStorage.getItem(key(action))) : null; } catch { return null; }
  };
  // Answers whether it is kept: storage may be full, or refused by the browser.
  const keep = (action, revision, values) => {
    try {
      if (!user || isClosed) return false;
      const place = { page: location.pathname + location.search, title: document.title.split(" · ")[0].trim() };
      localStorage.setItem(key(action), JSON.stringify({ revision, values, at: Date.now(), ...place }));
      return true;
    } catch { return false; }
  };
  const erase = (action) => {
    try { localStorage.removeItem(key(action)); } catch { /* nothing was kept */ }
  };
  const eraseAll = () => {
    isClosed = true;
    try { own().forEach((name) => localStorage.removeItem(name)); } catch { /* nothing was kept */ }
  };
  const eraseOld = () => {
    try {
      const oldest = Date.now() - DAYS_KEPT * 24 * 3600 * 1000;
      own().forEach((name) => {
        if (!(JSON.parse(localStorage.getItem(name))?.at > oldest)) localStorage.removeItem(name);
      });
    } catch { /* nothing was kept, or not by us */ }
  };

  // Of forms that save themselves: those that a button sends have no revision.
  const unsent = () => {
    try {
      return own().map((name) => name.slice(key("").length)).map((action) => ({ action, ...read(action) }))
        .filter((one) => user && one.values && one.revision && one.revision !== "sent");
    } catch { return []; }
  };

  if (user) eraseOld();
  return { key, read, keep, erase, eraseAll, unsent };
})();
