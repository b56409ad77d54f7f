/* Whether the ledger of a deal is stored: said at every moment, sent again until it is answered, and
   asked about before it is left. Without this file the button submits. */
"use strict";

(function saving() {
  const sheet = document.getElementById("sheet");
  if (!sheet || !window.htmx) return;

  const live = sheet.querySelector("[hx-post]");
  const store = () => live.dispatchEvent(new Event("recalculate", { bubbles: false }));
  /* Typed since the last request; asked and not answered yet; answered otherwise than by storing. */
  let isTyped = false;
  let isAsked = false;
  let isRefused = false;
  /* A request whose answer never came, word by word: perhaps it was stored all the same. */
  let lost = null;
  let sent = null;
  /* The button that waits for an answer, and the page that is on its way. */
  let pressed = null;
  let isLeaving = false;
  let again = 0;

  const isUnsaved = () =>
    isTyped || isAsked || isRefused || lost || document.querySelector("#saved[data-unsaved]");

  function note(text, isWarning = true) {
    const saved = document.getElementById("saved");
    if (saved.textContent !== text) saved.textContent = text;
    saved.classList.toggle("is-warning", isWarning);
  }

  for (const name of ["input", "change", "recalculate"]) {
    const edited = () => {
      isTyped = true;
      if (!lost && !isRefused) note(sheet.dataset.saving, false);
    };
    sheet.addEventListener(name, edited, { capture: true });
  }

  live.addEventListener("htmx:configRequest", (event) => {
    if (isLeaving) {
      event.preventDefault();
      return;
    }
    /* First the same once more: only then the page stands for what is stored. */
    if (lost) {
      event.detail.parameters = lost.cells;
      event.detail.typed = lost.typed;
    } else {
      isTyped = false;
    }
    sent = { cells: new FormData(), typed: event.detail.typed };
    const { parameters } = event.detail;
    const cells = parameters instanceof FormData ? parameters : event.detail.formData;
    for (const [name, value] of cells) sent.cells.append(name, value);
    isAsked = true;
  });

  /* What could not be stored is never called saved. */
  function keepTrying() {
    isAsked = false;
    lost = sent;
    note(sheet.dataset.unanswered);
    clearTimeout(again);
    again = setTimeout(store, 3000);
  }

  function refuse(why) {
    isAsked = false;
    isRefused = true;
    lost = pressed = null;
    note(why || sheet.dataset.refused);
  }

  /* Why the sheet itself refuses, as the server says it; a page in place of it says something else. */
  function told(xhr) {
    const isTold = (xhr.getResponseHeader("Content-Type") || "").startsWith("text/plain");
    return isTold && sheet.dataset.closed.replace("{why}", xhr.responseText);
  }

  for (const name of ["htmx:sendError", "htmx:timeout"]) live.addEventListener(name, keepTrying);
  live.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) keepTrying();
    else refuse(told(event.detail.xhr));
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { isError, requestConfig, target, xhr } = event.detail;
    if (target.id !== "answer" || isError || requestConfig.elt !== live) return;
    /* Whoever was signed out in another window is sent to another page. */
    if (new URL(xhr.responseURL).pathname !== new URL(sheet.action).pathname) {
      event.detail.shouldSwap = false;
      refuse();
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.requestConfig?.elt !== live) return;
    clearTimeout(again);
    const wasLost = lost;
    isAsked = isRefused = false;
    lost = null;
    if (isTyped) {
      note(sheet.dataset.saving, false);
      if (wasLost) store();
    }
    if (pressed && !isTyped) press(pressed);
  });

  /* The answer may have brought the button anew, or have taken it away. */
  function press(act) {
    pressed = null;
    const button = [...sheet.elements].find((one) => one.name === "act" && one.value === act);
    if (button) sheet.requestSubmit(button);
  }

  /* The button stores at once and stays; another one submits the sheet as it is stored by then. */
  sheet.addEventListener("submit", (event) => {
    const button = event.submitter;
    const isSaving = !button || button.value === "save";
    if (!isSaving && !isAsked && !lost && !isLeaving) {
      isLeaving = true;
      setTimeout(stay, 15000);
      return;
    }
    event.preventDefault();
    if (isLeaving) return;
    if (isSaving) store();
    else pressed = button.value;
  });

  /* The page that was on its way did not come. */
  function stay() {
    isLeaving = false;
    if (isTyped) store();
  }
  window.addEventListener("pageshow", (event) => event.persisted && stay());

  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved() && !isLeaving) event.preventDefault();
  });
})();
