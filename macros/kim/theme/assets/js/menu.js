// Close the menu or the list of languages with Escape and put the focus back on its button.
// Without this script they still open and close: they are <details>.
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector(".menu[open], .tongues[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
