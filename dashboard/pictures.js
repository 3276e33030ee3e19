// What only a script in the page can do: pictures of charts, printing, and panels that scroll from the keyboard.
// Every page has it (dashboard/outfit.py). It may be run again: what listens is installed once.
(() => {
  const SCALE = 2, PAD = 24, NARROWEST = 440; // CSS pixels; SCALE makes print and slides sharp
  const INK = "#0f1a24", MUTED = "#52606d", LINE = "#e3e8ee";
  const FAMILY = '"Source Sans", "Segoe UI", Arial, sans-serif';
  const NAMES = ".yaxislayer-below, .yaxislayer-above";
  const NOT_SHOWN = ".draglayer, .hoverlayer, .zoomlayer, .selectionlayer, .menulayer";

  const dataUrl = (blob) => new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });

  // The page's own upright font, for inside the picture, where the page's style does not reach; "" where it has none.
  async function embeddedFont() {
    const rules = [...document.styleSheets].flatMap((sheet) => {
      try { return [...sheet.cssRules].map((rule) => [rule, sheet.href]); } catch { return []; }
    });
    const found = rules.find(([rule]) => rule instanceof CSSFontFaceRule
      && /Source Sans/.test(rule.style.getPropertyValue("font-family"))
      && rule.style.getPropertyValue("font-style") !== "italic");
    const address = found && /url\(["']?([^"')]+)/.exec(found[0].style.getPropertyValue("src"));
    if (!address) return "";
    const answer = await fetch(new URL(address[1], found[1] || document.baseURI));
    if (!answer.ok) return "";
    const url = await dataUrl(await answer.blob());
    return `@font-face{font-family:"Source Sans";font-weight:100 900;src:url(${url}) format("woff2")}`;
  }
  let font; // asked for once a page load
  const fontStyle = () => (font ??= embeddedFont().catch(() => ""));

  // All layers of a Plotly chart in one SVG. References to patterns and clips stay valid: the layers share one document.
  function drawing(layers, style) {
    const NS = "http://www.w3.org/2000/svg";
    const { width, height } = layers[0].getBoundingClientRect();
    const whole = document.createElementNS(NS, "svg");
    whole.setAttribute("xmlns", NS);
    whole.setAttribute("width", width);
    whole.setAttribute("height", height);
    const rules = document.createElementNS(NS, "style");
    rules.textContent = `${style} text{font-family:${FAMILY};white-space:pre} .crisp{shape-rendering:crispEdges}`;
    whole.append(rules);
    for (const layer of layers) {
      const copy = layer.cloneNode(true);
      copy.removeAttribute("style");
      copy.querySelectorAll(".names-ground").forEach((part) => part.remove());
      copy.querySelectorAll(NAMES).forEach((part) => part.removeAttribute("transform"));
      copy.querySelectorAll(NOT_SHOWN).forEach((part) => part.remove());
      for (const part of copy.querySelectorAll("*")) {
        for (const { name, value } of [...part.attributes]) {
          // 'url("http://host/page?ky=2024#id")' means nothing inside a picture; 'url(#id)' does.
          if (value.includes("url(")) part.setAttribute(name, value.replace(/url\(["']?[^"')#]*(#[^"')]+)["']?\)/g, "url($1)"));
        }
      }
      whole.append(copy);
    }
    return { width, height, text: new XMLSerializer().serializeToString(whole) };
  }

  async function image(text) {
    const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml;charset=utf-8" }));
    try {
      const made = new Image();
      made.src = address;
      await made.decode();
      return made;
    } finally {
      setTimeout(() => URL.revokeObjectURL(address), 10000);
    }
  }

  // Lines of text that fit a width; a single word that does not is left whole.
  function wrapped(pen, text, width) {
    const lines = [];
    for (const word of text.split(/[ \n]+/).filter(Boolean)) {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  async function picture(chart, said) {
    const layers = [...chart.querySelectorAll("svg.main-svg")];
    if (!layers.length) throw new Error("not drawn");
    await Promise.all(["400 14px", "600 18px"].map((size) => document.fonts.load(`${size} "Source Sans"`, "\u1ec6\u0111")));
    const { width, height, text } = drawing(layers, await fontStyle());
    const drawn = await image(text);
    const whole = Math.max(width, NARROWEST - 2 * PAD);
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const blocks = [
      { font: `600 18px ${FAMILY}`, step: 24, color: INK, texts: [said.title] },
      { font: `400 14px ${FAMILY}`, step: 20, color: MUTED, texts: said.lines },
    ].map((block) => {
      pen.font = block.font;
      return { ...block, rows: block.texts.flatMap((one) => wrapped(pen, one, whole)) };
    });
    const foot = { font: `400 12px ${FAMILY}`, step: 17, color: MUTED };
    pen.font = foot.font;
    foot.rows = wrapped(pen, said.source, whole);
    const high = (block) => block.rows.length * block.step;
    const head = high(blocks[0]) + 4 + high(blocks[1]) + 14;
    canvas.width = Math.ceil((whole + 2 * PAD) * SCALE);
    canvas.height = Math.ceil((PAD + head + height + 14 + 10 + high(foot) + PAD * 0.75) * SCALE);
    pen.scale(SCALE, SCALE);
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.textBaseline = "top";
    const write = (block, top) => {
      pen.font = block.font;
      pen.fillStyle = block.color;
      block.rows.forEach((row, number) => pen.fillText(row, PAD, top + number * block.step));
      return top + high(block);
    };
    write(blocks[1], write(blocks[0], PAD) + 4);
    pen.drawImage(drawn, PAD, PAD + head, width, height);
    pen.fillStyle = LINE;
    pen.fillRect(PAD, PAD + head + height + 14, whole, 1);
    write(foot, PAD + head + height + 14 + 10);
    return new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
    });
  }

  function download(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  async function take(button) {
    const answer = button.parentElement.querySelector("[role=status]");
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    answer.textContent = "";
    try {
      const chart = document.querySelector(`.${CSS.escape(button.dataset.picture)}`);
      if (!chart) throw new Error("no chart");
      const { title, source } = button.dataset;
      const blob = await picture(chart, { title, source, lines: JSON.parse(button.dataset.lines) });
      download(blob, button.dataset.filename);
    } catch (error) {
      console.error("picture of a chart", error);
      answer.textContent = button.dataset.failed;
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  // What scrolls inside the page must scroll from the keyboard too, also where nothing in it can be focused.
  let waiting = 0;
  function reachScrolling() {
    waiting = 0;
    const scrolling = '[data-testid="stVerticalBlock"][overflow="auto"], [class*="st-key-scroll-"]';
    for (const block of document.querySelectorAll(scrolling)) {
      if (block.scrollHeight > block.clientHeight || block.scrollWidth > block.clientWidth) block.tabIndex = 0;
      else block.removeAttribute("tabindex");
    }
    document.querySelectorAll('[class*="st-key-scroll-"]').forEach(beginWithNewest);
  }

  // A grid of periods that is wider than its place begins with the newest, which stands at the right; once a figure.
  const begun = new WeakMap();
  function beginWithNewest(block) {
    const chart = block.querySelector(".js-plotly-plot");
    if (chart && chart.querySelector(NAMES) && begun.get(block) !== chart) {
      begun.set(block, chart);
      block.scrollLeft = block.scrollWidth;
    }
    keepNames(block);
  }

  // The names at the left stay in sight while the periods scroll below them.
  function keepNames(block) {
    const away = Math.round(block.scrollLeft);
    for (const names of block.querySelectorAll(NAMES)) {
      if (!names.querySelector("text")) continue;
      let ground = names.querySelector(".names-ground");
      if (!ground) {
        const plot = names.closest(".js-plotly-plot");
        ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
        ground.setAttribute("class", "names-ground");
        ground.setAttribute("fill", "#ffffff");
        ground.setAttribute("width", Math.max(plot.layout.margin.l - 2, 0));
        ground.setAttribute("height", plot.layout.height);
        names.prepend(ground);
      }
      ground.setAttribute("visibility", away ? "visible" : "hidden");
      names.setAttribute("transform", `translate(${away},0)`);
    }
  }

  if (window.chartPictures) return;
  window.chartPictures = true;
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-picture]");
    if (button) take(button);
    if (event.target.closest?.("button[data-print]")) window.print();
  });
  const later = () => {
    waiting ||= setTimeout(reachScrolling, 200);
  };
  document.addEventListener("scroll", (event) => {
    if (event.target.matches?.('[class*="st-key-scroll-"]')) keepNames(event.target);
  }, { capture: true, passive: true });
  window.addEventListener("resize", later);  // a wide chart scrolls on a narrow screen only
  new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
})();
