// @ts-check
// The measure of an indicator: shows, while one types, what it would give. Without this the button "Xem thử" does the same.

const form = document.getElementById('measure');
const place = document.getElementById('preview');
let wait = 0;
let turn = 0;

/** Asks the server and shows its words. */
async function ask() {
  if (!(form instanceof HTMLFormElement) || !place) return;
  const mine = ++turn;
  const query = new URLSearchParams();
  for (const name of ['kind', 'formula', 'catalogue', 'overTime', 'overUnits', 'factor']) query.set(name, String(new FormData(form).get(name) ?? ''));
  const answer = await fetch(`${place.dataset.ask}?${query}`, { headers: { Accept: 'application/json' } });
  const said = await answer.json();
  if (mine !== turn) return;
  const box = document.createElement('div'), text = document.createElement('div'), value = document.createElement('b'), words = document.createElement('div');
  box.className = answer.ok && !said.trouble ? 'says info' : 'says bad';
  value.textContent = said.trouble ?? said.title ?? `${said.value} · ${said.status}`;
  words.textContent = said.words ?? '';
  text.append(value, words);
  if (typeof said.position === 'number') {
    const formula = query.get('formula') ?? '', line = document.createElement('code'), mark = document.createElement('mark');
    mark.textContent = formula.charAt(said.position) || '…';
    line.append(formula.slice(0, said.position), mark, formula.slice(said.position + 1));
    text.append(line);
  }
  box.append(text);
  place.replaceChildren(box);
}

form?.addEventListener('input', () => {
  clearTimeout(wait);
  wait = setTimeout(() => ask().catch(() => {}), 300);
});
