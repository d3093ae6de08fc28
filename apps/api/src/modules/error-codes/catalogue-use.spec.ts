import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ERROR_SYMBOLS } from '@pacekeeper/contracts';
import ts from 'typescript';

const SOURCE = new URL('../../', import.meta.url);

/** The product's own files: what a test throws proves nothing. */
const files = globSync('**/*.ts', { cwd: SOURCE }).filter(
  (file) => !file.endsWith('.spec.ts') && !file.startsWith('testing/'),
);

const COMPARISONS = new Set([ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken]);

/** True where the text only asks which error it is, or is a type: what is nowhere else but there is never thrown. */
const onlyAsks = (node: ts.Node): boolean => {
  const { parent } = node;
  if (ts.isBinaryExpression(parent)) return COMPARISONS.has(parent.operatorToken.kind);
  if (ts.isPropertyAssignment(parent)) return parent.name === node;
  return ts.isLiteralTypeNode(parent) || ts.isCaseClause(parent) || ts.isArrayLiteralExpression(parent);
};

interface Found {
  /** Texts that something is thrown or recorded with. */
  readonly used: Set<string>;
  /** What is given to AppError as text. */
  readonly thrown: Map<string, string>;
}

/** What TypeScript source says of errors. */
const readErrors = (file: string, source: string, found: Found): void => {
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && !onlyAsks(node)) found.used.add(node.text);
    if (ts.isNewExpression(node) && node.expression.getText() === 'AppError') {
      const [first] = node.arguments ?? [];
      if (first && ts.isStringLiteralLike(first)) found.thrown.set(first.text, file);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
};

const readAll = (): Found => {
  const found: Found = { used: new Set(), thrown: new Map() };
  for (const file of files) {
    const source = readFileSync(new URL(file, SOURCE), 'utf8');
    // Parsing is expensive; most files name no error.
    if (/'[A-Z]{3,}(_[A-Z]+)*'/.test(source)) readErrors(file, source, found);
  }
  return found;
};

describe('the catalogue', () => {
  const { used, thrown } = readAll();

  it('has an entry for whatever is thrown', () => {
    expect(thrown.size).toBeGreaterThan(20);
    expect([...thrown].filter(([symbol]) => !(ERROR_SYMBOLS as readonly string[]).includes(symbol))).toEqual([]);
  });

  it('has no entry that nothing throws or records', () => {
    expect(ERROR_SYMBOLS.filter((symbol) => !used.has(symbol))).toEqual([]);
  });
});

describe('reading the source', () => {
  const usedIn = (source: string) => {
    const found: Found = { used: new Set(), thrown: new Map() };
    readErrors('a.ts', source, found);
    return { used: found.used.has('NOT_FOUND'), thrown: found.thrown.has('NOT_FOUND') };
  };

  it.each([
    [`throw new AppError('NOT_FOUND');`, { used: true, thrown: true }],
    [`const failure = { symbol: 'NOT_FOUND', next: 1 };`, { used: true, thrown: false }],
    [`const rule = { then: target('NOT_FOUND') };`, { used: true, thrown: false }],
    [`const symbolOf = (a) => (a ? 'NOT_FOUND' : null);`, { used: true, thrown: false }],
    [`if (error.symbol === 'NOT_FOUND') go();`, { used: false, thrown: false }],
    [`switch (symbol) { case 'NOT_FOUND': go(); }`, { used: false, thrown: false }],
    [`const ENDERS = new Set(['NOT_FOUND']);`, { used: false, thrown: false }],
    [`const PAUSES = { 'NOT_FOUND': 1 };`, { used: false, thrown: false }],
    [`type One = 'NOT_FOUND';`, { used: false, thrown: false }],
    [`// 'NOT_FOUND'`, { used: false, thrown: false }],
  ])('tells what throws or records from what asks: %s', (source, expected) => {
    expect(usedIn(source)).toEqual(expected);
  });
});
