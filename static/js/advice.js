// Says while a statement is entered what saving it would say: [data-advice] holds the address that
// takes the form and answers with the office held then, warnings and likely duplicates. An office
// that fits alone is filled in; one that was filled in so gives way to the next.
(() => {
  const WAIT = 400;
  const place = document.querySelector("[data-advice]");
  if (!place) return;
  const form = place.closest("form");
  const { tenure } = form.elements;
  const $ = window.django.jQuery;
  const ASKED = ["csrfmiddlewaretoken", "person", "organization", "attribution", "said_on", "tenure", "text"];
  form.querySelector(".field-tenure")?.closest("[class*=field-row], .form-row")?.after(place);
  let timer, latest = 0, filled = "";

  const choose = (key, label) => {
    if (tenure.value === key) return;
    if (key && ![...tenure.options].some((option) => option.value === key)) {
      tenure.add(new Option(label, key));
    }
    tenure.value = key;
    $(tenure).trigger("change");
  };
  const fillIn = () => {
    const fits = place.querySelector("[data-fits]");
    if (tenure.value && tenure.value !== filled) return;
    filled = fits?.dataset.fits ?? "";
    choose(filled, fits?.dataset.label ?? "");
  };
  const ask = async () => {
    const number = ++latest;
    const asked = new FormData();
    for (const name of ASKED) asked.set(name, form.elements[name]?.value ?? "");
    const answer = await fetch(place.dataset.advice, { method: "POST", body: asked });
    if (!answer.ok || number !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.body.children);
    fillIn();
  };
  // Through jQuery, as the fields that look rows up tell of a choice through it alone.
  $(form).on("input change", ({ target }) => {
    if (!ASKED.includes(target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  place.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-office]");
    if (button) choose(button.dataset.office, button.dataset.label);
  });
})();
