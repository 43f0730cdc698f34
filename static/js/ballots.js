// The ballot paper: how many more may be chosen, the choice once more, sending it. The receipt is drawn here. Until the server
// has answered, receipt and choice stay in this tab alone, so that a cut line sends the same vote again: it counts once.
(() => {
  "use strict";
  const root = document.getElementById("vote");
  const form = document.getElementById("vote-form");
  const words = root.dataset;
  const KEY = `vote:${words.ballot}:${document.body.dataset.user}`;
  const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  const WAITS = [1000, 2000, 4000, 8000];
  const GIVE_UP = 15000;
  const told = document.getElementById("vote-told");
  const part = (id) => document.getElementById(id);

  const say = (kind, text, link) => {
    told.replaceChildren();
    if (!text) return;
    const box = page.element("div", `notice ${kind}`, "");
    const body = page.element("div", "", `${text} `);
    if (link) body.append(link);
    box.append(body);
    told.append(box);
  };

  // Letters evenly: bytes beyond the last whole alphabet are drawn again.
  const draw = () => {
    let text = "";
    while (text.length < 32) {
      const byte = crypto.getRandomValues(new Uint8Array(1))[0];
      if (byte < 252) text += LETTERS[byte % 36];
    }
    return text;
  };

  const keep = (vote) => { try { sessionStorage.setItem(KEY, JSON.stringify(vote)); } catch { /* a tab that keeps nothing sends once */ } };
  const drop = () => { try { sessionStorage.removeItem(KEY); } catch { /* nothing was kept */ } };
  const kept = () => { try { return JSON.parse(sessionStorage.getItem(KEY) || "null"); } catch { return null; } };

  const show = (id) => {
    ["vote-choose", "vote-confirm", "vote-done", "vote-closed"].forEach((one) => { if (part(one)) part(one).hidden = one !== id; });
    part(id).focus();
    part(id).scrollIntoView({ block: "start" });
  };

  const done = (vote) => {
    drop();
    say("", "");
    if (form) form.reset();
    if (words.secret) part("vote-receipt").textContent = vote.receipt;
    show("vote-done");
  };

  // The server has refused for good: what is kept goes; whoever is not sure may ask the box. Until then nothing else is sent.
  const refused = (vote, text, wasResent) => {
    drop();
    if (part("vote-send")) part("vote-send").disabled = false;
    say("bad", wasResent && words.secret ? `${text} ${words.unsure}` : text);
    const field = part("receipt-check");
    if (wasResent && field) {
      field.value = vote.receipt;
      field.closest("details").open = true;
    }
    if (form) show("vote-choose");
  };

  const lapsed = (login) => {
    const link = page.element("a", "", words.signIn);
    link.href = login;
    say("warn", words.login, link);
  };

  let isSending = false;
  const send = async (vote, turn, wasResent) => {
    if (isSending) return;
    isSending = true;
    if (part("vote-send")) part("vote-send").disabled = true;
    if (!turn) say("info", words.sending);
    const body = new URLSearchParams({ step: "cast", receipt: vote.receipt });
    vote.marks.forEach((mark) => body.append("marks", mark));
    let status = 0;
    let answer = {};
    try {
      const reply = await fetch(words.here, {
        method: "POST", body, credentials: "same-origin", redirect: "manual", cache: "no-store",
        signal: AbortSignal.timeout ? AbortSignal.timeout(GIVE_UP) : undefined,
        headers: { Accept: "application/json", "X-CSRFToken": token(), "X-Page": location.pathname },
      });
      status = reply.status;
      answer = await reply.json().catch(() => ({}));
    } catch { /* the line is down: told below */ }
    isSending = false;
    if (status === 200 && answer.voted) done(vote);
    else if (status === 401) lapsed(answer.login);
    else if (status === 422 || status === 403 || status === 404) refused(vote, answer.message || page.words.failed, wasResent || turn > 0);
    else {
      say("warn", words.lost);
      setTimeout(() => send(vote, turn + 1, true), WAITS[Math.min(turn, WAITS.length - 1)]);
    }
  };
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || page.cookie("csrftoken");

  const copy = part("vote-copy");
  if (copy) copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(part("vote-receipt").textContent);
      part("vote-copied").textContent = words.copied;
    } catch {
      getSelection().selectAllChildren(part("vote-receipt"));
    }
  });

  const waiting = kept();
  if (waiting) send(waiting, 0, true);
  if (!form || part("vote-choose").hidden) return;

  // Choosing.
  const most = Number(words.most);
  const boxes = [...form.querySelectorAll(".vote-row input")];
  const chosen = () => boxes.filter((box) => box.checked && !("none" in box.dataset));
  const count = () => {
    if (most < 2) return;
    const left = most - chosen().length;
    boxes.forEach((box) => { if (!("own" in box.dataset)) box.disabled = left <= 0 && !box.checked; });
    part("vote-left").textContent = left > 0 ? `${words.left} ${left}` : words.full;
  };
  form.addEventListener("change", count);
  count();

  const ask = () => {
    const names = chosen().map((box) => box.dataset.name);
    const isBlank = !names.length && (most > 1 || boxes.some((box) => box.checked));
    if (!names.length && !(words.blank && isBlank)) { say("bad", words.need); return; }
    say("", "");
    part("vote-chosen").replaceChildren(...(names.length ? names : [words.none]).map((name) => page.element("li", "", name)));
    show("vote-confirm");
  };
  // Clicks, not submits: without scripts the same buttons send the form itself. Enter in the form is a click as well.
  part("vote-next").addEventListener("click", (event) => { event.preventDefault(); ask(); });
  part("vote-send").addEventListener("click", (event) => {
    event.preventDefault();
    const vote = { receipt: draw(), marks: chosen().map((box) => box.value) };
    keep(vote);
    send(vote, 0, false);
  });
  part("vote-back").addEventListener("click", (event) => { event.preventDefault(); show("vote-choose"); boxes.find((box) => !box.disabled)?.focus(); });
})();
