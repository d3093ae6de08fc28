import { isRecord } from '../support/json.ts';
import type { Reply } from '../transport/reply.ts';

/** Other shapes in which the true answer may come: clients that expect one shape alone fail on them. */
export const RESHAPES = [
  // of lists
  'missing_items',
  'broken_items',
  'unknown_layout',
  'unreadable_layout',
  'empty_page',
  // of flags and texts
  'flags_as_text',
  'flags_as_numbers',
  'nested_text',
  // of a second factor and a challenge
  'two_factor_without_flags',
  'two_factor_without_hints',
  'challenge_without_step_name',
] as const;
export type Reshape = (typeof RESHAPES)[number];

export const isReshape = (kind: string): kind is Reshape => RESHAPES.some((one) => one === kind);

type Body = Record<string, unknown>;

/** A number with all its digits is an object to JavaScript. */
const isLeaf = (value: unknown): boolean => isRecord(value) && 'rawJSON' in value;

/** Every value below, the innermost first, replaced by what `change` makes of it; undefined leaves it out. */
const mapDeep = (value: unknown, key: string, change: (value: unknown, key: string) => unknown): unknown => {
  if (Array.isArray(value)) {
    return change(
      value.map((one) => mapDeep(one, key, change)),
      key,
    );
  }
  if (!isRecord(value) || isLeaf(value)) return change(value, key);
  const entries = Object.entries(value).map(([name, one]) => [name, mapDeep(one, name, change)] as const);
  return change(Object.fromEntries(entries.filter(([, one]) => one !== undefined)), key);
};

const without = (value: unknown, ...keys: readonly string[]): unknown =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) : value;

/** The first entry of an object that is used as a list. */
const withFirst = (value: unknown, entry: 'missing' | 'broken'): unknown => {
  if (!isRecord(value)) return value;
  const [first, ...others] = Object.entries(value);
  if (!first) return value;
  return Object.fromEntries(entry === 'missing' ? others : [[first[0], {}], ...others]);
};

const LISTS: ReadonlySet<string> = new Set(['users', 'medias', 'items', 'comments']);

/** What a page of any kind keeps its content in. */
const PAGE_LISTS: ReadonlySet<string> = new Set([...LISTS, 'sections', 'reels_media', 'venues', 'list']);

const IDS = ['pk', 'pk_id', 'id', 'strong_id__'] as const;

/** An entry whose user has no id. */
const unnamed = (entry: unknown): unknown => {
  if (!isRecord(entry)) return entry;
  if (isRecord(entry['media'])) return { ...entry, media: unnamed(entry['media']) };
  return isRecord(entry['user']) ? { ...entry, user: without(entry['user'], ...IDS) } : without(entry, ...IDS);
};

const mediasOf = (section: unknown): readonly unknown[] => {
  const content = isRecord(section) ? section['layout_content'] : null;
  const medias = isRecord(content) ? content['medias'] : null;
  return Array.isArray(medias) ? (medias as unknown[]) : [];
};

const sections = (body: Body, content: (medias: readonly unknown[]) => object): Body =>
  Array.isArray(body['sections'])
    ? {
        ...body,
        sections: body['sections'].map((section: unknown) => ({
          ...(section as object),
          layout_type: 'two_by_two_right',
          layout_content: content(mediasOf(section)),
        })),
      }
    : body;

const CHANGES: Readonly<Record<Reshape, (body: Body) => unknown>> = {
  missing_items: (body) =>
    mapDeep(body, '', (value, key) => {
      if (key === 'friendship_statuses') return withFirst(value, 'missing');
      if (key === 'medias' && Array.isArray(value)) return [{ media: undefined }, null, ...value.slice(1)];
      return LISTS.has(key) && Array.isArray(value) ? [null, ...value.slice(1)] : value;
    }),
  broken_items: (body) =>
    mapDeep(body, '', (value, key) => {
      if (key === 'friendship_statuses') return withFirst(value, 'broken');
      return LISTS.has(key) && Array.isArray(value) ? [unnamed(value[0]), ...value.slice(1)] : value;
    }),
  unknown_layout: (body) =>
    sections(body, (medias) => ({ two_by_two_item: { clips: { items: medias, tag: 'clips' } }, fill_items: [] })),
  unreadable_layout: (body) => sections(body, (medias) => ({ mosaic: medias.map((_, index) => ({ cell: index })) })),
  // Nothing on this page, and as many pages as before.
  empty_page: (body) =>
    Object.fromEntries(
      Object.entries(body).map(([key, value]) => {
        if (key === 'reels') return [key, {}];
        return [key, PAGE_LISTS.has(key) && Array.isArray(value) ? [] : value];
      }),
    ),
  flags_as_text: (body) => mapDeep(body, '', (value) => (typeof value === 'boolean' ? String(value) : value)),
  flags_as_numbers: (body) => mapDeep(body, '', (value) => (typeof value === 'boolean' ? Number(value) : value)),
  nested_text: (body) => (typeof body['message'] === 'string' ? { ...body, message: { text: body['message'] } } : body),
  two_factor_without_flags: (body) =>
    mapDeep(body, '', (value, key) => (key.endsWith('_two_factor_on') ? undefined : value)),
  two_factor_without_hints: (body) =>
    mapDeep(body, '', (value, key) =>
      key.endsWith('_two_factor_on') || key === 'obfuscated_phone_number' || key === 'phone_verification_settings'
        ? undefined
        : value,
    ),
  challenge_without_step_name: (body) => without(body, 'step_name'),
};

/** The answer in another shape; one that is no JSON object stays. */
export const reshape = (kind: Reshape, reply: Reply): Reply =>
  isRecord(reply.json) ? { ...reply, json: CHANGES[kind](reply.json) } : reply;
