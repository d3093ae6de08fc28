import { type ActivityExportQuery, type InteractionsExportQuery, routes } from '@pacekeeper/contracts';
import { useMutation } from '@tanstack/react-query';
import { stream } from '../../../lib/http/call.ts';

export type Wanted =
  | { readonly what: 'activity'; readonly format: 'csv' | 'json'; readonly query: ActivityExportQuery }
  | { readonly what: 'ledger'; readonly format: 'csv' | 'json'; readonly query: InteractionsExportQuery };

const answerOf = (wanted: Wanted): Promise<Response> => {
  const csv = wanted.format === 'csv';
  if (wanted.what === 'activity') {
    const { query } = wanted;
    return csv ? stream(routes.activity.exportCsv, { query }) : stream(routes.activity.exportJson, { query });
  }
  const { query } = wanted;
  return csv ? stream(routes.interactions.exportCsv, { query }) : stream(routes.interactions.exportJson, { query });
};

/** Downloads what the filters leave; the file is not kept in memory once it was saved. */
export const useExport = () =>
  useMutation({ mutationFn: async (wanted: Wanted) => (await answerOf(wanted)).blob(), gcTime: 0 });
