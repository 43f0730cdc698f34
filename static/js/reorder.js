// Rows that are put in order: dragged by their handle, moved by Alt and an arrow key or by a button. The whole order is
// sent with the order that was seen; when somebody else was faster the page shows theirs and says so.
(() => {
  "use strict";
  const { cookie, notice, withdraw, tell } = page;

  const setUp = (list) => {
    const rows = () => [...list.querySelectorAll(":scope > [data-row]")];
    const key = () => rows().map((row) => row.dataset.row).join("-");
    const find = (id) => list.querySelector(`:scope > [data-row="${id}"]`);
    let sending = Promise.resolve();

    const number = () => rows().forEach((row, place) => {
      row.querySelector("[data-place]").textContent = place + 1;
    });
    const arrange = (order) => {
      if (key() === order) return;
      order.split("-").filter(Boolean).forEach((id) => { const row = find(id); if (row) list.append(row); });
      number();
    };

    // Somebody added or took away a row: only a fresh page shows it, once nothing typed is left behind.
    const isSame = (order) => order.split("-").sort().join() === key().split("-").sort().join();

    const send = async (wanted) => {
      const body = new URLSearchParams({ ids: wanted, seen: list.dataset.order });
      const headers = { "X-CSRFToken": cookie("csrftoken"), Accept: "application/json", "X-Page": location.pathname };
      let answer;
      let told = {};
      try {
        answer = await fetch(list.dataset.reorder, { method: "POST", headers, body, credentials: "same-origin" });
        told = await answer.json();
      } catch {
        arrange(list.dataset.order);
        notice("order", "bad", list.dataset.failed);
        return;
      }
      if (told.login) { location.href = told.login; return; }
      if (told.order === undefined) { arrange(list.dataset.order); notice("order", "bad", list.dataset.failed); return; }
      if (!isSame(told.order)) { location.reload(); return; }
      list.dataset.order = told.order;
      arrange(told.order);
      if (answer.ok) withdraw("order");
      else notice("order", "bad", told.message);
      document.body.dispatchEvent(new CustomEvent("saved", { detail: {} }));
    };

    const keep = (row) => {
      number();
      const wanted = key();
      if (wanted === list.dataset.order) return;
      tell(`${list.dataset.moved} ${rows().indexOf(row) + 1}/${rows().length}`);
      sending = sending.then(() => send(wanted));
    };

    const step = (row, up) => {
      const other = up ? row.previousElementSibling : row.nextElementSibling;
      if (!other || !other.matches("[data-row]")) return;
      // The other one moves, so that this one keeps its focus.
      if (up) row.after(other); else row.before(other);
      keep(row);
    };

    list.addEventListener("keydown", (event) => {
      const handle = event.target.closest("[data-handle]");
      if (!handle || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
      event.preventDefault();
      step(handle.closest("[data-row]"), event.key === "ArrowUp");
    });
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (button) step(button.closest("[data-row]"), button.dataset.move === "up");
    });

    list.addEventListener("pointerdown", (event) => {
      const handle = event.target.closest("[data-handle]");
      if (!handle || event.button !== 0) return;
      const row = handle.closest("[data-row]");
      handle.setPointerCapture(event.pointerId);
      row.classList.add("moving");
      const over = (move) => {
        const below = rows().find((one) => {
          const box = one.getBoundingClientRect();
          return one !== row && move.clientY > box.top && move.clientY < box.bottom;
        });
        if (!below) return;
        const box = below.getBoundingClientRect();
        const all = rows();
        const from = all.indexOf(row);
        const to = all.indexOf(below);
        const middle = box.top + box.height / 2;
        // The others move round the dragged row: taken out of the page it would lose the pointer.
        if (to < from && move.clientY < middle) row.after(...all.slice(to, from));
        if (to > from && move.clientY > middle) row.before(...all.slice(from + 1, to + 1));
      };
      const end = () => {
        row.classList.remove("moving");
        handle.removeEventListener("pointermove", over);
        handle.removeEventListener("pointerup", end);
        handle.removeEventListener("pointercancel", end);
        keep(row);
      };
      handle.addEventListener("pointermove", over);
      handle.addEventListener("pointerup", end);
      handle.addEventListener("pointercancel", end);
    });
  };

  document.querySelectorAll("[data-reorder]").forEach(setUp);
})();
