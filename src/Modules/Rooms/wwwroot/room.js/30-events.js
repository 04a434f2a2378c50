
/** Applies what happened; the numbers have no gap, so a gap means that this page must ask for everything. @param {any} e */
function takeEvent(e) {
  if (e.seq <= room.seq) return;
  if (e.seq !== room.seq + 1) {
    room.seq = 0;
    line.socket?.close(4000, 'gap');
    return;
  }
  room.seq = e.seq;
  const s = room.seats.get(e.seat);
  switch (e.kind) {
    case 'seated':
      room.seats.set(e.seat, { ...(s ?? { present: false, waiting: false, hand: false }), id: e.seat, number: e.number, name: e.name, organisation: e.organisation, role: e.role, guest: !e.userId });
      break;
    case 'unseated': room.seats.delete(e.seat); break;
    case 'waited':
      if (s) s.waiting = e.on;
      if (e.on && maySit()) tell(say('{0} chờ vào phòng', s?.name ?? ''));
      break;
    case 'admitted':
    case 'turned': if (s) s.waiting = false; break;
    case 'entered':
      if (s) Object.assign(s, { present: true, waiting: false });
      if (e.seat !== room.me) tell(say('{0} đã vào phòng', s?.name ?? ''));
      break;
    case 'left':
      if (s) Object.assign(s, { present: false, hand: false });
      room.devices.delete(e.seat);
      if (e.seat !== room.me) tell(say('{0} đã rời phòng', s?.name ?? ''));
      break;
    case 'role': {
      const former = room.seats.get(e.former ?? '');
      if (former) former.role = 'expert';
      if (s) s.role = e.role;
      break;
    }
    case 'floor':
      room.floor = e.seat ?? null;
      if (hasFloor()) sendView();
      break;
    case 'hand':
      if (s) s.hand = e.up;
      if (e.up && e.seat !== room.me) tell(say('{0} giơ tay', s?.name ?? ''));
      break;
    case 'said': addChat(e, false); break;
    case 'caption': addCaption(e); break;
    case 'shown':
      room.exhibit = e.key ? { key: e.key, name: e.name, what: e.what } : null;
      showExhibit();
      break;
    case 'drawn': strokesOf(e.exhibit).push({ seat: e.seat, stroke: e.stroke }); drawInk(); break;
    case 'erased':
      room.strokes.set(e.exhibit, e.stroke ? strokesOf(e.exhibit).filter(d => d.stroke.id !== e.stroke) : []);
      drawInk();
      break;
    case 'asked': room.tape = { id: e.recording, text: e.text, teaching: e.teaching, running: false, made: false, agreed: [] }; break;
    case 'consented': if (room.tape && e.yes) room.tape.agreed.push(e.seat); break;
    case 'started': if (room.tape) Object.assign(room.tape, { running: true, made: true }); break;
    case 'paused': if (room.tape) room.tape.running = false; break;
    case 'stopped':
      if (room.tape?.made || room.tape) tell(say('Đã dừng ghi hình.'));
      room.tape = null;
      break;
  }
  if (['asked', 'consented', 'started', 'paused', 'stopped', 'entered', 'left'].includes(e.kind)) tapeNow();
  if (!['said', 'caption', 'drawn', 'erased'].includes(e.kind)) people();
}

/** @param {string} exhibit */
function strokesOf(exhibit) {
  const list = room.strokes.get(exhibit);
  if (list) return list;
  room.strokes.set(exhibit, []);
  return room.strokes.get(exhibit) ?? [];
}
