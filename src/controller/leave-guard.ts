/** Has the browser ask before a page is left whose changes are not sent. Listens only while there are such: a listener keeps some browsers from going back fast. */
export class LeaveGuard {
  #isOn = false;

  set unsent(count: number) {
    if (count > 0 === this.#isOn || typeof window === 'undefined') return;
    this.#isOn = count > 0;
    if (this.#isOn) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  }
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
