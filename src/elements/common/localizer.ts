import type { ReactiveElement, ReactiveController } from 'lit';
import {
  formatBytes,
  formatDate,
  formatDateTime,
  formatDuration,
  formatNumber,
  formatPercent,
  formatRate,
  formatRelative,
} from './format.js';
import { fetchLanguage, findLanguage, watchLanguages, type Language } from './languages.js';
import { formatMessage, type Message, type Values } from './message.js';
import { languageOf } from './page.js';
import { watchPage } from './watch-page.js';

/** An element whose texts a host page may replace, by key. */
export interface LocalizedHost extends ReactiveElement {
  messageOverrides: Readonly<Partial<Record<string, Message>>> | undefined;
}

/** The texts of one element in the language of its place in the page, with the host page's own words first. */
export class Localizer<Key extends string> implements ReactiveController {
  readonly #host: LocalizedHost;
  readonly #english: Readonly<Record<Key, Message>>;
  #lang = 'en';
  #language: Language | null = null;
  #stop: (() => void)[] = [];

  constructor(host: LocalizedHost, english: Readonly<Record<Key, Message>>) {
    this.#host = host;
    this.#english = english;
    host.addController(this);
  }

  hostConnected(): void {
    const refresh = (): void => {
      this.hostUpdate();
      this.#host.requestUpdate();
    };
    // A controller that is added while an element is connected is told so twice.
    this.hostDisconnected();
    this.#stop = [watchPage(refresh), watchLanguages(refresh)];
    this.hostUpdate();
  }

  hostDisconnected(): void {
    for (const stop of this.#stop) stop();
  }

  hostUpdate(): void {
    const wanted = languageOf(this.#host);
    ({ lang: this.#lang, language: this.#language } = findLanguage(wanted));
    if (this.#language === null) void fetchLanguage(wanted);
  }

  /** BCP 47, as numbers and dates are written. */
  get lang(): string {
    return this.#lang;
  }

  /** Null for English. */
  get language(): Language | null {
    return this.#language;
  }

  text(key: Key, values: Values = {}): string {
    const message = this.#host.messageOverrides?.[key] ?? this.#language?.messages[key] ?? this.#english[key];
    return formatMessage(message, values, this.#lang);
  }

  number(value: number): string {
    return formatNumber(value, this.#lang);
  }

  bytes(bytes: number): string {
    return formatBytes(bytes, this.#lang);
  }

  /** Bytes per second. */
  rate(bytesPerSecond: number): string {
    return formatRate(bytesPerSecond, this.#lang);
  }

  percent(percent: number): string {
    return formatPercent(percent, this.#lang);
  }

  relative(time: number, now: number): string {
    return formatRelative(time, now, this.#lang);
  }

  /** How long, from milliseconds. */
  duration(milliseconds: number): string {
    return formatDuration(milliseconds, this.#lang);
  }

  date(time: number): string {
    return formatDate(time, this.#lang);
  }

  dateTime(time: number): string {
    return formatDateTime(time, this.#lang);
  }
}
