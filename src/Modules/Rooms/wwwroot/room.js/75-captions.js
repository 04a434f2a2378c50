
/** Captions are typed by the interpreter or a secretary; who wants them switches them on. */
let captionsOn = false;
const captionLines = 3;

/** @param {{ seat: string, text: string, language: string }} c */
function addCaption(c) {
  const list = $('caption-list');
  list.append(make('li', {}, make('span', { className: 'small soft' }, `${nameOf(c.seat)} · ${c.language} `), make('span', { lang: c.language }, c.text)));
  while (list.childElementCount > captionLines) list.firstElementChild.remove();
}

const mayCaption = () => ['interpreter', 'secretary'].includes(me()?.role ?? '');

function captionsNow() {
  $('captions').hidden = !captionsOn;
  $('caption-form').hidden = !mayCaption();
  $('do-caption').setAttribute('aria-pressed', String(captionsOn));
  $('do-caption').textContent = say(captionsOn ? 'Tắt phụ đề' : 'Bật phụ đề');
}

$('do-caption').onclick = () => {
  captionsOn = !captionsOn;
  captionsNow();
  if (captionsOn && mayCaption()) $('caption-text').focus();
};
$('caption-form').addEventListener('submit', (/** @type {Event} */ e) => {
  e.preventDefault();
  const text = $('caption-text');
  if (text.value.trim() && line.send({ t: 'caption', text: text.value, lang: $('caption-lang').value })) text.value = '';
  text.focus();
});

/** On a phone what is needed less often lies behind one button. @param {boolean} open */
function openMore(open) {
  page.classList.toggle('more-open', open);
  $('do-more').setAttribute('aria-expanded', String(open));
}
$('do-more').onclick = () => openMore(!page.classList.contains('more-open'));
$('more').addEventListener('click', () => openMore(false));
