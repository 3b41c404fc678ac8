"use strict";
/* Tells what is too much before it is sent, and that something is being sent. Without this file the server says the same afterwards. */

(() => {
  const form = document.getElementById("upload-form");
  if (!form) return;
  const files = document.getElementById("upload-files");
  const error = document.getElementById("upload-error");
  const live = document.getElementById("upload-live");

  function tooMuch() {
    const chosen = [...files.files];
    if (chosen.length > Number(form.dataset.most)) return form.dataset.tooMany;
    const size = chosen.reduce((sum, file) => sum + file.size, 0);
    return size > Number(form.dataset.limit) ? form.dataset.tooLarge : "";
  }

  function tell() {
    error.textContent = tooMuch();
    error.hidden = !error.textContent;
    return error.hidden;
  }

  files.addEventListener("change", tell);
  form.addEventListener("submit", (event) => {
    if (!tell()) {
      event.preventDefault();
      return;
    }
    live.textContent = form.dataset.sending;
    form.querySelector("button").disabled = true;
  });
  // Back on this page by the browser's own button: it may be sent again.
  window.addEventListener("pageshow", () => {
    live.textContent = "";
    form.querySelector("button").disabled = false;
  });
})();
