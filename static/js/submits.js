// Sends a form marked [data-submits] as soon as a choice is made: a box, a list, an offered name.
// Empty fields, and lists left at their first choice, stay out of the address.
(() => {
  const isChosen = (field) =>
    field.matches("select, [type=checkbox], [type=radio]") ||
    [...(field.list?.options ?? [])].some((option) => option.value === field.value);

  document.addEventListener("change", (event) => {
    const form = event.target.form;
    // Without htmx the page would leave under the reader's hands.
    if (form?.matches("[data-submits]") && event.target.name && window.htmx && isChosen(event.target)) form.requestSubmit();
  });
  document.addEventListener("formdata", (event) => {
    if (!event.target.matches("[data-submits]")) return;
    for (const list of event.target.querySelectorAll("select")) {
      if (list.selectedIndex === 0) event.formData.delete(list.name);
    }
    for (const name of new Set(event.formData.keys())) {
      const values = event.formData.getAll(name).filter((value) => value !== "");
      event.formData.delete(name);
      for (const value of values) event.formData.append(name, value);
    }
  });
})();
