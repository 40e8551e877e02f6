/*
 * Makes a form kinder: says what is wrong once a field is left, never while it is typed in, and takes it back as soon
 * as it is right; gathers above the form what stops it; sends it once, and says that it is on its way; asks about an
 * e-mail domain that is one slip away from a common one. The words are the server's, from the rows of the fields
 * (data-missing, data-invalid, data-typo), and the domains too. Without this file the server says the same.
 */
const ROW = ".fld, .tick";
const PATIENCE = 15_000; // milliseconds without an answer, after which the form may be sent again

// What moves the page waits until whoever is pressing has let go: else the press would land beside what it was meant for.
const ENDS = ["pointerup", "pointercancel"];
let pressed = false;
addEventListener("pointerdown", () => (pressed = true), true);
ENDS.forEach((name) => addEventListener(name, () => (pressed = false), true));

function whenReleased(act) {
  const later = () => setTimeout(act);
  if (!pressed) {
    later();
    return;
  }
  const waiting = new AbortController();
  const once = () => {
    waiting.abort();
    later();
  };
  ENDS.forEach((name) => addEventListener(name, once, { signal: waiting.signal }));
}

/** What is wrong with a field, in words; empty when nothing is. Never stricter than the server. */
function wrongWith(field) {
  const { missing, invalid } = field.closest(ROW).dataset;
  if (field.validity.valueMissing || (field.required && !field.value.trim())) {
    return missing || field.validationMessage;
  }
  // Some browsers know fewer e-mail addresses than there are: where the server gave a pattern, it alone decides.
  const isWrong = field.pattern ? field.validity.patternMismatch : !field.validity.valid;
  return isWrong ? invalid || field.validationMessage : "";
}

/** Show what is wrong with a field, or that nothing is any more. */
function show(field, words) {
  const row = field.closest(ROW);
  const id = `${field.id}_error`;
  const described = new Set((field.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
  let error = row.querySelector(".error");
  row.classList.toggle("wrong", words !== "");
  if (words) {
    if (!error) {
      error = document.createElement("span");
      error.className = "error";
      error.id = id;
      row.insertBefore(error, row.matches(".tick") ? null : field);
    }
    error.textContent = words;
    described.add(id);
    field.setAttribute("aria-invalid", "true");
  } else {
    error?.remove();
    described.delete(id);
    // Said, not taken away: without it a browser calls every required tick invalid that is still empty.
    field.setAttribute("aria-invalid", "false");
  }
  if (described.size) {
    field.setAttribute("aria-describedby", [...described].join(" "));
  } else {
    field.removeAttribute("aria-describedby");
  }
}

/** The summary above the form, as the server writes it: a link to each field, and the focus on it. */
function summarise(form, wrong) {
  const box = form.querySelector("[data-errors]");
  const lines = wrong.map((field) => {
    const line = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#${field.id}`;
    link.textContent = wrongWith(field);
    line.append(link);
    return line;
  });
  box.querySelector("ul").replaceChildren(...lines);
  box.hidden = false;
  box.focus();
  const mark = box.dataset.errors;
  document.title = document.title.startsWith(mark) ? document.title : `${mark} ${document.title}`;
}

/** Whether two words differ by one letter added, left out or changed, or by two letters that changed places. */
function isOneSlip(typed, meant) {
  const shorter = Math.min(typed.length, meant.length);
  let start = 0;
  let end = 0;
  while (start < shorter && typed[start] === meant[start]) {
    start += 1;
  }
  while (end < shorter - start && typed.at(-1 - end) === meant.at(-1 - end)) {
    end += 1;
  }
  const left = typed.slice(start, typed.length - end);
  const right = meant.slice(start, meant.length - end);
  return (left.length < 2 && right.length < 2) || (left.length === 2 && left === right[1] + right[0]);
}

/** The address that may have been meant; nothing where the one typed is as good as any. */
function meantBy(address, common) {
  const [, person, domain] = /^(.+)@(.+)$/.exec(address.trim()) || [];
  const typed = domain?.toLowerCase();
  const meant = typed && !common.includes(typed) && common.find((domain) => isOneSlip(typed, domain));
  return meant ? `${person}@${meant}` : "";
}

/** Asks whether a common e-mail domain was meant. Never put in without a press: the address may be right. */
function askAboutTypos(field) {
  const common = field.dataset.domains.split(" ");
  const place = document.createElement("p");
  place.setAttribute("role", "status");
  field.after(place);

  field.addEventListener("input", () => place.replaceChildren());

  function ask() {
    const meant = meantBy(field.value, common);
    if (!meant) {
      return;
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain";
    button.textContent = field.dataset.typo.replace("{address}", meant);
    button.addEventListener("click", () => {
      field.value = meant;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
    place.replaceChildren(button);
  }

  field.addEventListener("change", () => whenReleased(ask));
  // In a form that came back the server has asked: a press is better than words.
  const asked = field.form.querySelector("[data-suggestion]");
  if (asked) {
    asked.remove();
    ask();
  }
}

function enhance(form) {
  let sent; // the button that sent the form, until an answer comes
  const fields = [...form.elements].filter((field) => field.willValidate && field.closest(ROW));
  const status = document.createElement("p");
  status.className = "vh";
  status.setAttribute("role", "status");
  form.append(status);

  function rest() {
    if (sent) {
      clearTimeout(sent.timer);
      sent.button?.removeAttribute("aria-disabled");
      sent.label?.replaceChildren(sent.words);
      status.textContent = "";
      sent = undefined;
    }
  }

  form.addEventListener("focusout", ({ target }) => {
    whenReleased(() => {
      const isFilled = target.type === "checkbox" ? target.checked : target.value;
      const words = fields.includes(target) && isFilled && target !== document.activeElement && wrongWith(target);
      if (words) {
        show(target, words);
        status.textContent = words;
      }
    });
  });

  form.addEventListener("input", ({ target }) => {
    if (target.closest(".wrong") && !wrongWith(target)) {
      show(target, "");
      status.textContent = "";
    }
  });

  form.addEventListener("submit", (event) => {
    const wrong = fields.filter(wrongWith);
    if (sent || wrong.length) {
      event.preventDefault();
    }
    if (wrong.length) {
      fields.forEach((field) => show(field, wrongWith(field)));
      summarise(form, wrong);
    } else if (!sent) {
      const button = event.submitter;
      const label = button?.dataset.busy && (button.querySelector("span") || button);
      sent = { button, label, words: label?.textContent };
      button?.setAttribute("aria-disabled", "true");
      label?.replaceChildren(button.dataset.busy);
      status.textContent = button?.dataset.busy || "";
      sent.timer = setTimeout(rest, PATIENCE);
    }
  });

  // Back from the next page, the browser may show this one as it was left.
  addEventListener("pageshow", ({ persisted }) => persisted && rest());
  form.querySelector("[data-errors]:not([hidden])")?.focus();
}

document.querySelectorAll("form[data-form]").forEach(enhance);
document.querySelectorAll("input[data-typo]").forEach(askAboutTypos);
