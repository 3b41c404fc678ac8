"use strict";
/* How far a run is, asked for every few seconds. When it begins and at its end the page is loaded again, with its report. */

(() => {
  const root = document.getElementById("run-standing");
  if (!root || !root.dataset.progress) return;
  const words = document.getElementById("run-words");
  const bar = document.getElementById("run-share");
  const live = document.getElementById("run-live");
  const nobody = document.getElementById("run-no-worker");
  const EVERY = 2000;
  const SLOWER = 10000;
  let said = "";

  /* What is read aloud changes with the status and with each tenth, not with every item. */
  function announce(progress) {
    const now = `${progress.status} ${Math.floor((progress.share || 0) / 10)}`;
    if (said && now !== said) live.textContent = progress.words;
    said = now;
  }

  function show(progress) {
    words.textContent = progress.words;
    if (progress.share === null) bar.removeAttribute("value");
    else bar.value = progress.share;
    nobody.hidden = !progress.nobody_works;
    announce(progress);
  }

  async function ask() {
    let wait = EVERY;
    try {
      const response = await fetch(root.dataset.progress, { credentials: "same-origin", headers: { Accept: "application/json" } });
      if (!response.ok || response.redirected) throw new Error(String(response.status));
      const progress = await response.json();
      // The fields below tell the status too.
      if (progress.ended || progress.status !== root.dataset.status) {
        location.reload();
        return;
      }
      show(progress);
    } catch {
      words.textContent = root.dataset.unreached;
      wait = SLOWER;
    }
    setTimeout(ask, document.hidden ? SLOWER : wait);
  }

  setTimeout(ask, EVERY);
})();
