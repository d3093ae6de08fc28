import {
  IconAt,
  IconBolt,
  IconEye,
  IconHash,
  IconHeart,
  IconList,
  IconMapPin,
  IconMessage,
  IconMessageCircle,
  IconMoodSmile,
  IconPhotoHeart,
  IconRobot,
  IconUserMinus,
  IconUserPlus,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { useId } from 'react';
import { type Entries, offered, type Pair, sourcesFor } from '../compose/pairs.ts';
import { actionChoice, sourceChoice } from '../compose/words.ts';
import classes from './pair-picker.module.css';

const ICONS: Readonly<Record<string, Icon>> = {
  follow: IconUserPlus,
  unfollow: IconUserMinus,
  like: IconHeart,
  story_view: IconEye,
  story_reaction: IconMoodSmile,
  dm: IconMessage,
  hashtag: IconHash,
  location: IconMapPin,
  followers_of: IconUsers,
  following_of: IconUsers,
  own_followers: IconAt,
  own_following: IconAt,
  likers_of: IconPhotoHeart,
  commenters_of: IconMessageCircle,
  followed_by_bot: IconRobot,
  list: IconList,
};

interface Props {
  readonly entries: Entries;
  readonly pair: Pair;
  readonly onChoose: (action: string, source: string) => void;
}

/** What to do, and where the targets come from: every pair that the contract allows. */
export function PairPicker({ entries, pair, onChoose }: Props) {
  const action = pair.action.action;
  const source = pair.source.source;
  return (
    <>
      <Choices
        legend="Action"
        chosen={action}
        choices={offered(entries).map((one) => ({ value: one.action, label: actionChoice(one.action) }))}
        onChoose={(value) => onChoose(value, source)}
      />
      <Choices
        legend="From"
        chosen={source}
        choices={sourcesFor(entries, action).map((one) => ({ value: one.source, label: sourceChoice(one) }))}
        onChoose={(value) => onChoose(action, value)}
      />
    </>
  );
}

interface ChoicesProps {
  readonly legend: string;
  readonly chosen: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string) => void;
}

function Choices({ legend, chosen, choices, onChoose }: ChoicesProps) {
  const name = useId();
  return (
    <fieldset className={classes.choices}>
      <legend>{legend}</legend>
      <div className={classes.cards}>
        {choices.map(({ value, label }) => {
          const Drawn = ICONS[value] ?? IconBolt;
          return (
            <label key={value} className={classes.card}>
              <input
                type="radio"
                name={name}
                value={value}
                checked={value === chosen}
                onChange={() => onChoose(value)}
              />
              <Drawn size={18} stroke={1.5} aria-hidden="true" />
              <span>{label}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
