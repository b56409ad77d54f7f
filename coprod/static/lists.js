/* Lists without a page load. Every list works without this file. */
"use strict";

(function lists() {
  const rail = () => document.querySelector("form[data-list]");
  const boxes = () => document.querySelectorAll("form[data-list] :is([type=search], [type=text])");
  const isOfTheRail = (event) => event.detail.elt.matches("form[data-list]");
  let again = 0;
  let sent = {};
  let kept = [];

  /* Filters left empty stay out of the address. */
  document.addEventListener("htmx:configRequest", (event) => {
    clearTimeout(again);
    const parameters = event.detail.parameters;
    for (const name of Object.keys(parameters)) {
      const values = [].concat(parameters[name]).filter((value) => value !== "");
      if (values.length) parameters[name] = values;
      else delete parameters[name];
    }
    sent = Object.fromEntries([...boxes()].map((box) => [box.id, box.value]));
  });
  function withoutEmpty(form) {
    for (const field of form.elements) {
      if (field.name && field.value === "") field.disabled = true;
    }
  }
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-list]")) withoutEmpty(event.target);
  });

  /* What is open stays open, and the focus inside it; whoever asks to be shown the list on a narrow
     screen sees it at once. */
  const folds = () => [...document.querySelectorAll("#list details[data-fold]")];
  const wide = window.matchMedia("(min-width: 1000px)");
  let wasOpen = new Map();
  let hadFocus = () => null;
  function asFound(element) {
    const { fold } = element.matches("summary") ? element.parentElement.dataset : {};
    if (fold) return () => folds().find((one) => one.dataset.fold === fold)?.firstElementChild;
    const { id } = element;
    return () => id && document.getElementById(id);
  }
  document.addEventListener("htmx:beforeSwap", () => {
    wasOpen = new Map(folds().map((one) => [one.dataset.fold, one.open]));
    hadFocus = asFound(document.activeElement);
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const one of folds()) one.open = wasOpen.get(one.dataset.fold) ?? one.open;
    if (document.activeElement === document.body) hadFocus()?.focus({ preventScroll: true });
    wasOpen.clear();
  });
  document.addEventListener("submit", (event) => {
    const box = event.target.querySelector(".rail-box");
    if (!box || wide.matches) return;
    /* The field in which Enter was pressed goes out of sight. */
    event.submitter?.focus({ preventScroll: true });
    box.open = false;
    event.submitter?.scrollIntoView();
  });

  /* What was typed after a filter was asked for stays in its box, with the caret. */
  document.addEventListener("htmx:beforeSwap", () => {
    kept = [...boxes()]
      .filter((box) => box.id in sent && box.value !== sent[box.id])
      .map((box) => [box.id, box.value, box.selectionStart, box.selectionEnd]);
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const [id, value, start, end] of kept) {
      const box = document.getElementById(id);
      if (!box) continue;
      box.value = value;
      if (box === document.activeElement) box.setSelectionRange(start, end);
    }
    kept = [];
  });

  /* Whoever goes back does not want the answer any more. */
  window.addEventListener(
    "popstate",
    () => {
      clearTimeout(again);
      if (rail()) htmx.trigger(rail(), "htmx:abort");
    },
    { capture: true },
  );

  /* Without an answer the boxes and the rows would say two things: the page is loaded as a whole,
     unless it is being left just now. */
  function load() {
    clearTimeout(again);
    again = setTimeout(() => {
      withoutEmpty(rail());
      rail().submit();
    }, 500);
  }
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(name, (event) => isOfTheRail(event) && load());
  }
})();
