// Letter keys for what carries data-key ("a", or "j n" for two): buttons are pressed, fields
// focused, details opened. Not while typing, and not with [data-keys] unchecked. A form on its way
// is not sent again: keys and buttons rest until the next page, or for PATIENCE where none comes.
(() => {
  const toggle = document.querySelector("[data-keys]");
  const KEPT = "on-record-keys";
  if (toggle) {
    toggle.checked = localStorage.getItem(KEPT) !== "off";
    toggle.addEventListener("change", () => localStorage.setItem(KEPT, toggle.checked ? "on" : "off"));
  }
  const isTyping = (element) =>
    element.matches("textarea, select, [contenteditable]") ||
    (element.matches("input") && !["radio", "checkbox", "submit"].includes(element.type));

  const PATIENCE = 8000;
  let isLeaving = false;
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (isLeaving) return event.preventDefault();
    isLeaving = true;
    setTimeout(() => (isLeaving = false), PATIENCE);
  });
  addEventListener("pageshow", () => (isLeaving = false));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && isTyping(event.target)) return event.target.blur();
    if ((toggle && !toggle.checked) || isTyping(event.target)) return;
    const wanted = [...document.querySelectorAll("[data-key]")].find((element) =>
      element.dataset.key.split(" ").includes(event.key));
    if (!wanted) return;
    event.preventDefault();
    if (isLeaving) return;
    if (wanted.matches("details")) wanted.open = !wanted.open;
    else if (wanted.matches("button")) wanted.click();
    else wanted.focus();
  });
})();
