import type { Language } from '../../common/languages.js';

export const area: Language['messages'] = {
  areaTitle: 'Área para levar off-line',
  areaClose: 'Fechar',
  areaVisible: 'O que o mapa mostra',
  areaDraw: 'Desenhar no mapa',
  areaMove: 'Mover com as setas',
  areaMoveHint: 'As setas movem a área; com Shift mudam seu tamanho.',
  areaDegrees: 'Limites em graus',
  areaUnits: 'Limites em unidades do mapa',
  areaWest: 'Oeste',
  areaSouth: 'Sul',
  areaEast: 'Leste',
  areaNorth: 'Norte',
  areaWrong: 'Estes quatro números não formam uma área.',
  areaCounting: 'Contando o que há nela',
  areaAttachments: 'as fotos vêm a mais',
  areaTake: 'Levar esta área off-line',
  areaFeatures: {
    one: '{count} feição, cerca de {bytes}',
    many: '{count} feições, cerca de {bytes}',
    other: '{count} feições, cerca de {bytes}',
  },
};
