import type { Language } from '../../common/languages.js';

export const area: Language['messages'] = {
  areaTitle: 'Gebied om offline mee te nemen',
  areaClose: 'Sluiten',
  areaVisible: 'Wat de kaart toont',
  areaDraw: 'Op de kaart tekenen',
  areaMove: 'Met de pijltjestoetsen verplaatsen',
  areaMoveHint: 'Pijltjestoetsen verplaatsen het gebied, met Shift veranderen ze de grootte.',
  areaDegrees: 'Grenzen in graden',
  areaUnits: 'Grenzen in eenheden van de kaart',
  areaWest: 'West',
  areaSouth: 'Zuid',
  areaEast: 'Oost',
  areaNorth: 'Noord',
  areaWrong: 'Deze vier getallen zijn geen gebied.',
  areaCounting: 'Tellen wat erin zit',
  areaAttachments: 'foto’s komen erbij',
  areaTake: 'Dit gebied offline nemen',
  areaFeatures: { one: '{count} object, ongeveer {bytes}', other: '{count} objecten, ongeveer {bytes}' },
};
