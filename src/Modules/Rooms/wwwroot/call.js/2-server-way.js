
/** Lines of the server's offer that take what this page sends. */
const UP = /** @type {Record<Kind, string>} */ ({ sound: '0', picture: '1', screen: '2' });

/** Over the server (embedded plane): one connection; the server offers, this page answers. */
class ServerWay {
  /** @type {Map<string, Received>} by mid */
  #received = new Map();
  /** @type {Promise<unknown>} */
  #queue = Promise.resolve();
  #layers = 7;

  /**
   * @param {RTCIceServer[]} relays
   * @param {Devices} devices
   * @param {(message: object) => void} send
   * @param {Tell} tell
   */
  constructor(relays, devices, send, tell) {
    this.devices = devices;
    this.send = send;
    this.tell = tell;
    this.pc = new RTCPeerConnection({ iceServers: relays, bundlePolicy: 'max-bundle' });
    this.pc.addEventListener('connectionstatechange', () => tell('way', { state: this.pc.connectionState }));
  }

  get connected() {
    return this.pc.connectionState === 'connected';
  }

  /** When everything heard so far is done. */
  get settled() {
    return this.#queue;
  }

  /** @param {any} message */
  hear(message) {
    if (message.type === 'offer') this.#queue = this.#queue.then(() => this.#answer(message)).catch(fault => this.tell('fault', { fault }));
    else if (message.type === 'layers') {
      this.#layers = message.bits;
      this.#queue = this.#queue.then(() => this.#sizes()).catch(() => {});
    }
  }

  /** @param {{ sdp: string, tracks: { mid: string, member: number, kind: Kind }[] }} offer */
  async #answer(offer) {
    await this.pc.setRemoteDescription({ type: 'offer', sdp: offer.sdp });
    for (const kind of /** @type {Kind[]} */ (['sound', 'picture', 'screen'])) {
      const line = this.#line(UP[kind]);
      // The server does not take anything from who only listens.
      if (!line || line.currentDirection === 'stopped' || !new RegExp(`a=mid:${UP[kind]}\\r\\n[^]*?a=(recvonly|inactive)`).exec(offer.sdp)?.[1]?.startsWith('recv')) continue;
      line.direction = 'sendonly';
      const track = this.devices.track(kind);
      if (line.sender.track !== track) await line.sender.replaceTrack(track);
    }
    const answer = await this.pc.createAnswer();
    try {
      await this.pc.setLocalDescription({ type: 'answer', sdp: askSoundAgain(answer.sdp ?? '') });
    } catch {
      await this.pc.setLocalDescription(answer);
    }
    this.send({ type: 'answer', sdp: this.pc.localDescription?.sdp, sends: Object.keys(UP).filter(kind => this.devices.track(/** @type {Kind} */ (kind))) });
    this.#match(offer.tracks);
    await this.#sizes();
    // What a browser counts beside the sound itself: the heads of 25 packets a second, or of 17.
    const thin = /maxaveragebitrate=(\d+)/.exec(offer.sdp)?.[1];
    await this.#voice(thin ? Number(thin) + 6_000 : 28_000);
  }

  /** @param {{ mid: string, member: number, kind: Kind }[]} tracks */
  #match(tracks) {
    const now = new Map(tracks.map(t => [t.mid, t]));
    for (const [mid, was] of this.#received) {
      const is = now.get(mid);
      if (is && is.member === was.member && is.kind === was.kind) continue;
      this.#received.delete(mid);
      this.tell('gone', { member: was.member, kind: was.kind });
    }
    for (const { mid, member, kind } of tracks) {
      const line = this.#line(mid);
      if (!line || this.#received.has(mid)) continue;
      const received = { member, kind, track: line.receiver.track, stream: new MediaStream([line.receiver.track]) };
      this.#received.set(mid, received);
      this.tell('track', received);
    }
  }

  /** @param {string} mid */
  #line(mid) {
    return this.pc.getTransceivers().find(t => t.mid === mid);
  }

  // Sizes run from small to large: under a tight line browsers starve the last ones first.
  async #sizes() {
    const line = this.#line(UP.picture);
    const track = line?.sender.track;
    if (!line || !track) return;
    const width = track.getSettings().width || 640;
    const parameters = line.sender.getParameters();
    if (!parameters.encodings?.length) return;
    const plan = [
      { scale: Math.min(4, Math.max(1, width / 160)), rate: 90_000, of: 160 },
      { scale: Math.min(2, Math.max(1, width / 320)), rate: 250_000, of: 320 },
      { scale: 1, rate: 900_000, of: 640 },
    ];
    if (parameters.encodings.length === 1) {
      Object.assign(parameters.encodings[0], { maxBitrate: 400_000 });
    } else parameters.encodings.forEach((encoding, i) => Object.assign(encoding, {
      scaleResolutionDownBy: plan[i].scale,
      maxBitrate: plan[i].rate,
      maxFramerate: 24,
      // The smallest always goes: it is what a weak line can still take.
      active: i === 0 || ((this.#layers >> i) & 1) === 1 && width > plan[i - 1].of,
    }));
    await line.sender.setParameters(parameters).catch(() => {});
  }

  /** @param {number} rate bits a second; fewer while somebody listens on a thin line */
  async #voice(rate) {
    const sender = this.#line(UP.sound)?.sender;
    const parameters = sender?.getParameters();
    if (!sender || !parameters?.encodings?.length) return;
    Object.assign(parameters.encodings[0], { maxBitrate: rate, priority: 'high', networkPriority: 'high' });
    await sender.setParameters(parameters).catch(() => {});
  }

  /**
   * @param {Kind} kind
   * @param {MediaStreamTrack | null} track
   */
  async put(kind, track) {
    await this.#line(UP[kind])?.sender.replaceTrack(track);
    if (!track) this.send({ type: 'stop', kind });
    else if (kind === 'picture') await this.#sizes();
  }

  /** @param {Wish[]} tracks */
  want(tracks) {
    this.send({ type: 'want', tracks });
  }

  async stats() {
    return readStats(await this.pc.getStats(), mid => this.#received.get(mid));
  }

  close() {
    this.pc.close();
    for (const { member, kind } of this.#received.values()) this.tell('gone', { member, kind });
    this.#received.clear();
  }
}

/**
 * Browsers can ask for lost sound again, but offer it only when the description says so.
 * @param {string} sdp
 */
function askSoundAgain(sdp) {
  return sdp.replace(/^(a=rtpmap:(\d+) opus\/48000\/2\r\n)/gmi, '$1a=rtcp-fb:$2 nack\r\n').replace(/(a=rtcp-fb:(\d+) nack\r\n)((?:a=.*\r\n)*?)\1/g, '$1$3');
}

/**
 * The figures that matter to a person, out of the browser's many.
 * @param {RTCStatsReport} report
 * @param {(mid: string) => Whose | undefined} whose
 */
function readStats(report, whose) {
  /** @type {{ roundTrip: number | null, path: string, down: number, up: number, tracks: object[] }} */
  const found = { roundTrip: null, path: '', down: 0, up: 0, tracks: [] };
  report.forEach(/** @param {any} s */ s => {
    if (s.type === 'candidate-pair' && s.nominated && s.state === 'succeeded') {
      const local = report.get(s.localCandidateId);
      Object.assign(found, { roundTrip: s.currentRoundTripTime ?? null, path: `${local?.candidateType}/${local?.protocol}`, down: s.bytesReceived, up: s.bytesSent });
    } else if (s.type === 'inbound-rtp') {
      const owner = whose(s.mid);
      if (owner) found.tracks.push({
        member: owner.member, kind: owner.kind, bytes: s.bytesReceived, lost: s.packetsLost, packets: s.packetsReceived,
        concealed: s.totalSamplesReceived ? s.concealedSamples / s.totalSamplesReceived : 0,
        frames: s.framesDecoded, fps: s.framesPerSecond, width: s.frameWidth, height: s.frameHeight, frozen: s.totalFreezesDuration,
      });
    }
  });
  return found;
}
