import ts from 'typescript';

/** A group of tests or a test, with its enclosing groups, outermost first; its own title comes last. */
export interface TestTitle {
  readonly kind: 'group' | 'test';
  readonly titles: readonly string[];
}

const KINDS: Readonly<Record<string, TestTitle['kind']>> = { describe: 'group', it: 'test', test: 'test' };

/** The kind of call that `describe(...)`, `it.each(...)(...)` and `it.each`...`(...)` are; undefined for any other. */
const kindOf = (called: ts.Expression): TestTitle['kind'] | undefined => {
  if (ts.isIdentifier(called)) return KINDS[called.text];
  const each = ts.isCallExpression(called) ? called.expression : ts.isTaggedTemplateExpression(called) && called.tag;
  if (!each || !ts.isPropertyAccessExpression(each) || each.name.text !== 'each') return undefined;
  // A skipped test proves nothing, so it.skip.each does not count.
  return ts.isIdentifier(each.expression) ? KINDS[each.expression.text] : undefined;
};

/** The titles in the source of a spec, as they are written: a template of `each` with its %s. */
export const testTitles = (source: string, file = 'spec.ts'): TestTitle[] => {
  const found: TestTitle[] = [];
  const visit = (node: ts.Node, inside: readonly string[]): void => {
    let around = inside;
    if (ts.isCallExpression(node)) {
      const kind = kindOf(node.expression);
      const [title] = node.arguments;
      if (kind && title && ts.isStringLiteralLike(title)) {
        const titles = [...inside, title.text];
        found.push({ kind, titles });
        if (kind === 'group') around = titles;
      }
    }
    ts.forEachChild(node, (child) => visit(child, around));
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest), []);
  return found;
};

/** Whether `wanted` names one of them: by its own title, or with the groups around it in front. */
export const names = (wanted: readonly string[], titles: readonly TestTitle[]): boolean =>
  titles.some((one) => {
    const end = one.titles.slice(-wanted.length);
    return end.length === wanted.length && end.every((title, index) => title === wanted[index]);
  });
