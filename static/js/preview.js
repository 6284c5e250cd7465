// Shows what a form would give while it is filled in: [data-preview] names the element that is
// fetched anew with the form's values. Without this, its button does the same.
(() => {
  const WAIT = 500;
  for (const form of document.querySelectorAll("[data-preview]")) {
    let timer, latest = 0;
    const show = async () => {
      const number = ++latest;
      const values = new URLSearchParams(new FormData(form));
      values.delete("csrfmiddlewaretoken");
      const answer = await fetch(`${location.pathname}?${values}`);
      if (!answer.ok || number !== latest) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById(form.dataset.preview);
      if (now) document.getElementById(form.dataset.preview).replaceWith(now);
    };
    form.addEventListener("change", () => {
      clearTimeout(timer);
      timer = setTimeout(show, WAIT);
    });
  }
})();
