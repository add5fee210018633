
"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const cards = Array.from(document.querySelectorAll("article"));
  const form = document.querySelector("form");
  const store = "sprawl-review-" + data.key;
  const at = (name) => data.header.indexOf(name);
  let now = 0;

  function field(kind, number) {
    return form.elements[kind + number];
  }

  function value(kind, number) {
    const found = field(kind, number);
    return found ? found.value : "";
  }

  function answered(number) {
    return Boolean(value("answer", number) || value("department", number));
  }

  function keep() {
    const kept = {};
    cards.forEach((_, number) => {
      const row = ["answer", "department", "note"].map((kind) => value(kind, number));
      if (row.some(Boolean)) kept[data.rows[number][0] + " " + number] = row;
    });
    try { localStorage.setItem(store, JSON.stringify(kept)); } catch (_) { /* private window: the file is still saved */ }
    progress();
  }

  function recall() {
    let kept = {};
    try { kept = JSON.parse(localStorage.getItem(store) || "{}"); } catch (_) { return; }
    cards.forEach((_, number) => {
      const row = kept[data.rows[number][0] + " " + number];
      if (!Array.isArray(row)) return;
      ["answer", "department", "note"].forEach((kind, index) => {
        const found = field(kind, number);
        if (found) found.value = String(row[index]);
      });
    });
  }

  function progress() {
    const done = cards.filter((_, number) => answered(number)).length;
    document.getElementById("progress").textContent =
      done + " of " + cards.length + " answered" + (done && done === cards.length ? " · now save them" : "");
  }

  function show(number) {
    if (!cards.length) return;
    now = Math.max(0, Math.min(cards.length - 1, number));
    cards.forEach((card, index) => card.classList.toggle("now", index === now));
    if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
    if (document.body.classList.contains("one")) window.scrollTo(0, 0);
    else cards[now].scrollIntoView({ block: "center" });
  }

  function answer(word) {
    field("answer", now).value = word;
    keep();
    if (word !== "yes" || !field("department", now)) show(now + 1);
    else field("department", now).focus();
  }

  function clear() {
    cards[now].querySelectorAll("input[type=radio]").forEach((radio) => { radio.checked = false; });
    if (field("department", now)) field("department", now).value = "";
    keep();
  }

  // A spreadsheet must not run what was typed: the same rule as in the files that the command writes.
  function inert(text) {
    const kept = text.replace(/[\u0000-\u001f\u007f]/g, " ");
    return /^[\s\u200b-\u200f\ufeff"';,]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2013\u2014\u2212]/.test(kept) ? "'" + kept : kept;
  }

  function cell(text) {
    return /[",;\t\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  function save() {
    const rows = data.rows.map((row, number) => {
      const filled = row.slice();
      ["answer", "department", "note"].forEach((kind) => { filled[at(kind)] = inert(value(kind, number)); });
      return filled;
    });
    const text = "\ufeff" + [data.header].concat(rows).map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    link.download = "answers.csv";
    document.body.appendChild(link);
    link.click();
    link.remove();
    document.getElementById("progress").textContent = "answers.csv is saved; apply it with: sprawl review --apply answers.csv";
  }

  const keys = {
    y: () => answer("yes"), n: () => answer("no"), u: () => answer("unsure"),
    d: () => field("department", now) && field("department", now).focus(),
    m: () => field("note", now).focus(),
    o: () => { const link = cards[now].querySelector("a.open"); if (link) link.click(); },
    s: save, arrowright: () => show(now + 1), arrowleft: () => show(now - 1), enter: () => show(now + 1), backspace: clear,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !cards.length) return;
    const typing = event.target.matches("select, input[type=text]");
    const key = event.key.toLowerCase();
    if (typing && key !== "enter" && key !== "escape") return;
    if (typing && key === "escape") { event.target.blur(); return; }
    if (event.target.matches("button, a") && key === "enter") return;
    if (keys[key]) { event.preventDefault(); keys[key](); }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", keep);
  form.addEventListener("input", keep);
  document.getElementById("next").addEventListener("click", () => show(now + 1));
  document.getElementById("back").addEventListener("click", () => show(now - 1));
  document.getElementById("save").addEventListener("click", save);
  document.getElementById("all").addEventListener("click", (event) => {
    const one = document.body.classList.toggle("one");
    event.target.textContent = one ? "Show all" : "Show one";
    show(now);
  });
  form.addEventListener("focusin", (event) => {
    const card = event.target.closest("article");
    if (card) now = Number(card.dataset.number);
  });

  document.body.classList.add("one");
  recall();
  progress();
  show(Math.max(0, cards.findIndex((_, number) => !answered(number))));
})();
