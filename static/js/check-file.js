// The check page: the file is hashed in this browser and compared, it does not leave the machine. Where the browser
// cannot (no secure origin, a file too big for memory) the form is sent and the server compares.
(() => {
  "use strict";
  const zone = document.querySelector("[data-check-file]");
  const registered = document.getElementById("registered-files");
  if (!zone || !registered) return;
  const { words, element } = page;
  const input = zone.querySelector("input[type=file]");
  const result = zone.querySelector("[data-result]");
  const form = zone.closest("form");
  const known = JSON.parse(registered.textContent);
  const canHash = Boolean(window.crypto && window.crypto.subtle);
  result.setAttribute("role", "status");

  const say = (kind, text) => {
    result.className = `notice ${kind}`;
    result.replaceChildren(element("div", "", text));
  };

  const hashOf = async (file) => {
    const digest = await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const check = async (file) => {
    if (!canHash) { form.requestSubmit(); return; }
    say("info", words.checking);
    let hash;
    try { hash = await hashOf(file); } catch { form.submit(); return; }
    const match = known.find((row) => row.sha256 === hash);
    if (match) say("good", `${words.matches} ${match.name}`);
    else say("bad", `${words.differs} ${file.name}`);
  };

  input.addEventListener("change", () => input.files.length && check(input.files[0]));
  form.addEventListener("submit", (event) => {
    if (!canHash || !input.files.length) return;
    event.preventDefault();
    check(input.files[0]);
  });
  ["dragover", "dragleave", "drop"].forEach((name) => zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.toggle("over", name === "dragover");
    if (name !== "drop" || !event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    check(event.dataTransfer.files[0]);
  }));
})();
