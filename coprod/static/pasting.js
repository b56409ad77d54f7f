/* Rows of a spreadsheet, pasted into a ledger of calculators.js: headings find their columns, a
   merged cell counts for each of its rows, one undo takes everything back, and what was left out
   is said. What the cells mean is read by the server. */
"use strict";

(function pasting() {
  const sheet = document.getElementById("sheet");
  if (!sheet) return;

  const MOST_LINES = 500;
  const YES = ["1", "yes", "true", "y", "x", "✓", "✔", "☑", "да", "иә", "ja", "oui", "истина",
    "ақиқат", "wahr", "vrai"];
  const NO = ["", "0", "no", "false", "n", "–", "—", "-", "☐", "нет", "жоқ", "nein", "non", "ложь",
    "жалған", "falsch", "faux"];
  /* How a row begins that adds up others; with a type or status of its own it is none. */
  const SUM =
    /^(grand total|sub-?total|totals?|sous-total|zwischensumme|summe|gesamt\p{L}*|insgesamt|итого|всего|подытог|промежуточный итог|барлығы|жиыны|жалпы)(?!\p{L})/iu;
  const NUMBER = ".is-amount, .is-number, .is-percent";
  const words = document.currentScript.dataset;
  const cellsOf = (row) => [...row.querySelectorAll("td input:not([type=hidden]), td select")];
  const folded = (text) => text.trim().toLowerCase().replace(/\s+/g, " ");
  const told = (sentence, what) => sentence.replace(/\{\w+\}/, () => what);
  const isList = (cell) => cell.tagName === "SELECT" || cell.type === "checkbox";
  let undo = null;

  sheet.addEventListener(
    "paste",
    (event) => {
      const start = event.target.closest("table.sheet input, table.sheet select");
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!start || start.readOnly) return;
      if (!/[\t\n]/.test(text.trimEnd()) && !(isList(start) && text.trim())) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const html = event.clipboardData.getData("text/html");
      paste(start, linesOf(text), mergedIn(html));
    },
    { capture: true },
  );

  function paste(start, lines, merged) {
    const left = [];
    let row = start.closest("tr");
    const first = cellsOf(row).indexOf(start);
    let columns = null;
    if (lines.length > 1) columns = headedBy(lines[0], row.closest("table"), first);
    const heads = columns ? lines.shift() : [];
    if (columns) merged.shift();
    undo = [];
    let count = 0;
    let hasNames = false;
    for (const [number, line] of lines.entries()) {
      if (!row || number === MOST_LINES) {
        left.unshift(told(words.rows, lines.length - number));
        break;
      }
      const cells = cellsOf(row);
      const at = (across) => cells[columns ? columns[across] : first + across];
      const filled = line.map((value, across) => [value.trim(), at(across)]);
      const named = filled.filter(
        ([value, cell]) => value && cell && !cell.closest(`${NUMBER}, .is-currency`),
      );
      if (count && hasNames && isSum(filled, named)) {
        left.push(named.length ? `“${named[0][0]}”` : told(words.row, line.join(" ").trim()));
        continue;
      }
      if (line.some((value) => value.trim())) count += 1;
      /* The whole row: a currency that stood beside its amount gets a cell of its own. */
      for (const cell of cells) {
        undo.push([cell, cell.type === "checkbox" ? cell.checked : cell.value]);
      }
      hasNames ||= named.length > 0;
      line.forEach((value, across) => {
        const cell = at(across);
        if (!cell || cell.readOnly) {
          if (value.trim() && value.trim() !== cell?.value) {
            left.push(told(words.column, heads[across]?.trim() || across + 1));
          }
          return;
        }
        const isShared = !value.trim() && cell.closest(".is-currency, .is-country, .is-place");
        const meant = isShared ? (merged[number]?.[across] ?? value) : value;
        if (!fill(cell, meant.replace(/\s+/g, " ").trim())) left.push(`“${value.trim()}”`);
      });
      row.classList.remove("is-empty");
      /* The ledger gives the row its key, and an empty row below it. */
      cells[0].dispatchEvent(new Event("input", { bubbles: true }));
      row = row.nextElementSibling;
    }
    tell(start, count, columns ? [words.heading, ...left] : left);
  }

  /* “Итого”, or nothing but figures below rows that have names. */
  function isSum(filled, named) {
    const hasFigure = filled.some(([value, cell]) => /\d/.test(value) && cell?.closest(NUMBER));
    const isChosen = named.some(([, cell]) => cell.closest(".is-choice"));
    return hasFigure && !isChosen && (!named.length || SUM.test(named[0][0]));
  }

  /* Rows and cells; a cell in quotes may hold tabs, lines and doubled quotes. */
  function linesOf(text) {
    const lines = [[]];
    const cells = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/y;
    const clean = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "");
    while (cells.lastIndex <= clean.length) {
      const found = cells.exec(clean);
      if (!found) break;
      lines.at(-1).push(found[1]?.replaceAll('""', '"') ?? found[2]);
      if (found[3] === "\n") lines.push([]);
      if (!found[3]) break;
    }
    return lines;
  }

  /* What stands in merged cells, at each place that they cover but the first. */
  function mergedIn(html) {
    const found = [];
    const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
    [...(table?.rows ?? [])].forEach((row, down) => {
      found[down] ??= [];
      let across = 0;
      for (const cell of row.cells) {
        while (across in found[down]) across += 1;
        for (let below = 0; below < Math.min(cell.rowSpan, MOST_LINES); below += 1) {
          found[down + below] ??= [];
          for (let beside = 0; beside < Math.min(cell.colSpan, 100); beside += 1) {
            const isBelow = below > 0 && beside === 0;
            found[down + below][across + beside] = isBelow ? cell.textContent : undefined;
          }
        }
        across += cell.colSpan;
      }
    });
    return found;
  }

  /* The column of each pasted one, where the first line is a heading; else null. */
  function headedBy(line, table, first) {
    const heads = [...table.tHead.rows[0].cells];
    const named = heads.map((head) => (head.dataset.names ?? "").split("|").map(folded));
    const places = line.map((text) =>
      text.trim() ? named.findIndex((names) => names.includes(folded(text))) : -1,
    );
    const known = places.filter((place) => place >= 0);
    const isSure = known.length > 1 || (known.length && !/\d/.test(line.join("")));
    if (line.length > 1 ? !isSure : known[0] !== first) return null;
    /* Two columns of one name stand for themselves; an unknown one does so among known ones. */
    if (new Set(known).size < known.length) return line.map((_text, across) => first + across);
    const isStraight = places.every((place, across) => place < 0 || place === first + across);
    const last = places.findLastIndex((place) => place >= 0);
    return places.map((place, across) =>
      place < 0 && isStraight && across < last ? first + across : place,
    );
  }

  /* 300 000,00 and 12,5 with a point; what could also be thousands, such as 1,250, stays. */
  function pointed(text) {
    const found =
      /^(-?)(\d+|[1-9]\d{0,2}([\s.])\d{3}(?:\3\d{3})*),(\d{1,2}|\d{4,})$/.exec(text) ??
      /^(-?)(0)(),(\d+)$/.exec(text);
    return found ? `${found[1]}${found[2].replace(/\D/g, "")}.${found[4]}` : text;
  }

  /* Whether the cell could take the text. */
  function fill(cell, text) {
    const wanted = folded(text);
    if (cell.type === "checkbox") {
      if (!YES.includes(wanted) && !NO.includes(wanted)) return false;
      cell.checked = YES.includes(wanted);
    } else if (cell.tagName === "SELECT") {
      const means = (option) => [option.value, folded(option.text)].includes(wanted);
      const known = [...cell.options].find(means);
      if (!known && text) cell.add(new Option(text, text));
      cell.value = known ? known.value : text;
    } else {
      cell.value = cell.inputMode === "decimal" ? pointed(text) : text;
    }
    return true;
  }

  /* One undo takes the whole paste back, until something else is typed. */
  sheet.addEventListener("keydown", (event) => {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.code === "KeyZ";
    if (!isUndo || !undo) return;
    event.preventDefault();
    for (const [cell, before] of undo) {
      if (cell.type === "checkbox") cell.checked = before;
      else cell.value = before;
    }
    const [cell] = undo.find(([one]) => one.isConnected) ?? [];
    undo = null;
    note(cell)?.remove();
    cell?.dispatchEvent(new Event("input", { bubbles: true }));
  });
  sheet.addEventListener("input", (event) => {
    if (event.isTrusted) undo = null;
  });

  const note = (cell) => cell?.closest("fieldset").querySelector(".paste-note");

  function tell(start, count, left) {
    const said = note(start) ?? document.createElement("p");
    said.className = "help paste-note no-print";
    said.setAttribute("role", "status");
    start.closest("fieldset").querySelector(".scroll").after(said);
    const found = [...new Set(left)].join(", ");
    said.textContent = told(words.pasted, count);
    if (found) said.textContent += ` ${told(words.left, found)}`;
  }
})();
