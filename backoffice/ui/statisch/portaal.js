// What a page does more where scripts run; everything works without this file.
"use strict";

(() => {
  const grootte = (bytes) => {
    const megabytes = bytes / 1e6;
    if (megabytes >= 0.1) return `${megabytes.toFixed(1).replace(".", ",")} MB`;
    return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
  };

  // The chosen files by name and size, and a place to drop them on.
  const verrijkBestandveld = (vak) => {
    const invoer = vak.querySelector("input[type=file]");
    const lijst = vak.querySelector("[data-bestandveld-lijst]");
    vak.querySelector("[data-bestandveld-uitleg]").hidden = false;

    const toon = () => {
      lijst.replaceChildren(...Array.from(invoer.files, (bestand) => {
        const regel = document.createElement("li");
        regel.textContent = `${bestand.name} (${grootte(bestand.size)})`;
        return regel;
      }));
      lijst.hidden = invoer.files.length === 0;
    };
    const boven = (event, aan) => {
      event.preventDefault();
      vak.classList.toggle("bestandveld--boven", aan);
    };

    invoer.addEventListener("change", toon);
    vak.addEventListener("dragover", (event) => boven(event, true));
    vak.addEventListener("dragleave", (event) => boven(event, false));
    vak.addEventListener("drop", (event) => {
      boven(event, false);
      const bestanden = new DataTransfer();
      const genoeg = invoer.multiple ? event.dataTransfer.files : Array.from(event.dataTransfer.files).slice(0, 1);
      for (const bestand of genoeg) bestanden.items.add(bestand);
      invoer.files = bestanden.files;
      toon();
    });
  };

  // Says how far an upload is, in words; the answer replaces the page as it would without a script.
  const volgVerzending = (formulier) => {
    const status = document.getElementById("status");
    formulier.addEventListener("htmx:xhr:progress", (event) => {
      if (!event.detail.lengthComputable) return;
      const procent = Math.floor((100 * event.detail.loaded) / event.detail.total);
      status.textContent = procent < 100
        ? `Verzonden: ${procent}% van ${grootte(event.detail.total)}.`
        : "Alles is verzonden. Wij controleren nu wat u stuurde.";
    });
    formulier.addEventListener("htmx:sendError", () => {
      status.textContent = "Verzenden is niet gelukt. Kijk of u verbinding heeft en probeer het opnieuw.";
    });
  };

  // What fits on the screen does not scroll, so the focus need not stop there.
  const schuif = () => {
    document.querySelectorAll("[data-schuift]").forEach((vak) => {
      if (vak.scrollWidth > vak.clientWidth) vak.tabIndex = 0;
      else vak.removeAttribute("tabindex");
    });
  };

  // One click is one request, also when somebody clicks twice.
  const eenKeer = (event) => {
    const formulier = event.target;
    if (formulier.method !== "post" || event.defaultPrevented) return;
    if (formulier.dataset.verzonden) event.preventDefault();
    formulier.dataset.verzonden = "ja";
  };

  // A part of the menu that is open closes with Escape, and when somebody goes on elsewhere.
  const sluitMenu = (behalve) => {
    document.querySelectorAll(".hoofdmenu__groep[open]").forEach((groep) => {
      if (groep !== behalve) groep.open = false;
    });
  };
  const ontsnap = (event) => {
    const groep = event.target.closest?.(".hoofdmenu__groep[open]");
    if (event.key !== "Escape" || !groep) return;
    sluitMenu();
    groep.querySelector("summary").focus();
  };

  const begin = (wortel) => {
    wortel.querySelectorAll("[data-bestandveld]").forEach(verrijkBestandveld);
    wortel.querySelectorAll("form[data-voortgang]").forEach(volgVerzending);
    wortel.querySelector("[data-focus]")?.focus();
    schuif();
  };

  document.addEventListener("submit", eenKeer);
  document.addEventListener("keydown", ontsnap);
  for (const gebeurtenis of ["click", "focusin"]) {
    document.addEventListener(gebeurtenis, (event) => sluitMenu(event.target.closest?.(".hoofdmenu__groep")));
  }
  window.addEventListener("resize", schuif);
  // The back button may show a page as it was left; its forms can be sent again.
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-verzonden]").forEach((formulier) => delete formulier.dataset.verzonden);
  });
  // Also what went wrong is told on the page, as it would be without a script.
  document.addEventListener("htmx:beforeSwap", (event) => {
    event.detail.shouldSwap = true;
  });
  document.addEventListener("htmx:afterSwap", (event) => begin(event.detail.target));
  begin(document);
})();
