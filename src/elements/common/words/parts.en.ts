/** What an element says of a part of it that did not come. */
export const partsEnglish = {
  partMissing: 'This part of the page could not be loaded: try again with a connection.',
  tryAgain: 'Try again',
};

export type PartKey = keyof typeof partsEnglish;
