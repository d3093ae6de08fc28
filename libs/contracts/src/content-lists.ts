/** What people keep for their jobs, by the names of the tables. */
export const CONTENT_LISTS = ['hashtags', 'locations', 'dm_templates', 'block_list', 'allow_list', 'opt_outs'] as const;
export type ContentList = (typeof CONTENT_LISTS)[number];

/** How many entries of each kind one user may have. */
export const MOST_OF: Readonly<Record<ContentList, number>> = {
  hashtags: 2_000,
  locations: 2_000,
  dm_templates: 200,
  block_list: 20_000,
  allow_list: 20_000,
  opt_outs: 20_000,
};
