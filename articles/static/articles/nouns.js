/* Names are offered while one types: by characters, pinyin or initials. Without script the fields work as they are. */
"use strict";

(() => {
  const PAUSE = 150;

  function offer(field, number) {
    const list = document.createElement("datalist");
    list.id = `offered-${number}`;
    field.after(list);
    field.setAttribute("list", list.id);
    field.autocomplete = "off";
    let waiting = 0;
    let asked = 0;
    field.addEventListener("input", () => {
      window.clearTimeout(waiting);
      const typed = field.value.trim();
      if (!typed) { list.replaceChildren(); return; }
      waiting = window.setTimeout(async () => {
        const turn = ++asked;
        try {
          const answer = await fetch(`${field.dataset.choose}?term=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
          if (!answer.ok || turn !== asked) { return; }
          const found = (await answer.json()).results;
          list.replaceChildren(...found.map((one) => {
            const option = document.createElement("option");
            option.value = one.text;
            // Browsers filter by value or label: with what was typed in the label, pinyin finds characters.
            option.label = `${one.text} ${one.note} ${typed}`;
            return option;
          }));
        } catch { /* Nothing is offered while the connection fails; what is typed counts. */ }
      }, PAUSE);
    });
  }

  document.querySelectorAll("input[data-choose]").forEach(offer);
})();
