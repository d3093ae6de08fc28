import { fillTemplate, type TemplateValues } from '@pacekeeper/contracts';
import classes from './templates.module.css';

interface Props {
  readonly text: string;
}

const EXAMPLES: readonly { readonly who: string; readonly values: TemplateValues }[] = [
  {
    who: '@mia.travels, who gives a full name',
    values: { username: 'mia.travels', full_name: 'Mia Jansen', follower_count: 1_240, following_count: 310 },
  },
  {
    who: '@otto, who gives no full name',
    values: { username: 'otto', full_name: null, follower_count: 87, following_count: 120 },
  },
];
const UNKNOWN: TemplateValues = { username: 'otto', full_name: null, follower_count: null, following_count: null };

/** The text as two made-up people would read it. */
export function TemplatePreview({ text }: Props) {
  if (text.trim() === '') return <p className={classes.lead}>It appears here while you write.</p>;
  return (
    <div className={classes.preview}>
      {EXAMPLES.map(({ who, values }) => (
        <figure key={who} className={classes.example}>
          <figcaption className={classes.who}>To {who}</figcaption>
          <p className={classes.bubble}>{fillTemplate(text.trim(), values)}</p>
        </figure>
      ))}
      {fillTemplate(text, UNKNOWN) === null && (
        <p className={classes.lead}>People whose numbers Instagram does not show get no message.</p>
      )}
    </div>
  );
}
