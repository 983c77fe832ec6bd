/** Texts as data, so that translators, tests and `messageOverrides` see the same thing. */
import { numberText, pluralOf } from './intl.js';

/** A text with `{placeholders}`; where it depends on `{count}`, one text for each plural category of the language. */
export type Message = string | PluralMessage;

export interface PluralMessage {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

export type Messages = Readonly<Record<string, Message>>;

/** Numbers are written as the language writes them, texts as they are. */
export type Values = Readonly<Record<string, string | number>>;

/** The text of a message in a language (BCP 47), with its placeholders filled in. An unknown placeholder stays visible. */
export function formatMessage(message: Message, values: Values, lang: string): string {
  const count = values['count'];
  const text =
    typeof message === 'string'
      ? message
      : (message[pluralOf(typeof count === 'number' ? count : 0, lang)] ?? message.other);
  if (!text.includes('{')) return text;
  return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? numberText(value, lang) : (value ?? placeholder);
  });
}
