// What every page does by scripts. Without them all pages work, with more clicks.
document.documentElement.classList.add("with-scripts");

// The worker has a page for when there is no network, and shows alerts. Only over https.
navigator.serviceWorker?.register(document.documentElement.dataset.worker).catch(() => {});

const isTyping = (target) =>
  target.isContentEditable ||
  (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== "checkbox");

// Dialogs are opened by buttons that name them.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    document.getElementById(opener.dataset.opens).showModal();
  }
  // A menu closes when something else is clicked.
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

// A second click, while the first one is under way, sends nothing twice. What was changed meanwhile
// is sent.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method !== "post") {
      return;
    }
    const fields = new URLSearchParams(new FormData(form, event.submitter)).toString();
    if (form.sent === fields && event.timeStamp - form.sentAt < 2000) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else {
      form.sent = fields;
      form.sentAt = event.timeStamp;
    }
  },
  true,
);

// What stands beside a button is copied by it.
document.addEventListener("click", async (event) => {
  const copier = event.target.closest("[data-copies]");
  if (copier) {
    await navigator.clipboard.writeText(copier.dataset.copies);
  }
});

// All rows of a list are ticked, or none.
document.addEventListener("click", (event) => {
  const all = event.target.closest("[data-ticks-all]");
  if (all) {
    const boxes = [...all.form.querySelectorAll("input[name=row]")];
    const tick = boxes.some((box) => !box.checked);
    for (const box of boxes) {
      box.checked = tick;
    }
  }
});

// Keys: ? for help, g and a letter for a page, / for the search, j and k for rows, x ticks one.
let goes = 0;
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
    return;
  }
  if (document.querySelector("dialog[open]")) {
    return;
  }
  // Keys by their place, so that they are the same with a Hebrew keyboard.
  const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) {
    document.getElementById("keys").showModal();
  } else if (letter === "g" && Date.now() - goes >= 1500) {
    goes = Date.now();
    return;
  } else if (Date.now() - goes < 1500) {
    document.querySelector(`nav a[data-key="${CSS.escape(letter)}"]`)?.click();
  } else if (event.code === "Slash") {
    const search = document.querySelector("input[type=search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  } else if (letter === "j" || letter === "k") {
    const rows = [...document.querySelectorAll("[data-row]")];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[letter === "j" ? at + 1 : Math.max(0, at - 1)];
    (row?.matches("a") ? row : row?.querySelector("a"))?.focus();
  } else if (letter === "x") {
    const row = document.activeElement?.closest("[data-row]");
    row?.querySelector("input[name=row]")?.click();
  }
  goes = 0;
});

// A form whose fields decide what is listed is sent when one of them is changed.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-sends-itself]");
  if (form) {
    form.requestSubmit();
  }
});

// A page that a script put in place of another one is announced by its heading.
document.addEventListener("htmx:afterSwap", (event) => {
  const main = document.getElementById("main");
  if (event.detail.target === main) {
    main.focus({ preventScroll: true });
  }
});
// Answers that are no success are shown, too.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status >= 400) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
