// Looks again every so many milliseconds while the page says [data-refresh], and puts the new
// state in its place; once the page says so no more, it is loaded as a whole.
(() => {
  const look = async () => {
    const place = document.querySelector("[data-refresh]");
    if (!place) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-refresh]");
      if (!now || !answer.ok) return location.reload();
      if (now.innerHTML !== place.innerHTML) place.innerHTML = now.innerHTML;
    } catch {
      // The site does not answer just now: the next look may find it.
    }
    setTimeout(look, Number(place.dataset.refresh));
  };
  setTimeout(look, Number(document.querySelector("[data-refresh]")?.dataset.refresh ?? 0));
})();
