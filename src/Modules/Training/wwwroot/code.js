// @ts-check
// The code of a session, kept fresh without loading the page. Without this script the page loads itself anew when the next code begins.

const island = document.getElementById('code-island');
if (island) {
  const at = new URL(location.href);
  if (island.dataset.live !== '1') {
    // The page as it is without a script would load itself; this one does not.
    at.searchParams.set('live', '1');
    location.replace(at);
  } else {
    const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (island.querySelector(`[data-${name}]`));
    let left = Number(part('left').textContent), since = 0;
    setInterval(async () => {
      left -= 1;
      since += 1;
      part('left').textContent = String(Math.max(0, left));
      if (left > 0 && since < 5) return;
      since = 0;
      const answer = await fetch(island.dataset.json ?? '', { headers: { Accept: 'application/json' } }).catch(() => null);
      if (!answer?.ok) return;
      const now = await answer.json();
      left = now.seconds;
      part('marked').textContent = String(now.marked);
      if (part('code').textContent === now.code) return;
      part('code').textContent = now.code;
      /** @type {HTMLImageElement} */ (part('qr')).src = `${island.dataset.picture}?${now.code}`;
    }, 1000);
  }
}
