/** Options of every paged query: a page begins at the cursor that the one before it gave. */
export const byCursor = {
  initialPageParam: null as string | null,
  getNextPageParam: (page: { readonly next_cursor: string | null }) => page.next_cursor,
};
