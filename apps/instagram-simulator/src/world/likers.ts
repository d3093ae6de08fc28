import { createRandom } from '../support/random.ts';
import type { Person, Post } from './types.ts';

/** Which generated users liked a medium before anyone signed in: `baseLikes` of them, always the same. */
export const baseLikersOf = (post: Post, people: readonly Person[]): Person[] => {
  const random = createRandom(`likers ${post.pk}`);
  const chosen = new Set<Person>();
  const wanted = Math.min(post.baseLikes, people.length);
  while (chosen.size < wanted) chosen.add(random.pick(people));
  return [...chosen];
};
