import { AMOUNT_MAX, type Source } from '@pacekeeper/contracts';
import { capital, number, sentenceCase } from '../../../lib/format/number.ts';

interface FieldWords {
  readonly label: string;
  readonly help?: string;
  /** What it should be, where the contract says it less plainly. */
  readonly wrong?: string;
  readonly placeholder?: string;
}

export const WRONG_AMOUNT = `Enter a whole number from 1 to ${number(AMOUNT_MAX)}.`;

/** Parameters of sources, options of actions and filters, by their names. One without words is called by its name. */
export const FIELD_WORDS: Readonly<Record<string, FieldWords>> = {
  hashtag: {
    label: 'Hashtag',
    help: 'People who recently posted with it, or their posts.',
    wrong: 'Enter one hashtag: letters, digits, underscores and emoji, without spaces.',
  },
  location_pk: {
    label: 'Place',
    help: 'The number of the place, or the address of its page at Instagram.',
    wrong: 'Enter the number of a place, or an address such as instagram.com/explore/locations/213385402.',
    placeholder: '213385402',
  },
  username: {
    label: 'Account',
    help: 'Its name, or the address of its profile.',
    wrong: 'Enter an Instagram name: letters, digits, dots and underscores, at most 30.',
    placeholder: 'mia.travels',
  },
  media: {
    label: 'Post or reel',
    help: 'Its address at Instagram.',
    wrong: 'Enter the address of a post or reel, such as instagram.com/p/Cxyz123.',
    placeholder: 'https://www.instagram.com/p/…',
  },
  usernames: {
    label: 'Names',
    help: 'One a line, or with commas between them. Each counts once.',
    wrong: 'Enter 1 to 1,000 Instagram names: letters, digits, dots and underscores.',
  },
  template: {
    label: 'Message',
    help: 'What is in brackets is filled in for each person.',
  },
  likes_per_user: {
    label: 'Likes per person',
    help: 'Of a person’s newest posts, 1 to 5. Of hashtags and places, each post is one like.',
  },
  reaction_chance: { label: 'Share of people who get a reaction, %', help: 'Above 0 to 100. The others are skipped.' },
  older_than_days: {
    label: 'Followed at least this many days ago',
    help: 'Counts for accounts that the bot followed.',
  },
  only_non_followers: { label: 'Only people who do not follow back' },
  confirm_count: {
    label: 'How many accounts you follow now',
    help: 'Leave it empty at first: the answer tells the number, which you then confirm here.',
  },
  skip_private: { label: 'Private accounts' },
  skip_verified: { label: 'Verified accounts' },
  skip_business: { label: 'Business accounts' },
  require_picture: { label: 'Accounts without a profile picture' },
  followers_min: { label: 'Followers, at least' },
  followers_max: { label: 'Followers, at most' },
  following_min: { label: 'Following, at least' },
  following_max: { label: 'Following, at most' },
  ratio_min: { label: 'Followers per following, at least' },
  ratio_max: { label: 'Followers per following, at most' },
  posts_min: { label: 'Posts, at least' },
  last_post_within_days: { label: 'Newest post at most this many days old' },
  bio_excludes: { label: 'Biography has none of', help: 'Words, with commas between them.' },
  bio_requires: { label: 'Biography has one of', help: 'Words, with commas between them.' },
  language: { label: 'Language of the biography', help: 'Codes such as en, de, es, with commas between them.' },
  not_touched_within_days: { label: 'Nothing done to them for this many days' },
};

export const labelOf = (name: string): string => FIELD_WORDS[name]?.label ?? sentenceCase(name);

/** A source as a choice: its own label, or where a choice says more. */
const SOURCE_CHOICES: Readonly<Partial<Record<Source, string>>> = {
  hashtag: 'A hashtag',
  location: 'A place',
  followers_of: 'An account’s followers',
  following_of: 'Accounts that an account follows',
  own_followers: 'Your followers',
  own_following: 'Accounts that you follow',
  likers_of: 'People who liked a post',
  commenters_of: 'People who commented on a post',
  followed_by_bot: 'Accounts that the bot followed',
  list: 'A list of names',
};

export const sourceChoice = ({ source, label }: { readonly source: string; readonly label: string }): string =>
  SOURCE_CHOICES[source as Source] ?? capital(label);

const ACTION_CHOICES: Readonly<Record<string, string>> = {
  follow: 'Follow',
  unfollow: 'Unfollow',
  like: 'Like',
  story_view: 'View stories',
  story_reaction: 'React to stories',
  dm: 'Send a message',
};

export const actionChoice = (action: string): string => ACTION_CHOICES[action] ?? sentenceCase(action);
