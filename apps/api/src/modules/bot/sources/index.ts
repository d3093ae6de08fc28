import type { Source } from '@pacekeeper/contracts';
import { AppError } from '../../../platform/errors/app-error.ts';
import { hashtag } from './hashtag.source.ts';
import type { SourceKind } from './source-kind.ts';

export type { SourceKind, SourceParams } from './source-kind.ts';

const KINDS: ReadonlyMap<Source, SourceKind> = new Map([hashtag].map((kind) => [kind.source, kind]));

export const sourceKind = (source: Source): SourceKind => {
  const kind = KINDS.get(source);
  if (!kind) throw new AppError('INTERNAL', {}, { cause: new TypeError(`no source ${source}`) });
  return kind;
};
