import type { Language } from '../../common/languages.js';

export const area: Language['messages'] = {
  areaTitle: 'Område att ta med offline',
  areaClose: 'Stäng',
  areaVisible: 'Det som kartan visar',
  areaDraw: 'Rita på kartan',
  areaMove: 'Flytta med piltangenterna',
  areaMoveHint: 'Piltangenterna flyttar området, med Skift ändrar de dess storlek.',
  areaDegrees: 'Gränser i grader',
  areaUnits: 'Gränser i kartans enheter',
  areaWest: 'Väst',
  areaSouth: 'Syd',
  areaEast: 'Öst',
  areaNorth: 'Nord',
  areaWrong: 'Dessa fyra tal är inget område.',
  areaCounting: 'Räknar vad som finns i det',
  areaAttachments: 'foton tillkommer',
  areaTake: 'Ta detta område offline',
  areaFeatures: { one: '{count} objekt, ungefär {bytes}', other: '{count} objekt, cirka {bytes}' },
};
