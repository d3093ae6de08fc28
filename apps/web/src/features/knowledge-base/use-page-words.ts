import type { ErrorCode } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { pagesQuery } from './api/error-codes.queries.ts';
import { fileOf } from './page-text.ts';
import { wordsOf } from './page-text.ts';

interface PageWords {
  /** The words of the page of a code; none until they are loaded, and where they cannot be. */
  readonly wordsOfPage: (code: ErrorCode) => string;
  readonly loading: boolean;
}

/** The text of the pages, loaded once a search begins. */
export const usePageWords = (searching: boolean): PageWords => {
  const { data, isLoading: loading } = useQuery({ ...pagesQuery, enabled: searching });
  const words = useMemo(() => new Map([...(data ?? [])].map(([file, text]) => [file, wordsOf(text)])), [data]);
  return { wordsOfPage: useCallback(({ error }: ErrorCode) => words.get(fileOf(error)) ?? '', [words]), loading };
};
