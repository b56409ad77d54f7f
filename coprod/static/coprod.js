/* Conveniences only: every page works without this file. */
"use strict";

/* A line of tabs that is longer than the window begins where the reader is. */
for (const here of document.querySelectorAll(".deal-tabs [aria-current]")) {
  const line = here.closest("ul");
  line.scrollLeft = here.offsetLeft - line.offsetLeft - 32;
}

/* Browsers that cannot show the inside of a closed <details> get the filters opened for them on a
   wide screen, where the stylesheet of the others shows them anyway. */
(function openFiltersOnWideScreens() {
  if (CSS.supports("selector(::details-content)")) return;
  const wide = window.matchMedia("(min-width: 1000px)");
  const show = () => {
    for (const box of document.querySelectorAll(".rail-box")) box.open = wide.matches;
  };
  wide.addEventListener("change", show);
  show();
})();

/* A button that is pressed again while its answer is on the way acts once. The ledgers look after
   themselves. */
(function onceAtATime() {
  const free = (form) => form.removeAttribute("aria-busy");
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches("form[method=post]:not(#sheet)")) return;
    if (form.hasAttribute("aria-busy")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("aria-busy", "true");
    /* The line may have broken, or the answer may be a file. */
    setTimeout(free, 10000, form);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[aria-busy]")) free(form);
  });
})();

/* What was typed or ticked before the scripts came is told to them as soon as all of them listen. */
(function tellWhatWasTyped() {
  const isTouched = (field) => {
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
    if (!field.matches("select")) return field.value !== field.defaultValue;
    const options = [...field.options];
    return !(options.find((option) => option.defaultSelected) ?? options[0])?.selected;
  };
  const fields =
    "form[data-list] .rail-body :is(input, select), #sheet [hx-post] :is(input, select, textarea)";
  function tell() {
    const touched = [...document.querySelectorAll(fields)].filter(isTouched);
    for (const field of touched) field.dispatchEvent(new Event("input", { bubbles: true }));
    /* A list asks at each change: once is enough. */
    touched.at(-1)?.dispatchEvent(new Event("change", { bubbles: true }));
  }
  document.addEventListener("DOMContentLoaded", () => setTimeout(tell));
})();
