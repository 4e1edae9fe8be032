"use strict";

// What no form can do without a script: ask the browser for a passkey, and move a link's code out of the address.

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form);
  });
}

const code = document.querySelector("input[data-from-address]");
if (code) {
  useLink();
  addEventListener("hashchange", useLink); // a link that is opened where this page is open already loads nothing
}

function useLink() {
  if (location.hash.length < 2) return;
  code.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname + location.search);
  if (code.dataset.fromAddress === "at-once") code.form.requestSubmit();
}

async function ask(form) {
  const trouble = form.querySelector("[data-trouble]");
  const button = form.querySelector("button");
  trouble.hidden = true;
  button.disabled = true;
  try {
    form.elements.namedItem("response").value = JSON.stringify(await answered(form));
    form.submit();
  } catch {
    button.disabled = false;
    trouble.hidden = false;
    trouble.focus();
  }
}

async function answered(form) {
  const asked = JSON.parse(form.dataset.options);
  if (form.dataset.passkey === "create") {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked) });
}
