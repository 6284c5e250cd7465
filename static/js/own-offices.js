// Where an office is looked up, the speaker's own are offered: [data-offices-of] names the field of
// the speaker, whose value goes along with what is typed.
(() => {
  window.django?.jQuery?.ajaxPrefilter((options) => {
    if (typeof options.data !== "string") return;
    const name = new URLSearchParams(options.data).get("field_name");
    const field = document.querySelector(`select[data-offices-of][data-field-name="${CSS.escape(name ?? "")}"]`);
    const speaker = field?.form.elements[field.dataset.officesOf]?.value;
    if (speaker) options.data += `&person=${encodeURIComponent(speaker)}`;
  });
})();
