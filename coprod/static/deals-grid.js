/* More for the ledger of a deal: keys, copying and moving rows. It works on top of calculators.js;
   without it the buttons submit. */
"use strict";

(function grid() {
  const sheet = document.getElementById("sheet");
  if (!sheet) return;

  const LETTERS = "23456789abcdefghjkmnpqrstuvwxyz";
  const cellsOf = (row) => [...row.querySelectorAll("td input:not([type=hidden]), td select")];
  const recalculate = () =>
    sheet
      .querySelector("[hx-post]")
      ?.dispatchEvent(new Event("recalculate", { bubbles: false }));

  function newKey() {
    const numbers = crypto.getRandomValues(new Uint32Array(10));
    return [...numbers].map((number) => LETTERS[number % LETTERS.length]).join("");
  }

  function hiddenOf(row) {
    return row.querySelector("input[type=hidden]");
  }

  /* Every row has a key of its own, so that it is known again wherever it moves. */
  function giveKey(row) {
    if (!("keys" in sheet.dataset) || hiddenOf(row) || !cellsOf(row).length) return;
    const hidden = document.createElement("input");
    hidden.type = "hidden";
    hidden.name = cellsOf(row)[0].name.replace(/-[a-z_]+$/, "-rest");
    hidden.value = JSON.stringify({ key: newKey() });
    row.lastElementChild.prepend(hidden);
  }

  /* Names, labels and buttons follow the place of the row. */
  function renumber(body) {
    [...body.rows].forEach((row, place) => {
      for (const cell of cellsOf(row)) {
        const [table, , column] = cell.name.split("-");
        const name = `${table}-${place}-${column}`;
        if (cell.name === name) continue;
        cell.name = cell.id = name;
        const label = cell.getAttribute("aria-label") ?? "";
        cell.setAttribute("aria-label", label.replace(/\d+(?=\D*$)/, String(place + 1)));
      }
      const hidden = hiddenOf(row);
      if (hidden) hidden.name = hidden.name.replace(/-\d+-/, `-${place}-`);
      for (const button of row.querySelectorAll("button")) {
        button.value = button.value.replace(/\d+$/, String(place));
        const label = button.getAttribute("aria-label");
        button.setAttribute("aria-label", label.replace(/\d+/, String(place + 1)));
      }
    });
  }

  const watch = new MutationObserver((changes) => {
    for (const body of new Set(changes.map((change) => change.target))) renumber(body);
  });
  for (const table of sheet.querySelectorAll("table.sheet")) {
    watch.observe(table.tBodies[0], { childList: true });
  }

  const isBlank = (row) =>
    cellsOf(row).every((cell) => (cell.type === "checkbox" ? !cell.checked : !cell.value));

  function move(row, step) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other || isBlank(row) || isBlank(other)) return;
    /* The other row is moved, so that the focus stays where it is. */
    if (step < 0) row.after(other);
    else row.before(other);
    recalculate();
  }

  function freeName(name, body, column) {
    const taken = new Set(
      [...body.rows].map((row) => cellsOf(row)[column]?.value).filter(Boolean),
    );
    const start = name.replace(/ \d{1,4}$/, "");
    let number = 2;
    while (taken.has(`${start} ${number}`)) number += 1;
    return `${start} ${number}`;
  }

  function copy(row) {
    if (isBlank(row)) return;
    const twin = row.cloneNode(true);
    const hidden = hiddenOf(twin);
    if (hidden) {
      const { key, ...rest } = JSON.parse(hidden.value);
      if ("keys" in sheet.dataset) rest.key = newKey();
      hidden.value = JSON.stringify(rest);
    }
    cellsOf(twin).forEach((cell, place) => {
      const from = cellsOf(row)[place];
      if (cell.type === "checkbox") cell.checked = from.checked;
      else cell.value = from.value;
      cell.removeAttribute("aria-invalid");
      if (/-(id|code)$/.test(cell.name) && cell.value) {
        cell.value = freeName(cell.value, row.parentElement, place);
      }
    });
    row.after(twin);
    const first = cellsOf(twin)[0];
    first.focus();
    first.select?.();
    recalculate();
  }

  sheet.addEventListener("input", (event) => {
    const row = event.target.closest("table.sheet tbody tr");
    if (row) giveKey(row);
  });
  sheet.addEventListener("change", (event) => {
    const row = event.target.closest("table.sheet tbody tr");
    if (row) giveKey(row);
  });

  sheet.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-up], [data-down]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("tr");
    if ("copy" in button.dataset) copy(row);
    else move(row, "up" in button.dataset ? -1 : 1);
  });

  /* Alt with an arrow moves the row, Alt and Enter copies it. */
  sheet.addEventListener("keydown", (event) => {
    const row = event.target.closest("table.sheet tbody tr");
    if (!row || !event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const acts = {
      ArrowUp: () => move(row, -1),
      ArrowDown: () => move(row, 1),
      Enter: () => copy(row),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });
})();
