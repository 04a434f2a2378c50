// @ts-check
// Keys of the review page: j and k go to the next and previous row, n to the next one that nobody has looked at, Enter accepts or settles, a figure chooses
// the place that is right, e edits, x rejects. Without this script the buttons do the same.

class ReviewKeys extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", this.#press);
    this.#show();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#press);
  }

  /** Brings the lit line and the selected row into view, each within its own column. */
  #show() {
    for (const [frame, mark] of [[".source", ".lit"], [".sheet-view", "rect.lit"], [".found", "#selected"]]) {
      const box = this.querySelector(frame);
      const line = box?.querySelector(mark);
      if (box instanceof HTMLElement && line instanceof Element && box.scrollHeight > box.clientHeight) {
        box.scrollTop += line.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 4;
      }
    }
  }

  /** @param {KeyboardEvent} event */
  #press = (event) => {
    const at = event.target;
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    if (at instanceof HTMLElement && at.closest("input, select, textarea, [contenteditable], dialog")) return;
    if (event.key === "Enter" && at instanceof HTMLElement && at.closest("a, button, summary")) return;
    const done = this.#do(event.key);
    if (done) event.preventDefault();
  };

  /** @param {string} key */
  #do(key) {
    switch (key) {
      case "j": return this.#go(1);
      case "k": return this.#go(-1);
      case "e": return this.#click(".edit");
      case "x": return this.#click(".reject");
      case "n": return this.#open();
      case "Enter": return this.#click("form.accept button:not(.reject)") || this.#settle();
      default: return /^[1-9]$/.test(key) && this.#choose(Number(key) - 1);
    }
  }

  /** @param {number} step */
  #go(step) {
    const rows = [...this.querySelectorAll(".found-rows li")];
    const now = rows.findIndex((row) => row.classList.contains("now"));
    const next = rows[now + step]?.querySelector("a") ?? document.querySelector(step > 0 ? "a[rel=next]" : "a[rel=prev]");
    if (!(next instanceof HTMLElement)) return false;
    next.click();
    return true;
  }

  /** The next row of this page that nobody has looked at. */
  #open() {
    const rows = [...this.querySelectorAll(".found-rows li")];
    const now = rows.findIndex((row) => row.classList.contains("now"));
    const next = [...rows.slice(now + 1), ...rows.slice(0, Math.max(0, now))].find((row) => row.classList.contains("unreviewed"))?.querySelector("a");
    if (!(next instanceof HTMLElement)) return false;
    next.click();
    return true;
  }

  /** @param {number} at */
  #choose(at) {
    const place = this.querySelectorAll("#selected .keep input")[at];
    if (!(place instanceof HTMLInputElement)) return false;
    place.checked = true;
    return true;
  }

  /** Settles a contradiction once a place is chosen. */
  #settle() {
    return this.querySelector("#selected .keep input:checked") !== null && this.#click("form .actions button");
  }

  /** @param {string} selector */
  #click(selector) {
    const button = this.querySelector(`#selected ${selector}`);
    if (!(button instanceof HTMLElement)) return false;
    button.click();
    return true;
  }
}

customElements.define("review-keys", ReviewKeys);
