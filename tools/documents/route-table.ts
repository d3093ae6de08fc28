import { PERMISSIONS, type RouteEntry } from '@pacekeeper/contracts';

const BEGIN = '<!-- routes: written by `npm run docs -- write` -->';
const END = '<!-- end of routes -->';

const whoOf = ({ access }: RouteEntry): string => {
  if (access === 'public') return 'anyone';
  return (PERMISSIONS[access] as readonly string[]).includes('user') ? 'signed in' : 'administrators';
};

/** Parts of every list. */
const PAGING = ['limit', 'cursor'];

const filtersOf = ({ query }: RouteEntry): string => {
  const filters = Object.keys(query?.shape ?? {}).filter((name) => !PAGING.includes(name));
  return filters.length === 0 ? '' : `; takes ${filters.map((name) => `\`${name}\``).join(', ')}`;
};

const permissionOf = ({ access }: RouteEntry): string => (access === 'public' ? '' : `\`${access}\``);

const rowOf = (route: RouteEntry): string => {
  const address = `\`${route.method} ${route.path.replace('/api/', '')}\`${route.recentProof ? '†' : ''}`;
  const does = `${route.summary.replaceAll('|', String.raw`\|`)}${filtersOf(route)}`;
  return `| ${[route.area, address, whoOf(route), permissionOf(route), does].join(' | ')} |`;
};

/** The routes as a table in Markdown, by area, each in the order of the contracts. */
export const routeTable = (routes: readonly RouteEntry[]): string => {
  const areas = [...new Set(routes.map(({ area }) => area))];
  const ordered = routes.toSorted((left, right) => areas.indexOf(left.area) - areas.indexOf(right.area));
  return [
    '| area | route | who | permission | does |',
    '| ---- | ----- | --- | ---------- | ---- |',
    ...ordered.map(rowOf),
  ].join('\n');
};

/** The document with this table between its marks. @throws Error where it has no marks. */
export const withRouteTable = (text: string, routes: readonly RouteEntry[]): string => {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`the marks of the table are missing: ${BEGIN} and ${END}`);
  return `${text.slice(0, begin + BEGIN.length)}\n\n${routeTable(routes)}\n\n${text.slice(end)}`;
};
