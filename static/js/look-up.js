// Looks up while one types: [data-look-up] holds an address that answers ?find= with choices, a
// search field, and [data-found] where they go. What is chosen stays.
(() => {
  const WAIT = 200;
  for (const place of document.querySelectorAll("[data-look-up]")) {
    const field = place.querySelector("input[type=search]");
    const found = place.querySelector("[data-found]");
    let timer, latest = 0;
    const lookUp = async () => {
      const number = ++latest;
      const answer = await fetch(`${place.dataset.lookUp}?find=${encodeURIComponent(field.value)}`);
      if (!answer.ok || number !== latest) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const old of found.querySelectorAll("[data-offered]")) {
        if (!old.querySelector("input").checked) old.remove();
      }
      const known = new Set([...found.querySelectorAll("input")].map((input) => input.value));
      for (const choice of page.querySelectorAll(".choice")) {
        if (known.has(choice.querySelector("input").value)) continue;
        choice.dataset.offered = "";
        found.append(choice);
      }
    };
    field.addEventListener("input", () => {
      clearTimeout(timer);
      if (field.value.trim()) timer = setTimeout(lookUp, WAIT);
    });
    field.addEventListener("keydown", (event) => {
      // Enter takes the first that was found.
      if (event.key !== "Enter") return;
      event.preventDefault();
      found.querySelector("[data-offered] input")?.click();
    });
  }
})();
