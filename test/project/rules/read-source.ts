/**
 * What one source file imports and which globals it uses, read from its syntax tree, not by patterns over its text.
 */
import ts from 'typescript';

/** One source file, wherever it comes from; `path` is relative to the project, with `/`. */
export interface Source {
  path: string;
  text: string;
}

/** An import, an export from, an `import()`, or a module named by `new URL(..., import.meta.url)`. */
export interface Import {
  /** The specifier as written; undefined when it is computed at run time. */
  specifier: string | undefined;
  kind: 'static' | 'dynamic' | 'type';
  line: number;
}

/** A use of a global as a value: `fetch`, or with its member, `Date.now`; `new Date` for the call without arguments. */
export interface GlobalUse {
  name: string;
  line: number;
}

export interface Reading {
  path: string;
  lines: number;
  imports: Import[];
  globals: GlobalUse[];
  /** Lines of calls of something named fetch, be it global, a field or a parameter. */
  fetchCalls: number[];
}

const globalObjects = new Set(['globalThis', 'window', 'self']);

/** Reads one file. Never throws: what TypeScript cannot parse, it still gives a tree for. */
export function readSource({ path, text }: Source): Reading {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const declared = namesDeclaredIn(file);
  const reading: Reading = {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: [],
    globals: [],
    fetchCalls: [],
  };
  const lineOf = (node: ts.Node): number => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;

  function addImport(specifier: ts.Node | undefined, kind: Import['kind'], at: ts.Node): void {
    const isLiteral = specifier !== undefined && ts.isStringLiteralLike(specifier);
    reading.imports.push({ specifier: isLiteral ? specifier.text : undefined, kind, line: lineOf(at) });
  }

  function visit(node: ts.Node): void {
    if (ts.isImportDeclaration(node)) {
      addImport(node.moduleSpecifier, isTypeOnly(node.importClause) ? 'type' : 'static', node);
      return;
    }
    if (ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier) addImport(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'static', node);
      return;
    }
    if (ts.isImportTypeNode(node)) {
      addImport(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, 'type', node);
      return;
    }
    if (ts.isTypeNode(node) && !isBaseClass(node)) {
      ts.forEachChild(node, visitTypes);
      return;
    }
    if (ts.isCallExpression(node)) readCall(node);
    if (ts.isNewExpression(node)) readNew(node);
    if (ts.isVariableDeclaration(node)) readDestructuring(node);
    if (ts.isIdentifier(node)) readIdentifier(node);
    ts.forEachChild(node, visit);
  }

  /** Below a type only `import('...')` matters. */
  function visitTypes(node: ts.Node): void {
    if (ts.isImportTypeNode(node)) visit(node);
    else ts.forEachChild(node, visitTypes);
  }

  function readCall(node: ts.CallExpression): void {
    const callee = unwrap(node.expression);
    if (callee.kind === ts.SyntaxKind.ImportKeyword) addImport(node.arguments[0], 'dynamic', node);
    if (ts.isIdentifier(callee) && callee.text === 'fetch') reading.fetchCalls.push(lineOf(node));
    if (memberName(callee) === 'fetch') reading.fetchCalls.push(lineOf(node));
    if (ts.isIdentifier(callee) && callee.text === 'Date' && !declared.has('Date')) {
      reading.globals.push({ name: 'new Date', line: lineOf(node) });
    }
  }

  function readNew(node: ts.NewExpression): void {
    if (!ts.isIdentifier(node.expression)) return;
    const argumentCount = node.arguments?.length ?? 0;
    if (node.expression.text === 'Date' && argumentCount === 0 && !declared.has('Date')) {
      reading.globals.push({ name: 'new Date', line: lineOf(node) });
    }
    const [specifier, base] = node.arguments ?? [];
    if (node.expression.text === 'URL' && base?.getText(file) === 'import.meta.url')
      addImport(specifier, 'dynamic', node);
  }

  /** `const { fetch } = globalThis` and `const { now } = Date` use what they take out. */
  function readDestructuring({ name, initializer }: ts.VariableDeclaration): void {
    if (!initializer || !ts.isIdentifier(initializer) || !ts.isObjectBindingPattern(name)) return;
    for (const element of name.elements) {
      const taken = (element.propertyName ?? element.name).getText(file);
      const isGlobal = globalObjects.has(initializer.text);
      reading.globals.push({ name: isGlobal ? taken : `${initializer.text}.${taken}`, line: lineOf(element) });
    }
  }

  function readIdentifier(node: ts.Identifier): void {
    if (isNameOfSomething(node) || declared.has(node.text)) return;
    const parent = node.parent;
    // `typeof indexedDB === 'undefined'` asks for a global without using it.
    if (ts.isTypeOfExpression(parent)) return;
    const member = isObjectOfMember(node, parent) ? memberName(parent) : undefined;
    if (globalObjects.has(node.text) && member !== undefined) {
      // globalThis.fetch is fetch; globalThis.Date.now is Date.now.
      const next = memberName(parent.parent);
      const isChain = next !== undefined && isObjectOfMember(parent, parent.parent);
      reading.globals.push({ name: member, line: lineOf(node) });
      if (isChain) reading.globals.push({ name: `${member}.${next}`, line: lineOf(node) });
      return;
    }
    reading.globals.push({ name: node.text, line: lineOf(node) });
    if (member !== undefined) reading.globals.push({ name: `${node.text}.${member}`, line: lineOf(node) });
  }

  visit(file);
  return reading;
}

/** `import { type A }` is not: with verbatimModuleSyntax the names vanish, the module is loaded all the same. */
function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  return clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

/** `class A extends B`: a type node to TypeScript, but B is a value. */
function isBaseClass(node: ts.Node): boolean {
  return (
    ts.isExpressionWithTypeArguments(node) &&
    ts.isHeritageClause(node.parent) &&
    node.parent.token === ts.SyntaxKind.ExtendsKeyword &&
    ts.isClassLike(node.parent.parent)
  );
}

/** `(0, fetch)(...)` and `fetch!(...)` are calls of fetch. */
function unwrap(node: ts.Expression): ts.Expression {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node) || ts.isAsExpression(node)) {
    return unwrap(node.expression);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.CommaToken) return unwrap(node.right);
  return node;
}

/** The `b` of `a.b` and of `a['b']`. */
function memberName(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return node.argumentExpression.text;
  }
  return undefined;
}

function isObjectOfMember(node: ts.Node, parent: ts.Node): boolean {
  return (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === node;
}

/** True for identifiers that name a member, a property or a label instead of referring to a value. */
function isNameOfSomething(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node || parent.name === node;
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent)) return true;
  return 'name' in parent && parent.name === node;
}

/** Every name that the file declares somewhere: good enough to tell a parameter named fetch from the global. */
function namesDeclaredIn(file: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  function visit(node: ts.Node): void {
    const isDeclaration =
      ts.isVariableDeclaration(node) ||
      ts.isBindingElement(node) ||
      (ts.isParameter(node) && !ts.isFunctionTypeNode(node.parent) && !ts.isMethodSignature(node.parent)) ||
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isImportSpecifier(node) ||
      ts.isImportClause(node) ||
      ts.isNamespaceImport(node);
    if (isDeclaration && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  }
  visit(file);
  return names;
}
