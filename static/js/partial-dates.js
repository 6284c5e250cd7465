// Shows a date back as it is understood while it is typed: [data-partial-date] holds the address
// that answers ?date=. Rows that are added to the page later are served too.
(() => {
  const WAIT = 250;
  const timers = new WeakMap();
  const answers = new WeakMap();

  const toldAt = (field) => {
    if (!answers.has(field)) {
      const told = document.createElement("output");
      told.className = "understood";
      told.id = `${field.id}_understood`;
      field.after(told);
      field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${told.id}`.trim());
      answers.set(field, told);
    }
    return answers.get(field);
  };
  const ask = async (field) => {
    const typed = field.value;
    const told = toldAt(field);
    let answer = { understood: "", error: "" };
    if (typed.trim()) {
      const response = await fetch(`${field.dataset.partialDate}?date=${encodeURIComponent(typed)}`);
      if (!response.ok || field.value !== typed) return;
      answer = await response.json();
    }
    told.textContent = answer.error || (answer.understood && `Understood: ${answer.understood}`);
    told.classList.toggle("is-wrong", Boolean(answer.error));
  };
  document.addEventListener("input", ({ target }) => {
    if (!target.matches("[data-partial-date]")) return;
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(ask, WAIT, target));
  });
})();
