"use strict";
/* The review queue beside its server: the next items are fetched while this one is looked at, answers are sent while the next are shown.
   Without this file every button and link works as a plain form or address. */

(() => {
  const root = document.getElementById("review");
  if (!root) return;
  const screen = document.getElementById("review-screen");
  const live = document.getElementById("review-live");
  const said = document.getElementById("review-said");
  const help = document.getElementById("review-help");
  const undoForm = document.getElementById("review-undo");
  const KEEP_EVERY = 4 * 60 * 1000;
  const JSON_TYPE = "application/json";

  const FEW = 2; // with fewer items ahead, fetching more comes before sending answers
  const AHEAD = 6;
  const UNSENT = 30; // with so many answers on their way, sending them comes first

  let current = screen.firstElementChild;
  let ahead = []; // items that are here already, the first one next; the last one may be the end of the queue
  let trail = []; // names of the items passed over
  const answers = []; // given and not yet sent, in order
  let working = null; // a promise while there is something to fetch or send
  let sending = false;
  let stuck = false; // fetching failed; tried again at the next key
  let wanted = false; // the next item is shown as soon as it is there
  let busy = false; // an item is being brought back
  const done = new WeakSet(); // items that are answered, or that need no answer any more

  const query = () => {
    const asked = new URLSearchParams(location.search);
    for (const name of ["after", "item", "from"]) asked.delete(name);
    return asked;
  };
  const itemOf = (node) => (node && node.dataset.item) || "";
  const token = () => undoForm.elements.csrfmiddlewaretoken.value;

  function say(words, shown) {
    live.textContent = words;
    said.textContent = words;
    said.hidden = !shown;
  }

  async function load(asked) {
    const all = query();
    for (const [name, value] of Object.entries(asked)) all.set(name, value);
    const response = await fetch(`${root.dataset.next}?${all}`, { credentials: "same-origin" });
    if (!response.ok || response.redirected) throw new Error(String(response.status));
    const template = document.createElement("template");
    template.innerHTML = await response.text();
    return [...document.importNode(template.content, true).children];
  }

  // One request after the other: two would only wait for each other at the database, and an answer may rest on the one before.
  function work() {
    working = working || workOff().finally(() => { working = null; });
    return working;
  }

  async function workOff() {
    await null;
    for (;;) {
      const last = ahead.length ? ahead[ahead.length - 1] : current;
      const more = itemOf(last) && !stuck;
      if (more && ahead.length < FEW && answers.length < UNSENT) await fetchBehind(last);
      else if (answers.length) await send(answers.shift());
      else if (more && ahead.length < AHEAD) await fetchBehind(last);
      else return;
    }
  }

  async function fetchBehind(last) {
    try {
      const number = Math.min(ahead.length + 2, AHEAD - ahead.length);
      ahead.push(...await load({ after: last.dataset.place, from: itemOf(last), number }));
    } catch {
      stuck = true;
    }
    if (wanted) goOn();
  }

  function show(node, words) {
    current = node;
    screen.replaceChildren(node);
    enable(node);
    const error = node.querySelector(".review-error");
    const fact = node.querySelector("mark.fact");
    const box = fact && fact.closest(".review-body");
    if (box) box.scrollTop = Math.max(0, fact.offsetTop - box.offsetTop - box.clientHeight / 3);
    window.scrollTo(0, 0);
    node.focus({ preventScroll: true });
    say(words || "", Boolean(words));
    if (error && !error.hidden) error.scrollIntoView({ block: "nearest" });
    const asked = query();
    if (itemOf(node)) asked.set("item", itemOf(node));
    history.replaceState(null, "", asked.size ? `?${asked}` : location.pathname);
  }

  function enable(node) {
    const edit = node.querySelector("[data-edit]");
    if (edit) edit.hidden = false;
  }

  function advance() {
    stuck = false;
    wanted = true;
    if (ahead.length) goOn();
    else say(root.dataset.loading, false);
    work();
  }

  function goOn() {
    wanted = false;
    const node = ahead.shift();
    if (!node) {
      say(root.dataset.notLoaded, true);
      return;
    }
    if (itemOf(current) && !done.has(current)) trail.push(itemOf(current));
    show(node, "");
  }

  // What could not be sent comes back as it was, the first one first; what was looked at by now comes after it.
  function putBack(nodes, words, field) {
    if (!done.has(current)) ahead.unshift(current);
    ahead.unshift(...nodes.slice(1));
    for (const node of nodes) {
      done.delete(node);
      const error = node.querySelector(".review-error");
      error.textContent = words;
      error.hidden = false;
    }
    wanted = false;
    show(nodes[0], ""); // the note is an alert by itself
    const wrong = field && nodes[0].querySelector(`[name="value-${field}"]`);
    if (wrong) {
      wrong.closest("label").append(nodes[0].querySelector(".review-error"));
      openPanel("edit");
      wrong.focus();
    }
  }

  async function post(address, body) {
    for (const name of [current, ...ahead, ...answers.map((one) => one.node)].map(itemOf)) if (name) body.append("ahead", name);
    const response = await fetch(address, { method: "POST", body, credentials: "same-origin", headers: { Accept: JSON_TYPE } });
    const kind = response.headers.get("content-type") || "";
    if (!kind.startsWith(JSON_TYPE)) throw new Error(String(response.status));
    return [response.status, await response.json()];
  }

  async function send({ node, body, moot }) {
    sending = true;
    try {
      const [status, told] = await post(node.querySelector("form").action, body);
      if (status === 400) putBack([node], told.message, told.field);
      else if (status === 409 && !moot) say(told.message, true);
      else live.textContent = told.message;
      passOver(told.settled);
    } catch {
      putBack([node, ...answers.splice(0).map((one) => one.node)], root.dataset.failed);
    } finally {
      sending = false;
    }
  }

  // What an answer settled beside its own item goes without a word, be it ahead or on the screen; unless somebody is writing there.
  function passOver(names) {
    const gone = (node) => names.includes(itemOf(node));
    ahead = ahead.filter((node) => !gone(node));
    for (const one of answers) one.moot = one.moot || gone(one.node);
    if (!gone(current) || done.has(current) || current.querySelector(".review-edit[open], .review-reject[open]")) return;
    done.add(current);
    advance();
  }

  function answer(kind) {
    if (busy || wanted || !itemOf(current)) return;
    const node = current;
    const form = node.querySelector("form");
    const button = form.querySelector(`button[name="answer"][value="${kind}"]`);
    if (!button) return;
    if (!done.has(node)) {
      const body = new FormData(form);
      body.set("answer", kind);
      node.querySelector(".review-error").hidden = true;
      done.add(node);
      answers.push({ node, body, moot: false });
    }
    advance();
  }

  function previous() {
    if (!busy && !wanted && trail.length) revisit(trail.pop(), "");
  }

  async function revisit(name, words) {
    busy = true;
    try {
      await work();
      const [node] = await load({ item: name });
      if (!done.has(current)) ahead.unshift(current);
      ahead = ahead.filter((one) => itemOf(one) !== itemOf(node));
      show(node, words);
    } catch {
      say(root.dataset.notLoaded, true);
    } finally {
      busy = false;
    }
  }

  async function undo() {
    if (busy || wanted) return;
    const unsent = answers.pop();
    if (unsent) {
      if (!done.has(current)) ahead.unshift(current);
      done.delete(unsent.node);
      show(unsent.node, root.dataset.unsent);
      return;
    }
    busy = true;
    try {
      await work();
      const [, { message, item, settled }] = await post(undoForm.action, new FormData(undoForm));
      say(message, true);
      passOver(settled);
      if (item) await revisit(item, message);
    } catch {
      say(root.dataset.notLoaded, true);
    } finally {
      busy = false;
    }
  }

  function leases(act, nodes) {
    const names = nodes.map(itemOf).filter(Boolean);
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token());
    body.set("do", act);
    for (const name of names) body.append("item", name);
    return names.length ? body : null;
  }

  function onward() {
    if (busy || wanted || !itemOf(current)) return;
    const body = leases("leave", [current]);
    advance();
    navigator.sendBeacon(root.dataset.leases, body);
  }

  function openPanel(name) {
    const panel = current.querySelector(`.review-${name}`);
    if (!panel) return;
    panel.open = true;
    const selector = name === "edit" ? "input:not([type=hidden]), textarea, select" : "input[type=radio]";
    const field = panel.querySelector(selector);
    if (field) field.focus();
    if (field && field.select && field.type !== "radio") field.select();
    panel.scrollIntoView({ block: "nearest" });
  }

  function reject() {
    const panel = current.querySelector(".review-reject");
    if (!panel) return;
    if (!panel.open) openPanel("reject");
    else answer("reject");
  }

  function chooseReason(number) {
    const panel = current.querySelector(".review-reject");
    const choice = panel && panel.open && panel.querySelectorAll("input[type=radio]")[number - 1];
    if (!choice) return false;
    choice.checked = true;
    answer("reject");
    return true;
  }

  const KEYS = {
    a: () => answer(current.dataset.finding ? "stand" : "accept"),
    r: reject,
    e: () => openPanel("edit"),
    s: () => answer("same"),
    d: () => answer("different"),
    u: undo,
    n: onward,
    p: previous,
    "?": () => help.showModal(),
  };

  function writing(target) {
    if (target.closest("textarea, select, [contenteditable]")) return true;
    return target.matches("input") && !["checkbox", "radio", "button", "submit"].includes(target.type);
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || help.open || !(event.target instanceof Element)) return;
    if (event.key === "Escape") {
      for (const panel of current.querySelectorAll(".review-reject[open], .review-edit[open]")) panel.open = false;
      current.focus({ preventScroll: true });
      return;
    }
    const entered = event.key === "Enter" && event.target.dataset && event.target.dataset.enter;
    if (entered && current.contains(event.target)) {
      event.preventDefault();
      answer(entered);
      return;
    }
    if (event.repeat || writing(event.target)) return;
    if (/^[1-9]$/.test(event.key) && chooseReason(Number(event.key))) {
      event.preventDefault();
      return;
    }
    const act = KEYS[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  screen.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (!button) return;
    if (button.hasAttribute("data-reject")) reject();
    else answer(button.value);
  });

  async function showCapture(link) {
    try {
      const response = await fetch(link.href, { credentials: "same-origin", headers: { Accept: JSON_TYPE } });
      if (!response.ok || response.redirected) throw new Error(String(response.status));
      const box = document.createElement("div");
      box.innerHTML = await response.text();
      box.setAttribute("role", "status");
      link.closest("p").replaceWith(box);
    } catch {
      say(root.dataset.notLoaded, true);
    }
  }

  screen.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("[data-onward], [data-previous], [data-capture], [data-edit]");
    if (!link) return;
    if (link.matches("[data-previous]") && !trail.length) return; // the address knows it
    event.preventDefault();
    if (link.matches("[data-onward]")) onward();
    else if (link.matches("[data-previous]")) previous();
    else if (link.matches("[data-edit]")) openPanel("edit");
    else showCapture(link);
  });

  undoForm.addEventListener("submit", (event) => {
    event.preventDefault();
    undo();
  });
  const helpButton = document.getElementById("review-help-button");
  helpButton.hidden = false;
  helpButton.addEventListener("click", () => help.showModal());

  setInterval(() => {
    const body = document.visibilityState === "visible" && leases("keep", [current, ...ahead, ...answers.map((one) => one.node)]);
    if (body) fetch(root.dataset.leases, { method: "POST", body, credentials: "same-origin" }).catch(() => {});
  }, KEEP_EVERY);

  window.addEventListener("beforeunload", (event) => {
    if (answers.length || sending) event.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    for (const { node, body } of answers) navigator.sendBeacon(node.querySelector("form").action, body);
    const body = leases("leave", [current, ...ahead]);
    if (body) navigator.sendBeacon(root.dataset.leases, body);
  });

  if (itemOf(current)) {
    show(current, "");
    work();
  }
})();
