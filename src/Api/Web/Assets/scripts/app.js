// Makes every page a little better; no page needs it.

// A second press on the same button while the first is on its way does nothing. The server would not do it twice either.
addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  event.submitter?.setAttribute("aria-busy", "true");
});

// Back from the next page: the form may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  }
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// Buttons for a little less and a little more, beside a list that is long.
for (const stepper of document.querySelectorAll("[data-stepper]")) {
  const list = stepper.querySelector("select");
  const buttons = stepper.querySelector("[hidden]");
  buttons.hidden = false;
  buttons.addEventListener("click", (event) => {
    const step = Number(event.target.closest("[data-step]")?.dataset.step ?? 0);
    list.selectedIndex = Math.min(Math.max(list.selectedIndex + step, 0), list.length - 1);
  });
}

// The list of what has to be put right is read out and shown first.
document.querySelector(".bh-errors")?.focus();
