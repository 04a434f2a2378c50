// Passkeys: registering one on the account page and signing in with one. Without this script (or without WebAuthn) the buttons stay hidden and
// the password form does everything.

/** @param {string} text base64url @returns {ArrayBuffer} */
const bytes = text => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0)).buffer;

/** @param {ArrayBuffer | null | undefined} buffer @returns {string | undefined} */
const text = buffer => buffer ? btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '') : undefined;

/** Asks our server for the options of a ceremony. @param {HTMLFormElement} form @param {string} address */
async function options(form, address) {
  const answer = await fetch(address, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).title ?? String(answer.status));
  return answer.json();
}

/** Puts the credential into the form and sends it as any form. @param {HTMLFormElement} form @param {PublicKeyCredential} credential */
function send(form, credential) {
  const r = /** @type {any} */ (credential.response);
  const json = {
    id: credential.id, rawId: text(credential.rawId), type: credential.type, authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: text(r.clientDataJSON), attestationObject: text(r.attestationObject), authenticatorData: text(r.authenticatorData ?? r.getAuthenticatorData?.()),
      signature: text(r.signature), userHandle: text(r.userHandle), transports: r.getTransports?.(),
    },
  };
  /** @type {HTMLInputElement} */ (form.elements.namedItem('credential')).value = JSON.stringify(json);
  form.submit();
}

/** @param {any} given */
const request = given => ({ ...given, challenge: bytes(given.challenge), allowCredentials: (given.allowCredentials ?? []).map(withId) });

/** @param {any} given */
const creation = given => ({
  ...given, challenge: bytes(given.challenge), user: { ...given.user, id: bytes(given.user.id) }, excludeCredentials: (given.excludeCredentials ?? []).map(withId),
});

/** @param {any} c */
const withId = c => ({ ...c, id: bytes(c.id) });

/** Says in the page what went wrong; a person who closed the dialog need not be told. @param {HTMLFormElement} form @param {unknown} problem */
function say(form, problem) {
  if (problem instanceof DOMException && (problem.name === 'NotAllowedError' || problem.name === 'AbortError')) return;
  const line = form.querySelector('[role=alert]');
  const words = /** @type {HTMLElement | null} */ (form.closest('[data-failed]'))?.dataset.failed ?? '';
  if (line) {
    line.textContent = `${words} ${problem instanceof Error ? problem.message : ''}`;
    line.removeAttribute('hidden');
  }
}

/** @type {AbortController | undefined} */
let waiting;

/** @param {HTMLFormElement} form @param {CredentialMediationRequirement} [mediation] */
async function signIn(form, mediation) {
  waiting?.abort();
  const mine = waiting = new AbortController();
  try {
    const publicKey = request(await options(form, `${form.action}/options`));
    const credential = await navigator.credentials.get({ publicKey, mediation, signal: mine.signal });
    if (credential) send(form, /** @type {PublicKeyCredential} */ (credential));
  } catch (problem) {
    if (mediation !== 'conditional') say(form, problem);
  }
}

/** @param {HTMLFormElement} form */
async function register(form) {
  try {
    const publicKey = creation(await options(form, `${form.action}/options`));
    const credential = await navigator.credentials.create({ publicKey });
    if (credential) send(form, /** @type {PublicKeyCredential} */ (credential));
  } catch (problem) {
    say(form, problem);
  }
}

if (window.PublicKeyCredential) {
  for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll('form[action$="/passkey"], form[action$="/passkeys"]'))) {
    const isSignIn = form.action.endsWith('/passkey');
    form.closest('[hidden]')?.removeAttribute('hidden');
    form.addEventListener('submit', event => {
      event.preventDefault();
      void (isSignIn ? signIn(form) : register(form));
    });
    // Offers a passkey in the list of the name field, where the browser can.
    if (isSignIn) void PublicKeyCredential.isConditionalMediationAvailable?.().then(can => can ? signIn(form, 'conditional') : undefined);
  }
}
