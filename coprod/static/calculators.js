/* The ledger of a calculator as a spreadsheet: arrows, rows that come by themselves.
   Every calculator works without this file. */
"use strict";

(function ledger() {
  const sheet = document.getElementById("sheet");
  if (!sheet) return;

  const cellsOf = (row) => [...row.querySelectorAll("td input:not([type=hidden]), td select")];
  const rowsOf = (table) => [...table.tBodies[0].rows];
  const recalculate = () =>
    sheet
      .querySelector("[hx-post]")
      ?.dispatchEvent(new Event("recalculate", { bubbles: false }));

  function addRow(table) {
    const last = rowsOf(table).at(-1);
    const row = last.cloneNode(true);
    const old = Number(cellsOf(last)[0].name.split("-")[1]);
    row.className = "is-empty";
    row.querySelector("input[type=hidden]")?.remove();
    for (const cell of cellsOf(row)) {
      const [name, , column] = cell.name.split("-");
      cell.id = cell.name = `${name}-${old + 1}-${column}`;
      const label = cell.getAttribute("aria-label");
      cell.setAttribute("aria-label", label.replace(/\d+/g, String(old + 2)));
      cell.removeAttribute("aria-invalid");
      if (cell.type === "checkbox") cell.checked = false;
      else cell.value = "";
    }
    const remove = row.querySelector("[data-remove]");
    remove.value = remove.value.replace(/\d+$/, String(old + 1));
    remove.setAttribute(
      "aria-label",
      remove.getAttribute("aria-label").replace(/\d+/, String(old + 2)),
    );
    last.after(row);
    return row;
  }

  function place(cell) {
    const row = cell.closest("tr");
    const table = cell.closest("table.sheet");
    return { table, row: rowsOf(table).indexOf(row), column: cellsOf(row).indexOf(cell) };
  }

  function cellAt(table, row, column) {
    while (rowsOf(table).length <= row) addRow(table);
    return cellsOf(rowsOf(table)[row])[column];
  }

  /* A row that is being filled is followed by an empty one. */
  sheet.addEventListener("input", (event) => {
    const row = event.target.closest("table.sheet tbody tr");
    if (!row) return;
    row.classList.remove("is-empty");
    if (!row.nextElementSibling && !cellsOf(row)[0].readOnly) addRow(row.closest("table"));
  });

  sheet.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!cell.matches("table.sheet input") || event.isComposing) return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    /* The arrows choose among the names that are offered. */
    const hasChoice = cell.hasAttribute("list");
    const down = event.key === "Enter" || (event.key === "ArrowDown" && !hasChoice);
    const up = event.key === "ArrowUp" && !hasChoice;
    if (!down && !up) return;
    event.preventDefault();
    const { table, row, column } = place(cell);
    if (up && row === 0) return;
    const next = cellAt(table, row + (down ? 1 : -1), column);
    next.focus();
    if (next.select) next.select();
  });

  sheet.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-remove]");
    if (!button) return;
    event.preventDefault();
    if ("add" in button.dataset) {
      const table = button.closest("fieldset").querySelector("table.sheet");
      const first = addRow(table);
      cellsOf(first)[0].focus();
      return;
    }
    const row = button.closest("tr");
    const table = row.closest("table");
    const { length } = rowsOf(table);
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (length === 1) addRow(table);
    (next ?? rowsOf(table).at(-1)).querySelector("[data-remove]").focus();
    row.remove();
    recalculate();
  });

  const answer = document.getElementById("answer");
  const isOfTheSheet = (event) => event.detail.requestConfig?.target === answer;

  /* An answer speaks of what stood in the cells when it was asked for. */
  let typed = 0;
  let answered = -1;
  for (const name of ["input", "change", "recalculate"]) {
    sheet.addEventListener(name, () => (typed += 1), { capture: true });
  }
  sheet.addEventListener("htmx:configRequest", (event) => (event.detail.typed = typed), {
    capture: true,
  });

  /* Not into a cell that is being typed in: it follows when somebody leaves it. */
  function sayWhatIsMeant() {
    if (answered !== typed) return;
    for (const read of answer.querySelectorAll("[data-read]")) {
      const cell = document.getElementById(read.dataset.read);
      if (cell && cell !== document.activeElement) cell.value = read.value;
    }
  }
  sheet.addEventListener("focusout", () => setTimeout(sayWhatIsMeant));

  /* Another language waits for the answer: its page then holds what was typed last. */
  let language = null;
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".head-side a[hreflang]");
    if (!link || !typed || answered === typed || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    language = link;
    recalculate();
  });

  /* What a reader has opened in an answer of the same shape stays open, and in focus. */
  let opened = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!isOfTheSheet(event)) return;
    opened = [...answer.querySelectorAll("details")].map((one) => ({
      isOpen: one.open,
      hasFocus: one.firstElementChild === document.activeElement,
    }));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (!isOfTheSheet(event)) return;
    const now = [...answer.querySelectorAll("details")];
    if (now.length !== opened.length) return;
    now.forEach((one, place) => {
      one.open = opened[place].isOpen;
      if (opened[place].hasFocus) one.firstElementChild.focus({ preventScroll: true });
    });
  });

  /* After each answer: write into the cells what they mean, mark those at fault, and let the
     links carry the new address. */
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!isOfTheSheet(event)) return;
    answered = event.detail.requestConfig.typed;
    document.querySelector(".example-note")?.remove();
    for (const chosen of document.querySelectorAll(".examples [aria-current]")) {
      chosen.removeAttribute("aria-current");
    }
    const here = location.pathname + location.search;
    for (const link of document.querySelectorAll(".head-side a[hreflang]")) {
      link.search = new URLSearchParams({ next: here }).toString();
    }
    /* A row may have been moved since: the next answer knows its place. */
    if (answered !== typed) return;
    language?.click();
    language = null;
    sayWhatIsMeant();
    for (const cell of sheet.querySelectorAll("[aria-invalid]")) {
      cell.removeAttribute("aria-invalid");
    }
    for (const fault of answer.querySelectorAll("[data-cell]")) {
      document.getElementById(fault.dataset.cell)?.setAttribute("aria-invalid", "true");
    }
  });

  /* Without an answer the figures are older than the cells: it is said, and asked again. */
  const unanswered = document.getElementById("unanswered");
  if (!unanswered) return;
  let again = 0;
  const askAgain = () => {
    unanswered.textContent = unanswered.dataset.late;
    clearTimeout(again);
    again = setTimeout(recalculate, 3000);
  };
  const refuse = () => (unanswered.textContent = unanswered.dataset.refused);
  for (const name of ["htmx:sendError", "htmx:timeout"]) sheet.addEventListener(name, askAgain);
  sheet.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) askAgain();
    else refuse();
  });
  sheet.addEventListener("htmx:beforeRequest", () => clearTimeout(again));
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { isError, xhr } = event.detail;
    if (!isOfTheSheet(event) || isError) return;
    unanswered.textContent = "";
    /* Whoever was signed out in another window is sent to another page. */
    if (new URL(xhr.responseURL).pathname === new URL(sheet.action).pathname) return;
    event.detail.shouldSwap = false;
    refuse();
  });
})();
