"use strict";

// A summary is looked at whenever whoever writes it pauses: the form goes to this desk, which keeps nothing of it, and
// what it would meet comes back in place of what stood there. One question at a time; the last one counts.

const form = document.querySelector("form[data-weighed]");
if (form) {
  const PAUSE = 900;
  let timer = 0;
  let asking = false;
  let again = false;

  // What is ticked beside the form belongs to it, and is heard here too.
  for (const kind of ["input", "change"]) {
    addEventListener(kind, (event) => {
      if (event.target.form === form) later();
    });
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(weigh, PAUSE);
  }

  function weigh() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    const request = new XMLHttpRequest();
    request.open("POST", form.dataset.weighed);
    request.responseType = "document";
    request.addEventListener("loadend", () => {
      asking = false;
      show(request);
      if (again) later();
      again = false;
    });
    request.send(new URLSearchParams(new FormData(form)));
  }

  function show(request) {
    const come = request.status === 200 ? request.response?.querySelector("#gate") : null;
    const here = document.querySelector("#gate");
    if (come && here) {
      const at = here.contains(document.activeElement) ? document.activeElement.value : null;
      here.replaceWith(document.importNode(come, true));
      if (at) document.querySelector(`#gate input[value="${CSS.escape(at)}"]`)?.focus();
    }
    // Locked, or at an end: another page came instead.
    else if (request.status === 200) location.reload();
  }
}
