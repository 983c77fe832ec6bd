/** What waits for somebody to decide: said by the button, the progress card and the list of conflicts. */
export const askedEnglish = {
  conflictsWaiting: 'Features changed here and by others: {count}',
};

export type AskedKey = keyof typeof askedEnglish;
