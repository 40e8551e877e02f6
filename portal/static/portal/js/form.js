/*
 * Makes a form kinder: it cannot be sent twice, and it says what is wrong when a
 * field is left. The form works in full without this file.
 */
const CHECK = { valueMissing: "missing", typeMismatch: "type", tooLong: "long", patternMismatch: "type" };

/** The words for a field that does not pass: its own (data-missing, data-type, data-long), else the browser's. */
function wordsFor(field) {
  const reason = Object.keys(CHECK).find((name) => field.validity[name]);
  return field.dataset[CHECK[reason]] || field.validationMessage;
}

function describe(field, id, add) {
  const ids = new Set((field.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
  if (add) {
    ids.add(id);
  } else {
    ids.delete(id);
  }
  field.setAttribute("aria-describedby", [...ids].join(" "));
}

/** Show or take away the error of one field. */
function check(field) {
  const row = field.closest(".fld, .tick");
  if (!row) {
    return;
  }
  const id = `${field.id}_error`;
  const valid = field.validity.valid;
  let words = row.querySelector(".error");
  row.classList.toggle("wrong", !valid);
  field.setAttribute("aria-invalid", String(!valid));
  describe(field, id, !valid);
  if (valid) {
    words?.remove();
    return;
  }
  if (!words) {
    words = document.createElement("span");
    words.className = "error";
    words.id = id;
    row.insertBefore(words, row.matches(".tick") ? null : field);
  }
  words.textContent = wordsFor(field);
}

function enhance(form) {
  let sent = false;
  // The browser's own bubbles would hide the words beside the fields.
  form.noValidate = true;

  form.addEventListener("focusout", ({ target }) => {
    if (target.matches("input, select, textarea") && (target.value || target.closest(".wrong"))) {
      check(target);
    }
  });

  form.addEventListener("change", ({ target }) => {
    if (target.closest(".wrong")) {
      check(target);
    }
  });

  form.addEventListener("submit", (event) => {
    const wrong = [...form.elements].filter((field) => field.willValidate && !field.validity.valid);
    wrong.forEach(check);
    if (sent || wrong.length) {
      event.preventDefault();
      wrong[0]?.focus();
      return;
    }
    sent = true;
    const button = event.submitter;
    if (button) {
      const label = button.querySelector("span") || button;
      button.dataset.ready = label.textContent;
      button.setAttribute("aria-disabled", "true");
      label.textContent = button.dataset.busy || label.textContent;
    }
  });

  // Back from the next page, the browser may show this one as it was left.
  addEventListener("pageshow", ({ persisted }) => {
    const button = form.querySelector("[aria-disabled]");
    if (persisted && button) {
      sent = false;
      button.removeAttribute("aria-disabled");
      (button.querySelector("span") || button).textContent = button.dataset.ready;
    }
  });
}

document.querySelectorAll("form[data-form]").forEach(enhance);
