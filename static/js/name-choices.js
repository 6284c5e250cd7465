// Names the fields that look rows up for those who hear the page: select2 leaves them without a
// name while nothing is chosen. Each takes the label of the field it stands for.
(() => {
  const nameAll = () => {
    for (const field of document.querySelectorAll("select.select2-hidden-accessible")) {
      const label = field.labels[0]?.textContent.trim().replace(/[*:]$/, "") || field.name;
      const shown = field.nextElementSibling;
      for (const part of shown?.querySelectorAll("[role=combobox], [role=textbox], [role=searchbox], .select2-search__field") ?? []) {
        part.removeAttribute("aria-labelledby");
        part.setAttribute("aria-label", [label, part.title].filter(Boolean).join(": "));
      }
    }
  };
  // Choosing sets the shown text anew, and so its name.
  const later = () => setTimeout(nameAll);
  window.addEventListener("load", later);
  document.addEventListener("formset:added", later);
  window.addEventListener("load", () => window.django?.jQuery?.(document).on("change select2:close", later));
})();
