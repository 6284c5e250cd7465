// Scrolls the pane around [data-in-view] so that it can be seen, and leaves the page where it is.
(() => {
  const wanted = document.querySelector("[data-in-view]");
  const pane = wanted?.closest("[tabindex]");
  if (!pane || pane.scrollHeight <= pane.clientHeight) return;
  pane.scrollTop += wanted.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
})();
