import { profiles } from './profiles.js';
import { variants } from './table.js';

/** @returns the table of variants for a terminal: name, values with the default first, what it decides */
export function describeVariants(): string {
  const lines = Object.entries(variants).map(
    ([name, { values, about, section }]) => `  ${name}=${values.join('|')}\n      ${about} (${section})`,
  );
  return lines.join('\n');
}

/** @returns the profiles for a terminal */
export function describeProfiles(): string {
  const width = Math.max(...Object.keys(profiles).map((name) => name.length));
  const lines = Object.entries(profiles).map(([name, { about, options }]) => {
    const set = Object.entries(options).map(([key, value]) => `${key}=${value}`);
    return `  ${name.padEnd(width)}  ${about}\n  ${' '.repeat(width)}  ${set.join(' ')}`;
  });
  return lines.join('\n');
}
