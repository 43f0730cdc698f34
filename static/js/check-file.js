// The check page: the file is hashed in this browser and compared; it never leaves the machine.
(() => {
  "use strict";
  const zone = document.querySelector("[data-check-file]");
  if (!zone) return;
  const input = zone.querySelector("input[type=file]");
  const result = zone.querySelector("[data-result]");
  const form = zone.closest("form");
  const known = JSON.parse(document.getElementById("registered-files").textContent);

  const say = (kind, text) => {
    result.className = `notice ${kind}`;
    result.textContent = text;
  };

  const check = async (file) => {
    if (!window.crypto || !window.crypto.subtle) {
      form.submit();
      return;
    }
    say("info", "Đang đối chiếu…");
    const digest = await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const match = known.find((row) => row.sha256 === hash);
    if (match) say("good", `Tệp “${file.name}” khớp với bản lưu trên hệ thống: ${match.name}.`);
    else say("bad", `Tệp “${file.name}” không khớp với tệp nào của văn bản này trên hệ thống.`);
  };

  input.addEventListener("change", () => input.files.length && check(input.files[0]));
  form.addEventListener("submit", (event) => {
    if (input.files.length && window.crypto && window.crypto.subtle) {
      event.preventDefault();
      check(input.files[0]);
    }
  });
  ["dragover", "dragleave", "drop"].forEach((name) => zone.addEventListener(name, (event) => {
    event.preventDefault();
    zone.classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      check(event.dataTransfer.files[0]);
    }
  }));
})();
