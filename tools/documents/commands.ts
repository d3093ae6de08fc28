import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/paths.ts';
import { textOf } from './markdown.ts';

/** A fenced block of commands. */
export interface CommandBlock {
  /** Of the fence, from 1. */
  readonly line: number;
  /** `sh`: a script. `console`: commands behind `$ `, each with what it printed. */
  readonly language: 'sh' | 'console';
  readonly body: string;
  /** Why no test runs it, or which spec does; null where nothing is said. */
  readonly mark: { readonly kind: 'not run' | 'run by'; readonly text: string } | null;
}

/** Documents whose blocks walk.spec.ts runs in their order, but for those that are marked. */
export const WALKS = ['docs/api-verification.md', 'docs/tour.md', 'docs/runbook.md'] as const;

const BLOCK = /^(?<indent> *)```(?<language>sh|console)\n(?<body>[\s\S]*?)^ *```$/gm;
const MARK = /<!-- (not run|run by): (.+?) -->\s*$/;

export const commandBlocks = (text: string): CommandBlock[] =>
  [...text.matchAll(BLOCK)].map(({ index, groups }) => {
    const before = text.slice(0, index);
    const [, kind, reason] = MARK.exec(before) ?? [];
    const { indent = '', language, body = '' } = groups ?? {};
    return {
      line: before.split('\n').length,
      language: language === 'sh' ? 'sh' : 'console',
      body: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      mark: reason === undefined ? null : { kind: kind === 'run by' ? 'run by' : 'not run', text: reason },
    };
  });

const problemOf = (path: string, { mark }: CommandBlock): string | null => {
  if (mark === null) return (WALKS as readonly string[]).includes(path) ? null : 'is neither run by a test nor marked';
  if (mark.kind === 'not run') return null;
  if (!existsSync(join(ROOT, mark.text))) return `is said to be run by ${mark.text}, which is not there`;
  return textOf(mark.text).includes(path) ? null : `is said to be run by ${mark.text}, which does not name ${path}`;
};

/** Blocks of a document that nothing runs, without a word on why. */
export const problemsOfCommands = (path: string, text: string): string[] =>
  commandBlocks(text).flatMap((block) => {
    const problem = problemOf(path, block);
    return problem === null ? [] : [`the commands in line ${block.line}: ${problem}`];
  });
