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
