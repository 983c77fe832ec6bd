/** The words of the panel for an area on a map, which come with it. */
import type { Message } from '../common/message.js';

const own = {
  areaTitle: 'Area to take offline',
  areaClose: 'Close',
  areaVisible: 'What the map shows',
  areaDraw: 'Draw on the map',
  areaMove: 'Move with the arrow keys',
  areaMoveHint: 'Arrow keys move the area, with Shift they change its size.',
  areaDegrees: 'Bounds in degrees',
  areaUnits: 'Bounds in units of the map',
  areaWest: 'West',
  areaSouth: 'South',
  areaEast: 'East',
  areaNorth: 'North',
  areaWrong: 'These four numbers are no area.',
  areaCounting: 'Counting what is in it',
  areaFeatures: { one: '{count} feature, about {bytes}', other: '{count} features, about {bytes}' },
  areaAttachments: 'photos come on top',
  areaTake: 'Take this area offline',
};

export type AreaKey = keyof typeof own;

export const areaEnglish: Readonly<Record<AreaKey, Message>> = own;
