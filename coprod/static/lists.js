/* Lists without a page load. Every list works without this file. */
"use strict";

/* Filters left empty stay out of the address. */
document.addEventListener("htmx:configRequest", (event) => {
  const parameters = event.detail.parameters;
  for (const name of Object.keys(parameters)) {
    const values = [].concat(parameters[name]).filter((value) => value !== "");
    if (values.length) parameters[name] = values;
    else delete parameters[name];
  }
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-list]")) return;
  for (const field of event.target.elements) {
    if (field.name && field.value === "") field.disabled = true;
  }
});
