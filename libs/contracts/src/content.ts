import { z } from 'zod';
import { answer, idSchema, lineOfText, listAnswer, messageShape, pageQueryShape, timestampSchema } from './common.ts';
import { instagramUsernameSchema } from './connect.ts';
import { hashtagSchema } from './hashtag.ts';
import { normaliseTag } from './typed.ts';
import { templateTextSchema } from './templates.ts';

/** How many pasted entries one request adds. */
export const MOST_PASTED = 1_000;

const noteSchema = lineOfText(1, 300).nullable().describe('null: none');
const shownNoteSchema = z.string().nullable().describe('null: none');
const pkSchema = z
  .string()
  .regex(/^\d{1,30}$/, 'must be a number')
  .describe('number that Instagram knows it by');
const searchSchema = lineOfText(1, 100).optional().describe('part of the name');
const pageQuerySchema = z.strictObject({ ...pageQueryShape, search: searchSchema });

/** Each is checked by itself: one that cannot be read is told, and the others are added. */
const pasted = (what: string) =>
  z
    .array(z.string().max(2_000))
    .min(1, 'may not be empty')
    .max(MOST_PASTED, `may have at most ${MOST_PASTED} entries`)
    .describe(`1 to ${MOST_PASTED} ${what}, as pasted`);

/** What came of adding: the rows that are new, what was there before, and what could not be read. */
const addedAnswer = <Item extends z.ZodType>(id: string, item: Item) =>
  answer(id, {
    items: z.array(item).describe('what was added'),
    duplicates: z.array(z.string()).describe('what was there before, or came twice'),
    refused: z.array(z.string()).describe('what is none, as it was typed'),
  });

const changes = <Shape extends z.ZodRawShape>(id: string, shape: Shape) =>
  z
    .strictObject(shape)
    .refine((given) => Object.keys(given).length > 0, 'must change something')
    .meta({ id });

// Hashtags.

export const savedHashtagSchema = z
  .object({ id: idSchema, hashtag: z.string(), note: shownNoteSchema, created_at: timestampSchema })
  .meta({ id: 'SavedHashtag' });
export type SavedHashtag = z.infer<typeof savedHashtagSchema>;
export const hashtagsQuerySchema = pageQuerySchema.extend({
  search: searchSchema.transform((text) => (text === undefined ? text : normaliseTag(text))),
});
export type HashtagsQuery = z.infer<typeof hashtagsQuerySchema>;
export const hashtagListSchema = listAnswer('SavedHashtagList', savedHashtagSchema);
export const addHashtagsSchema = z
  .strictObject({
    hashtag: hashtagSchema.optional(),
    hashtags: pasted('hashtags').optional(),
    note: noteSchema.optional(),
  })
  .refine((body) => (body.hashtag === undefined) !== (body.hashtags === undefined), 'needs hashtag or hashtags')
  .meta({ id: 'AddHashtags' });
export type AddHashtags = z.infer<typeof addHashtagsSchema>;
export const addedHashtagsSchema = addedAnswer('AddedHashtags', savedHashtagSchema);
export const hashtagChangesSchema = changes('HashtagChanges', { note: noteSchema });
export type HashtagChanges = z.infer<typeof hashtagChangesSchema>;
export const hashtagAnswerSchema = answer('SavedHashtagAnswer', { hashtag: savedHashtagSchema });

// Locations.

const placeNameSchema = lineOfText(1, 200);
export const savedLocationSchema = z
  .object({ id: idSchema, pk: z.string(), name: z.string(), created_at: timestampSchema })
  .meta({ id: 'SavedLocation' });
export type SavedLocation = z.infer<typeof savedLocationSchema>;
export const locationsQuerySchema = pageQuerySchema;
export type LocationsQuery = z.infer<typeof locationsQuerySchema>;
export const locationListSchema = listAnswer('SavedLocationList', savedLocationSchema);
export const addLocationSchema = z.strictObject({ pk: pkSchema, name: placeNameSchema }).meta({ id: 'AddLocation' });
export type AddLocation = z.infer<typeof addLocationSchema>;
export const addedLocationsSchema = addedAnswer('AddedLocations', savedLocationSchema);
export const locationChangesSchema = changes('LocationChanges', { name: placeNameSchema });
export type LocationChanges = z.infer<typeof locationChangesSchema>;
export const locationAnswerSchema = answer('SavedLocationAnswer', { location: savedLocationSchema });

// Texts for messages.

const templateNameSchema = lineOfText(1, 100);
export const dmTemplateSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    text: z.string(),
    links: z.int().min(0).describe('how many links it has; each makes it likelier that Instagram takes it for spam'),
    warnings: z.array(z.object(messageShape)),
    created_at: timestampSchema,
    updated_at: timestampSchema,
  })
  .meta({ id: 'DmTemplate' });
export type DmTemplate = z.infer<typeof dmTemplateSchema>;
export const dmTemplatesQuerySchema = z.strictObject(pageQueryShape);
export type DmTemplatesQuery = z.infer<typeof dmTemplatesQuerySchema>;
export const dmTemplateListSchema = listAnswer('DmTemplateList', dmTemplateSchema);
export const createDmTemplateSchema = z
  .strictObject({ name: templateNameSchema, text: templateTextSchema })
  .meta({ id: 'CreateDmTemplate' });
export type CreateDmTemplate = z.infer<typeof createDmTemplateSchema>;
export const dmTemplateChangesSchema = changes('DmTemplateChanges', {
  name: templateNameSchema.optional(),
  text: templateTextSchema.optional(),
});
export type DmTemplateChanges = z.infer<typeof dmTemplateChangesSchema>;
export const dmTemplateAnswerSchema = answer('DmTemplateAnswer', { template: dmTemplateSchema });

// Lists of people.

const personShape = {
  username: z.string().nullable().describe('null: known by pk alone'),
  pk: z.string().nullable().describe('null: known by name alone'),
};
const peopleShape = {
  username: instagramUsernameSchema.optional(),
  pk: pkSchema.optional(),
  usernames: pasted('names').optional(),
  note: noteSchema.optional(),
};
const namesOnePersonOrMany = (body: {
  readonly username?: string | undefined;
  readonly pk?: string | undefined;
  readonly usernames?: readonly string[] | undefined;
}): boolean => (body.usernames === undefined) === (body.username !== undefined || body.pk !== undefined);
const NEEDS_PEOPLE = 'needs username, pk or both, or usernames';

export const listEntrySchema = z
  .object({
    id: idSchema,
    ...personShape,
    account_id: idSchema.nullable().describe('null: counts for all your accounts'),
    note: shownNoteSchema,
    created_at: timestampSchema,
  })
  .meta({ id: 'ListEntry' });
export type ListEntry = z.infer<typeof listEntrySchema>;
export const listQuerySchema = pageQuerySchema.extend({
  account_id: idSchema.optional().describe('what counts for this account: its own entries and those for all accounts'),
});
export type ListQuery = z.infer<typeof listQuerySchema>;
export const listEntriesSchema = listAnswer('ListEntries', listEntrySchema);
export type ListEntries = z.infer<typeof listEntriesSchema>;
export const addToListSchema = z
  .strictObject({
    ...peopleShape,
    account_id: idSchema.optional().describe('the account that it counts for; default: all of yours'),
  })
  .refine(namesOnePersonOrMany, NEEDS_PEOPLE)
  .meta({ id: 'AddToList' });
export type AddToList = z.infer<typeof addToListSchema>;
export const addedToListSchema = addedAnswer('AddedToList', listEntrySchema);
export type AddedToList = z.infer<typeof addedToListSchema>;
export const listEntryChangesSchema = changes('ListEntryChanges', { note: noteSchema });
export type ListEntryChanges = z.infer<typeof listEntryChangesSchema>;
export const listEntryAnswerSchema = answer('ListEntryAnswer', { entry: listEntrySchema });

// Opt-outs, which hold for everybody here.

export const optOutSchema = z
  .object({
    id: idSchema,
    ...personShape,
    created_at: timestampSchema,
    note: shownNoteSchema.optional().describe('for administrators'),
    added_by: idSchema.nullable().optional().describe('for administrators; null: deleted since'),
  })
  .meta({ id: 'OptOut' });
export type OptOut = z.infer<typeof optOutSchema>;
export const optOutsQuerySchema = pageQuerySchema;
export type OptOutsQuery = z.infer<typeof optOutsQuerySchema>;
export const optOutListSchema = listAnswer('OptOutList', optOutSchema);
export type OptOutList = z.infer<typeof optOutListSchema>;
export const addOptOutsSchema = z
  .strictObject(peopleShape)
  .refine(namesOnePersonOrMany, NEEDS_PEOPLE)
  .meta({ id: 'AddOptOuts' });
export type AddOptOuts = z.infer<typeof addOptOutsSchema>;
export const addedOptOutsSchema = addedAnswer('AddedOptOuts', optOutSchema);
export type AddedOptOuts = z.infer<typeof addedOptOutsSchema>;
export const optOutChangesSchema = changes('OptOutChanges', { note: noteSchema });
export type OptOutChanges = z.infer<typeof optOutChangesSchema>;
export const optOutAnswerSchema = answer('OptOutAnswer', { opt_out: optOutSchema });
