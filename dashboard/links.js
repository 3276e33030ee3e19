// Ways through the app that Streamlit does not give: links in texts, and Escape.
// Links inside our own HTML go to another page of the app without loading the whole app again.
// Streamlit follows the browser's history: an address that was put there opens as with Back.
(() => {
  if (window.ownLinks) return;
  window.ownLinks = true;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('[data-testid="stHtml"] a[href]');
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || event.defaultPrevented || link.origin !== location.origin || link.hash) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate"));
    document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    // On a phone the menu lies over the page.
    const isOver = innerWidth < 768 && link.closest('[data-testid="stSidebar"][aria-expanded="true"]');
    if (isOver) document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
  });
  // A dialog hears Escape only while something in it has the focus, and what had it may have been drawn anew meanwhile.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || document.activeElement !== document.body) return;
    document.querySelector('[data-testid="stDialog"] button[aria-label="Close"]')?.click();
  });
})();
