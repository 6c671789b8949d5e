// Builds elements. Data becomes text nodes only: nothing here or elsewhere parses markup.

export const byId = (id) => document.getElementById(id);

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, handler] of Object.entries(value)) node.addEventListener(event, handler);
    else if (name === "data") for (const [key, v] of Object.entries(value)) { if (v !== undefined && v !== null) node.dataset[key] = v; }
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

// Characters that reorder or hide the text around them are shown by number instead of obeyed.
const hidden = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFEFF]/;

function plain(text) {
  return text.split(new RegExp(`(${hidden.source})`)).filter(Boolean).map((part) =>
    hidden.test(part)
      ? el("span", { class: "hidden-char", title: "A character that changes how text is shown" },
          "U+" + part.codePointAt(0).toString(16).toUpperCase().padStart(4, "0"))
      : part);
}

// `code` and line breaks (by CSS: pre-wrap) are the only markup.
export function rich(text) {
  return text.split(/(`[^`\n]+`)/).filter(Boolean).flatMap((part) =>
    part.length > 2 && part.startsWith("`") && part.endsWith("`") ? [el("code", {}, ...plain(part.slice(1, -1)))] : plain(part));
}

// Text of unknown direction, kept from turning its neighbours around.
export const isolated = (tag, className, text) => el(tag, { class: className, dir: "auto" }, ...rich(text));

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
