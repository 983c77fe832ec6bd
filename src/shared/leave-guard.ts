/**
 * Has the browser ask before a page is left while something would be lost: changes that are not sent, files that are in memory alone. Listens only while there
 * is such: a listener keeps some browsers from going back fast. Each guard listens for itself: of two areas on a page one may be done before the other.
 */
export class LeaveGuard {
  #isOn = false;

  set unsent(count: number) {
    if (count > 0 === this.#isOn || typeof window === 'undefined') return;
    this.#isOn = count > 0;
    if (this.#isOn) window.addEventListener('beforeunload', this.#ask);
    else window.removeEventListener('beforeunload', this.#ask);
  }

  readonly #ask = (event: BeforeUnloadEvent): void => {
    event.preventDefault();
  };
}
