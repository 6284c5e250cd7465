// After htmx has put in what was found: the number is said aloud, or focused where what had the
// focus is gone. What cannot be had in part is asked for whole.
(() => {
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "found") return;
    const total = document.querySelector("[data-total]");
    if (!total) return;
    if (document.activeElement && document.activeElement !== document.body) {
      document.querySelector("[data-said]").textContent = total.textContent;
    } else {
      total.focus({ preventScroll: true });
    }
  });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      if (event.detail.target?.id === "found") location.assign(event.detail.pathInfo.finalRequestPath);
    });
  }
})();
