// Everything works without this. It keeps the chosen theme, moves by keys, marks the claim whose words the rail shows,
// and lets the bar decide what has been on screen. No key decides.
(() => {
  const root = document.documentElement;
  const stored = (() => { try { return localStorage.getItem("desk-theme"); } catch { return null; } })();
  if (stored === "light" || stored === "dark") root.dataset.theme = stored;

  addEventListener("DOMContentLoaded", () => {
    theme();
    keys();
    rail();
    bar();
    asking();
    reasons();
    // A link from a card has no room for the place on the page.
    if (!location.hash) document.querySelector(".evidence #cited")?.scrollIntoView({ block: "center" });
    document.addEventListener("click", e => {
      document.querySelectorAll("details.who[open]").forEach(d => { if (!d.contains(e.target)) d.open = false; });
    });
  });

  function theme() {
    const button = document.querySelector(".theme");
    if (!button) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      try { localStorage.setItem("desk-theme", root.dataset.theme); } catch { /* the choice lasts for the page */ }
    });
  }

  function keys() {
    const stops = () => [...document.querySelectorAll(".row th a, .claim .by a:first-child, .tab tr a[href^='#ev-']")];
    const go = (list, step) => {
      if (!list.length) return;
      const at = list.indexOf(document.activeElement);
      const next = list[at < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + step))];
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    };
    addEventListener("keydown", e => {
      if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select, dialog")) return;
      // A label is no decision on a deal: on that page one key is one label.
      if (document.querySelector("[data-labelling]")) {
        const button = document.querySelector(`[data-key="${CSS.escape(e.key.toLowerCase())}"]`);
        if (button && !e.repeat) { e.preventDefault(); button.closest("form").requestSubmit(button); }
        return;
      }
      if (e.key === "j") go(stops(), 1);
      else if (e.key === "k") go(stops(), -1);
      else if (e.key === "n") go([...document.querySelectorAll(".row[data-mine] th a, .act[data-payload] > footer > form .btn")], 1);
      else if (e.key === "u" && !document.getElementById("q")) location.href = "/";
      else if (e.key === "?") document.querySelector("dialog.keyhelp")?.showModal();
      else if (e.key === "/" && document.getElementById("q")) document.getElementById("q").select();
      else return;
      e.preventDefault();
    });
  }

  function rail() {
    const mark = () => {
      const id = location.hash.startsWith("#ev-") ? location.hash.slice(4) : document.querySelector(".rail .ev.first")?.id.slice(3);
      document.querySelectorAll(".claim").forEach(c => c.classList.toggle("is-open", c.id === "c-" + id));
      const shown = document.querySelector(".rail .ev:target");
      if (shown) { shown.closest(".rail").scrollTop = 0; shown.querySelector("mark")?.scrollIntoView({ block: "nearest" }); }
    };
    addEventListener("hashchange", mark);
    mark();

    // On a narrow screen the rail is a sheet: closed, it gives back the place and the link that opened it.
    let opener = null;
    const close = document.querySelector(".rail > .close");
    const shut = () => {
      const from = opener?.isConnected ? opener : null;
      location.hash = from?.closest("[id]")?.id ?? close.hash;
      from?.focus({ preventScroll: true });
    };
    if (!close) return;
    document.addEventListener("click", e => {
      const link = e.target.closest("a[href^='#ev-']");
      if (link) opener = link;
      else if (e.target.closest(".rail > .close")) { e.preventDefault(); shut(); }
    });
    addEventListener("keydown", e => {
      if (e.key === "Escape" && document.querySelector(".rail .ev:target") && close.getClientRects().length) { e.preventDefault(); shut(); }
    });
  }

  // Blanks are no reason: the form says so itself, and keeps what was typed.
  function reasons() {
    document.querySelectorAll("textarea[name=reason][required]").forEach(t => {
      const check = () => t.setCustomValidity(t.value && !t.value.trim() ? "Say why, in a few words." : "");
      t.addEventListener("input", check);
      check();
    });
  }

  // A question takes a while where a model answers it: the button says so, and a second press asks nothing twice.
  function asking() {
    document.querySelectorAll("form.asker, form.tryit").forEach(f => f.addEventListener("submit", e => {
      if (f.hasAttribute("aria-busy")) { e.preventDefault(); return; }
      f.setAttribute("aria-busy", "true");
      (e.submitter ?? f.querySelector(".btn")).textContent = "Reading…";
    }));
  }

  function bar() {
    const seen = new Set();
    const watch = new IntersectionObserver(entries => entries.forEach(e => { if (e.isIntersecting) seen.add(e.target.id); }), { rootMargin: "0px 0px -80px 0px" });
    // A payload counts as seen when its end has been on screen: what stands above it has then been passed.
    document.querySelectorAll(".act[data-payload]").forEach(a => { const end = a.querySelector(":scope > footer"); end.id = "end-" + a.id; watch.observe(end); });
    document.querySelectorAll(".decide a[data-yes]").forEach(a => a.addEventListener("click", e => {
      const form = document.getElementById(a.dataset.yes);
      if (!form || !seen.has("end-" + a.hash.slice(1))) return;
      e.preventDefault();
      form.requestSubmit(form.querySelector("button[value=approve]"));
    }));
  }
})();
