// The projector's picture: full screen on a press (Esc leaves it), and the screen does not go to sleep.
(() => {
  "use strict";
  const button = document.querySelector("[data-full]");
  const root = document.documentElement;
  if (root.requestFullscreen) {
    button.hidden = false;
    button.addEventListener("click", () => root.requestFullscreen().catch(() => {}));
    document.addEventListener("fullscreenchange", () => {
      document.querySelector("[data-tools]").hidden = Boolean(document.fullscreenElement);
    });
  }
  const stayAwake = () => {
    if (!document.hidden && navigator.wakeLock) navigator.wakeLock.request("screen").catch(() => {});
  };
  document.addEventListener("visibilitychange", stayAwake);
  stayAwake();
})();
