/** An EventTarget whose events are known by name: `Map` lists event name to event class. */
export interface TypedEventTarget<Map extends object> {
  addEventListener<K extends keyof Map & string>(
    type: K,
    listener: ((event: Map[K]) => void) | { handleEvent(event: Map[K]): void } | null,
    options?: AddEventListenerOptions | boolean,
  ): void;
  removeEventListener<K extends keyof Map & string>(
    type: K,
    listener: ((event: Map[K]) => void) | { handleEvent(event: Map[K]): void } | null,
    options?: EventListenerOptions | boolean,
  ): void;
}
