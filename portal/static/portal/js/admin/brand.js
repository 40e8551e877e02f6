/* The brand in the settings: a colour picker beside each field of digits, and the preview of what they make. */
const COLOUR = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i;
const WAIT = 200; // milliseconds after the last change

const fields = [...document.querySelectorAll("input[data-colour]")];
const frame = document.querySelector("[data-brand-preview]");
let timer;

/** The colour as a picker wants it, or nothing. */
function whole(typed) {
  const digits = typed.trim().match(COLOUR)?.[1].toLowerCase();
  if (!digits) return "";
  return `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits}`;
}

function show() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const query = new URLSearchParams(fields.map((field) => [field.name, field.value.trim()]));
    frame?.contentWindow.location.replace(`${frame.dataset.brandPreview}?${query}`);
  }, WAIT);
}

for (const field of fields) {
  const picker = document.createElement("input");
  picker.type = "color";
  picker.className = "colour-picker";
  picker.setAttribute("aria-labelledby", field.labels[0]?.id ?? "");
  const follow = () => {
    picker.value = whole(field.value) || "#ffffff";
    picker.classList.toggle("empty", !whole(field.value));
  };
  field.addEventListener("input", () => {
    follow();
    show();
  });
  picker.addEventListener("input", () => {
    field.value = picker.value;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    follow();
    show();
  });
  follow();
  field.before(picker);
}
