import { z } from 'zod';

/** Letters, marks, digits, underscores and emoji of any script: what Instagram makes a hashtag of. */
const HASHTAG =
  /^(?:[\p{L}\p{M}\p{N}_]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0f)+$/u;

export const hashtagSchema = z
  .string()
  .max(400)
  .trim()
  .normalize('NFC')
  .transform((tag) => tag.replace(/^#/, '').toLowerCase())
  .pipe(
    z
      .string()
      .min(1, 'may not be empty')
      .max(100, 'must have at most 100 characters')
      .regex(HASHTAG, 'may have letters, digits, underscores and emoji only'),
  )
  .describe('hashtag, with or without #');
