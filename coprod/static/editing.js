"use strict";
// The boxes that choose by typing are named after what is chosen, which is nothing when they are
// empty: name them after the field they belong to. So is the first column of rows after the rows.
// Whoever leaves a form with something typed into it, to another language too, is asked first.
{
  const nameOf = (select) =>
    select.getAttribute("aria-label") || select.labels[0]?.textContent.trim().replace(/:$/, "");

  const nameParts = (box, name) => {
    for (const role of ["combobox", "textbox", "searchbox"]) {
      for (const part of box.querySelectorAll(`[role=${role}]`)) part.setAttribute("aria-label", name);
    }
  };

  // What is chosen from stands at the end of the page while its box is open.
  const nameOpened = (box, name) => {
    const owner = box.querySelector("[aria-owns]");
    if (owner) owner.setAttribute("aria-controls", owner.getAttribute("aria-owns"));
    for (const opened of document.querySelectorAll("body > .select2-container")) {
      opened.setAttribute("role", "region");
      opened.setAttribute("aria-label", name);
      nameParts(opened, name);
    }
  };

  const nameBoxes = () => {
    const boxes = document.querySelectorAll("select.admin-autocomplete + .select2-container");
    for (const box of boxes) {
      const name = nameOf(box.previousElementSibling) || "";
      nameParts(box, name);
      if (box.classList.contains("select2-container--open")) nameOpened(box, name);
    }
  };

  const nameRows = () => {
    for (const head of document.querySelectorAll(".inline-group th.original")) {
      const heading = head.closest(".inline-group").querySelector(".inline-heading");
      const name = document.createElement("span");
      name.className = "visually-hidden";
      name.textContent = heading?.textContent.trim() || "–";
      head.append(name);
    }
  };

  const isBox = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(".select2-container");

  document.addEventListener("DOMContentLoaded", nameRows);
  new MutationObserver((changes) => {
    if (changes.some((change) => [...change.addedNodes].some(isBox))) nameBoxes();
  }).observe(document.documentElement, { childList: true, subtree: true });

  // jQuery tells of what is chosen by typing to itself only: what stands in the form is compared.
  const guard = () => {
    const form = document.querySelector("#content-main form[id$='_form']");
    if (!form) return;
    const typed = () => new URLSearchParams(new FormData(form)).toString();
    // What came back with its faults is not stored either.
    const stored = form.querySelector(".errornote") ? null : typed();
    let isSubmitted = false;
    form.addEventListener("submit", () => (isSubmitted = true));
    window.addEventListener("pageshow", () => (isSubmitted = false));
    window.addEventListener("beforeunload", (event) => {
      if (!isSubmitted && typed() !== stored) event.preventDefault();
    });
  };
  window.addEventListener("load", guard);
}
