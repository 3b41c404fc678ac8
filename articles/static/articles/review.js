"use strict";
/* The review queue beside its server: the next item is fetched while this one is looked at, answers are sent while the next is shown.
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

  let current = screen.firstElementChild;
  let upcoming = []; // items that are here already, the first one next
  let fetched = null; // a promise of the one behind them
  let trail = []; // names of the items looked at before
  let sending = Promise.resolve();
  let unsent = 0;
  let busy = false;

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
    return document.importNode(template.content.firstElementChild, true);
  }

  function prefetch() {
    const last = upcoming.length ? upcoming[upcoming.length - 1] : current;
    if (!itemOf(last)) return;
    fetched = load({ after: last.dataset.place, from: itemOf(last) });
    fetched.catch(() => {}); // told of when the item is wanted
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

  async function advance(words) {
    const former = current;
    if (itemOf(former)) trail.push(itemOf(former));
    if (upcoming.length) {
      show(upcoming.shift(), words);
      if (!upcoming.length) prefetch();
      return;
    }
    if (!fetched) prefetch();
    if (!fetched) return;
    busy = true;
    say(root.dataset.loading, false);
    try {
      let node;
      try {
        node = await fetched;
      } catch {
        node = await load({ after: former.dataset.place, from: itemOf(former) });
      }
      fetched = null;
      show(node, words);
      prefetch();
    } catch {
      trail.pop();
      fetched = null;
      show(former, root.dataset.notLoaded);
    } finally {
      busy = false;
    }
  }

  function putBack(node, words) {
    const error = node.querySelector(".review-error");
    error.textContent = words;
    error.hidden = false;
    trail = trail.filter((name) => name !== itemOf(node));
    if (node !== current) upcoming.unshift(current);
    show(node, ""); // the note is an alert by itself
  }

  async function send(node, body) {
    try {
      const response = await fetch(node.querySelector("form").action, {
        method: "POST", body, credentials: "same-origin", headers: { Accept: JSON_TYPE },
      });
      const kind = response.headers.get("content-type") || "";
      if (!kind.startsWith(JSON_TYPE)) throw new Error(String(response.status));
      const { message } = await response.json();
      if (response.status === 400) putBack(node, message);
      else say(message, response.status === 409);
    } catch {
      putBack(node, root.dataset.failed);
    } finally {
      unsent -= 1;
    }
  }

  function answer(kind) {
    if (busy || !itemOf(current)) return;
    const node = current;
    const form = node.querySelector("form");
    const button = form.querySelector(`button[name="answer"][value="${kind}"]`);
    if (!button) return;
    const body = new FormData(form);
    body.set("answer", kind);
    const error = node.querySelector(".review-error");
    error.hidden = true;
    unsent += 1;
    // One after the other: an answer may rest on the one before.
    const shown = advance("");
    sending = Promise.all([sending, shown]).then(() => send(node, body));
  }

  async function previous() {
    if (busy || !trail.length) return;
    await revisit(trail.pop(), "");
  }

  async function revisit(name, words) {
    busy = true;
    try {
      await sending;
      const node = await load({ item: name });
      if (itemOf(node) === itemOf(current)) show(node, words);
      else {
        upcoming.unshift(current);
        show(node, words);
      }
    } catch {
      say(root.dataset.notLoaded, true);
    } finally {
      busy = false;
    }
  }

  async function undo() {
    if (busy) return;
    busy = true;
    try {
      await sending;
      const response = await fetch(undoForm.action, {
        method: "POST", body: new FormData(undoForm), credentials: "same-origin", headers: { Accept: JSON_TYPE },
      });
      const { message, item } = await response.json();
      say(message, true);
      busy = false;
      if (item) {
        trail = trail.filter((name) => name !== item);
        await revisit(item, message);
      }
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
    if (busy || !itemOf(current)) return;
    const body = leases("leave", [current]);
    advance("");
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
    const body = document.visibilityState === "visible" && leases("keep", [current, ...upcoming]);
    if (body) fetch(root.dataset.leases, { method: "POST", body, credentials: "same-origin" }).catch(() => {});
  }, KEEP_EVERY);

  window.addEventListener("beforeunload", (event) => {
    if (unsent) event.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    const body = leases("leave", [current, ...upcoming]);
    if (!body) return;
    navigator.sendBeacon(root.dataset.leases, body);
    if (!fetched) return;
    fetched.then((node) => {
      const more = leases("leave", [node]); // nothing, where the queue ends
      if (more) navigator.sendBeacon(root.dataset.leases, more);
    }, () => {});
  });

  if (itemOf(current)) {
    show(current, "");
    prefetch();
  }
})();
