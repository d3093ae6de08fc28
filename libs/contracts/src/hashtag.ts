import { z } from 'zod';
import { normaliseTag } from './typed.ts';

/** Letters, marks and digits of any script, `_`, the middle dots, the joiners inside words, and emoji. */
const HASHTAG =
  /^(?:[\p{L}\p{M}\p{N}_\u00b7\u30fb]|\u200c|\u200d|\ufe0f|[\u{e0020}-\u{e007f}]|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator})+$/u;
/** Dots and marks alone are no hashtag. */
const SEEN = /[\p{L}\p{N}_\p{Extended_Pictographic}\p{Regional_Indicator}]/u;
const HASHTAG_MAX = 100;

export const hashtagSchema = z
  .string()
  .max(2_000)
  .transform(normaliseTag)
  .pipe(
    z
      .string()
      .min(1, 'may not be empty')
      .refine((tag) => [...tag].length <= HASHTAG_MAX, `must have at most ${HASHTAG_MAX} characters`)
      .refine(
        (tag) => tag === '' || (HASHTAG.test(tag) && SEEN.test(tag)),
        'may have letters, digits, underscores and emoji only',
      ),
  )
  .describe('hashtag, with or without #');
