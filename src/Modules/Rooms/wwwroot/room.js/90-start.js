
$('enter').onclick = () => enter(true, true);
$('enter-sound').onclick = () => enter(true, false);
$('enter-bare').onclick = () => enter(false, false);
addEventListener('pagehide', () => line.close());
openTab('people');
place('check');
check().catch(() => {});
