// Fills an empty [data-from-fragment="text"] with what the address has after "#text=": it never
// leaves the browser until the form is sent.
(() => {
  for (const field of document.querySelectorAll("[data-from-fragment]")) {
    const given = new URLSearchParams(location.hash.slice(1)).get(field.dataset.fromFragment);
    if (given && !field.value) field.value = given;
  }
})();
