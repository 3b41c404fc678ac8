// The page of an article: words marked in the text become the place of a fact; forms come up beside the text.
(() => {
  "use strict";
  const text = document.getElementById("facts-text");
  const form = document.getElementById("add");
  const dialog = document.getElementById("add-dialog");

  // Offsets in the database count characters; a browser counts UTF-16 units.
  const characters = (words) => Array.from(words).length;

  // How far into a bit of the text a point of a selection lies. What acts unseen is spelled out, and is one character.
  const within = (bit, node, offset, end) => {
    if (!bit.contains(node)) return end ? length(bit) : 0;
    if ("spelled" in bit.dataset) return end ? 1 : 0;
    return node.nodeType === Node.TEXT_NODE ? characters(node.data.slice(0, offset)) : offset ? length(bit) : 0;
  };
  const length = (bit) => ("spelled" in bit.dataset ? 1 : characters(bit.textContent));

  const markedPlace = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return null;
    const bits = [...text.querySelectorAll("[data-at]")].filter((bit) => range.intersectsNode(bit));
    if (!bits.length) return null;
    const first = bits[0], last = bits[bits.length - 1];
    const start = Number(first.dataset.at) + within(first, range.startContainer, range.startOffset, false);
    const end = Number(last.dataset.at) + within(last, range.endContainer, range.endOffset, true);
    return start < end ? { start, end, words: selection.toString().trim() } : null;
  };

  const takePlace = () => {
    const place = markedPlace();
    if (!place || form.elements.start.value === String(place.start) && form.elements.end.value === String(place.end)) return;
    form.elements.start.value = place.start;
    form.elements.end.value = place.end;
    form.elements.words.value = place.words.replace(/\s*\n\s*/g, " ");
    form.elements.number.value = "";
    form.classList.add("marked");
    const told = document.getElementById("add-told");
    told.textContent = `${told.dataset.words} ${place.words}`;
  };

  const offerNames = (scope) => {
    let waiting = 0;
    scope.addEventListener("input", (event) => {
      const list = event.target.list;
      const typed = event.target.value.trim();
      if (!list || !list.dataset.more || !typed) return;
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        try {
          const answer = await fetch(`${list.dataset.more}?term=${encodeURIComponent(typed)}`, { headers: { accept: "application/json" } });
          if (!answer.ok) return;
          const { results } = await answer.json();
          const known = new Set([...list.options].filter((option) => !("offered" in option.dataset)).map((option) => option.value));
          list.querySelectorAll("[data-offered]").forEach((option) => option.remove());
          for (const result of results.filter((one) => !known.has(one.text))) {
            const option = document.createElement("option");
            option.value = result.text;
            option.label = result.note ? `${result.text} · ${result.note}` : result.text;
            option.dataset.offered = "";
            list.append(option);
          }
        } catch { /* The names of the article are offered all the same. */ }
      }, 200);
    });
  };

  const showForm = async (kind) => {
    const asked = new URLSearchParams(new FormData(form));
    asked.set("kind", kind);
    const address = `${form.getAttribute("action")}?${asked}`;
    try {
      const answer = await fetch(`${address}&part=1`);
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      dialog.innerHTML = await answer.text();
    } catch {
      window.location.assign(address);
      return;
    }
    dialog.showModal();
    const field = dialog.querySelector("input:not([type=hidden]), select, textarea");
    if (field) field.focus();
  };

  if (text && form && dialog) {
    document.addEventListener("selectionchange", takePlace);
    // Words written by hand are looked for in the text: a place marked before no longer counts.
    form.elements.words.addEventListener("input", () => {
      form.elements.start.value = form.elements.end.value = "";
      form.classList.remove("marked");
    });
    // Browsers begin no selection within a link: while the mouse is down, it is none.
    text.addEventListener("mousedown", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || event.button) return;
      const address = link.getAttribute("href");
      link.removeAttribute("href");
      document.addEventListener("mouseup", () => link.setAttribute("href", address), { once: true });
    });
    // A link in the text is not followed by marking words in it.
    text.addEventListener("click", (event) => {
      if (event.target.closest("a") && !document.getSelection().isCollapsed) event.preventDefault();
    });
    form.addEventListener("submit", (event) => {
      if (!event.submitter || !event.submitter.value) return;
      event.preventDefault();
      showForm(event.submitter.value);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target.closest("[data-close]")) {
        event.preventDefault();
        dialog.close();
      }
    });
  }
  offerNames(document);
})();
