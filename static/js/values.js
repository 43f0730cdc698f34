// The values of a form: {name: [text, …]}; `asServed` reads what the server had written into the page.
const values = (() => {
  "use strict";
  const OURS = ["csrfmiddlewaretoken", "revision"];
  const IGNORED = ["submit", "button", "reset", "image", "file", "password"];
  const isTicked = (one, asServed) => (asServed ? one.defaultChecked : one.checked);
  const chosen = (one, asServed) => {
    const options = [...one.options].filter((option) => (asServed ? option.defaultSelected : option.selected));
    if (!options.length && !one.multiple && one.options.length) return [one.options[0].value];
    return options.map((option) => option.value);
  };
  const valueOf = (one, asServed) => {
    if (one.type === "checkbox" || one.type === "radio") return isTicked(one, asServed) ? [one.value] : [];
    if (one.options) return chosen(one, asServed);
    return [asServed ? one.defaultValue : one.value];
  };
  const fields = (form) =>
    [...form.elements].filter((one) => one.name && !OURS.includes(one.name) && !IGNORED.includes(one.type) && one.tagName !== "FIELDSET");
  const read = (form, asServed = false) => {
    const values = {};
    fields(form).forEach((one) => { values[one.name] = [...(values[one.name] || []), ...valueOf(one, asServed)]; });
    return values;
  };
  const list = (value) => [].concat(value ?? "").map(String);
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const write = (one, value) => {
    if (one.type === "checkbox" || one.type === "radio") {
      one.checked = value === true || list(value).includes(one.value);
    } else if (one.options) {
      [...one.options].forEach((option) => { option.selected = list(value).includes(option.value); });
    } else {
      one.value = list(value)[0] ?? "";
    }
  };

  return { fields, valueOf, read, write, list, same };
})();
