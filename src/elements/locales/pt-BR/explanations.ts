import type { Language } from '../../common/languages.js';

export const errors: Required<Language>['errors'] = {
  network: [
    'A conexão caiu.',
    'Suas alterações estão guardadas neste dispositivo. Tente de novo com uma conexão melhor.',
  ],
  timeout: [
    'O servidor demorou demais para responder.',
    'Suas alterações estão guardadas neste dispositivo. Tente de novo daqui a pouco.',
  ],
  aborted: ['Foi interrompido.', 'Comece de novo quando quiser.'],
  'not-json': [
    'Quem respondeu não foi o serviço.',
    'Se esta rede mostra uma página de acesso, abra um site qualquer, entre por lá e tente de novo.',
  ],
  'bad-reply': [
    'O servidor respondeu de um modo que não se entende.',
    'Tente de novo. Se continuar, avise o administrador.',
  ],
  http: ['O servidor não conseguiu responder.', 'Tente de novo daqui a pouco. Se continuar, avise o administrador.'],
  'rate-limited': ['O servidor está ocupado e pede para esperar.', 'Espere um momento e tente de novo.'],
  service: [
    'O serviço informou um erro.',
    'Tente de novo. Se continuar, diga ao administrador o que o servidor disse.',
  ],
  'job-failed': ['O servidor começou o trabalho e desistiu.', 'Tente de novo. Se continuar, avise o administrador.'],
  'replica-not-found': [
    'O servidor não conhece mais esta área.',
    'Suas alterações estão guardadas. Leve a área para uso offline de novo ou pergunte ao administrador se ela foi removida.',
  ],
  'stale-generation': [
    'O servidor não sabe mais dizer o que mudou.',
    'Suas alterações estão guardadas. Sincronize de novo: tudo será recebido outra vez.',
  ],
  'not-supported': ['O serviço não oferece isto.', 'Peça ao administrador para ativar.'],
  'token-required': ['O serviço quer saber quem você é.', 'Entre.'],
  'token-invalid': ['Sua sessão terminou.', 'Entre de novo. Suas alterações estão guardadas.'],
  forbidden: [
    'Você não tem permissão para fazer isto.',
    'Entre como alguém que tenha, ou pergunte ao administrador. Suas alterações estão guardadas.',
  ],
  'user-unknown': ['Não se sabe quem entrou.', 'Entre de novo, para que as alterações levem o nome certo.'],
  'user-mismatch': ['As alterações aqui foram feitas por outra pessoa.', 'Entre como essa pessoa para enviá-las.'],
  'anonymous-edits': ['As alterações aqui foram feitas sem entrar.', 'Diga que elas podem ser enviadas em seu nome.'],
  'not-loaded': [
    'Uma parte desta página não foi carregada.',
    'Tente de novo com uma conexão. Se não ajudar, recarregue a página.',
  ],
  'insecure-context': ['Esta página foi aberta sem https.', 'Abra com https:// para trabalhar offline.'],
  'storage-unavailable': [
    'Este navegador não deixa a página guardar dados.',
    'Saia da navegação privada ou permita os dados deste site.',
  ],
  'storage-full': [
    'O armazenamento deste dispositivo está cheio.',
    'Libere espaço e tente de novo. O que está aqui fica.',
  ],
  'storage-lost': ['O navegador fechou o armazenamento desta página.', 'Recarregue a página.'],
  'storage-damaged': [
    'Parte de uma camada neste dispositivo está danificada.',
    'Sincronize para buscar essa camada de novo. Suas alterações estão guardadas.',
  ],
  'schema-newer': [
    'Os dados aqui foram gravados por uma versão mais nova deste aplicativo.',
    'Recarregue a página para obtê-la. Nada foi alterado.',
  ],
  'blocked-by-other-tab': ['Outra aba está com os dados.', 'Feche as outras abas desta página e tente de novo.'],
  'stale-holder': ['Outra aba assumiu.', 'Veja lá, ou tente de novo aqui.'],
  'invalid-argument': ['Algo nesta página está mal configurado.', 'Avise quem fez a página.'],
  'controller-options-conflict': ['Duas partes desta página discordam sobre o serviço.', 'Avise quem fez a página.'],
  'controller-closed': ['A página fechou esta área.', 'Recarregue a página.'],
  'no-geodatabase': ['A área ainda não está neste dispositivo.', 'Leve-a primeiro para uso offline.'],
  'already-registered': ['Este arquivo já está neste dispositivo.', 'Sincronize.'],
  'registration-not-needed': [
    'A área foi levada para uso offline neste próprio dispositivo.',
    'Não precisa de arquivo. Sincronize.',
  ],
  'not-registered': [
    'A área veio de um arquivo, e o servidor ainda não a conhece.',
    'Sincronize quando houver conexão. Suas alterações estão guardadas.',
  ],
  'geodatabase-unregistered': [
    'Este arquivo já foi carregado aqui e removido.',
    'Não pode ser usado de novo. Peça um arquivo novo ou leve a área de novo para uso offline.',
  ],
  'original-unregistered': [
    'O servidor não conhece mais a origem deste arquivo.',
    'Peça um arquivo novo ou leve a área de novo para uso offline. Suas alterações estão guardadas.',
  ],
  'other-service': ['Este arquivo é de outro serviço.', 'Escolha o arquivo feito para este mapa.'],
  'schema-mismatch': [
    'As camadas mudaram no servidor desde que este arquivo foi feito.',
    'Peça um arquivo novo ou leve a área de novo para uso offline.',
  ],
  'geodatabase-exists': ['A área já está neste dispositivo.', 'Sincronize em vez disso.'],
  busy: ['Outra coisa está sendo feita com esta área.', 'Espere terminar.'],
  'pending-edits': ['Há alterações ainda não enviadas.', 'Sincronize primeiro, para que nada se perca.'],
  'layer-not-found': ['A camada não faz parte desta área.', 'Avise quem fez a página.'],
  'feature-not-found': [
    'A feição não está neste dispositivo.',
    'Talvez tenha sido excluída. Sincronize para ver o que o servidor tem.',
  ],
  'edit-not-found': ['Não há tal alteração neste dispositivo.', 'Talvez já tenha sido enviada ou desfeita.'],
  'attachment-not-found': ['O arquivo não está neste dispositivo.', 'Sincronize com uma conexão para buscá-lo.'],
  'attachment-refused': [
    'O arquivo não pode ser anexado.',
    'Ele fica neste dispositivo. Veja o que o servidor aceita.',
  ],
  'unsupported-query': ['Esta pergunta não pode ser respondida neste dispositivo.', 'Avise quem fez a página.'],
  'bad-file': ['O arquivo está danificado ou não é o que deveria ser.', 'Copie-o de novo de onde veio.'],
  'wrong-passphrase': [
    'O arquivo está lacrado, e esta senha não o abre.',
    'Digite-a de novo, exatamente como foi definida.',
  ],
  'unsupported-file': ['O arquivo contém algo que não pode ser lido aqui.', 'Avise quem fez o arquivo.'],
  internal: ['Algo deu errado nesta página.', 'Suas alterações estão guardadas. Recarregue a página e tente de novo.'],
};

export const refusals: Required<Language>['editErrors'] = {
  100: ['Faltam as alturas (valores Z) da forma.', 'Pergunte ao administrador: a camada as espera.'],
  1000: ['O servidor recusou.', 'Repita. Se continuar, avise o administrador.'],
  1001: ['Um campo que deve ser preenchido está vazio.', 'Abra a feição, preencha-o e sincronize de novo.'],
  1002: ['Faltam as medidas (valores M) da forma.', 'Pergunte ao administrador: a camada as espera.'],
  1003: [
    'O servidor desfez, porque outra alteração da mesma sincronização foi recusada.',
    'Resolva primeiro as outras e repita.',
  ],
  1004: ['A camada não permite alterar formas.', 'Descarte a alteração ou pergunte ao administrador.'],
  1005: ['A camada não aceita curvas verdadeiras.', 'Desenhe a forma sem curvas e repita.'],
  1006: ['Um texto contém HTML que o serviço não permite.', 'Tire a marcação do texto e repita.'],
  1007: ['Só quem criou esta feição pode alterá-la.', 'Descarte a alteração ou peça ao dono que a faça.'],
  1008: [
    'O servidor não conseguiu adicionar o arquivo.',
    'Repita. Se continuar, talvez ele seja grande demais ou de um tipo não aceito.',
  ],
  1009: ['O servidor não conseguiu substituir o arquivo.', 'Repita, ou adicione-o como novo arquivo.'],
  1010: ['O servidor não conseguiu excluir o arquivo.', 'Repita. Talvez ele já não exista.'],
  1011: ['A feição não está mais no servidor: alguém a excluiu.', 'Descarte a alteração ou crie a feição de novo.'],
  1012: [
    'O servidor desfez, porque outra alteração da mesma sincronização foi recusada.',
    'Resolva primeiro as outras e repita.',
  ],
  1013: ['A feição não existe mais, ou você não pode vê-la.', 'Pergunte ao administrador ou descarte a alteração.'],
  1014: ['Faltam as alturas (valores Z) da forma.', 'Pergunte ao administrador: a camada as espera.'],
  1015: ['O servidor não conseguiu gravar a forma.', 'Desenhe a forma de novo e repita.'],
  1016: ['O servidor não conseguiu gravar um dos valores.', 'Confira os campos da feição e repita.'],
  1017: ['O servidor não conseguiu fazer isto.', 'Repita. Se continuar, informe o código ao administrador.'],
  1018: ['O servidor não conseguiu fazer isto.', 'Repita. Se continuar, informe o código ao administrador.'],
  1019: ['O servidor não conseguiu fazer isto.', 'Repita. Se continuar, informe o código ao administrador.'],
  1020: ['A camada perdeu seu GlobalID.', 'Avise o administrador.'],
  1021: ['A feição tem um GlobalID vazio.', 'Avise o administrador.'],
  1022: ['Já existe um valor que só pode aparecer uma vez.', 'Mude o valor e repita.'],
  1023: ['Um campo que não pode ser editado foi alterado.', 'Descarte a alteração ou pergunte ao administrador.'],
  2000: ['O servidor desfez todas as alterações desta camada.', 'Resolva primeiro os outros erros da camada e repita.'],
  2001: [
    'A camada não faz mais parte do serviço.',
    'Avise o administrador. Sua alteração está guardada neste dispositivo.',
  ],
  9001: [
    'Pertence a uma feição descartada, por isso não foi enviado.',
    'Corrija para que pertença a outra feição, ou descarte também.',
  ],
  9002: [
    'A camada mudou no servidor e não tem mais lugar para isto.',
    'Avise o administrador ou descarte a alteração. Ela está guardada neste dispositivo.',
  ],
  9003: [
    'Esta alteração sozinha é maior do que o servidor aceita.',
    'Peça ao administrador que permita requisições maiores e repita.',
  ],
  9004: [
    'O servidor aceita as outras alterações, mas nenhuma junto com esta.',
    'Confira os campos da feição e repita, ou diga ao administrador o que o servidor respondeu.',
  ],
  [-2147217395]: ['O servidor não conseguiu gravar um dos valores.', 'Confira os campos da feição e repita.'],
  [-2147207418]: ['Uma regra da camada proíbe estes valores.', 'Confira os campos da feição e repita.'],
};
