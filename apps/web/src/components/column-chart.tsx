import { useElementSize } from '@mantine/hooks';
import { number } from '../lib/format/number.ts';
import classes from './column-chart.module.css';

export interface ChartColumn {
  readonly key: string;
  /** Under the axis, where there is room. */
  readonly label: string;
  /** Shown when it is pointed at. */
  readonly title: string;
  /** From the bottom up; null: there is no data, and nothing is drawn. */
  readonly parts: readonly { readonly value: number; readonly tone: 'done' | 'failed' | 'unknown' }[] | null;
}

interface Props {
  /** What it shows, in words; the numbers are in a table beside it. */
  readonly label: string;
  readonly columns: readonly ChartColumn[];
}

const HEIGHT = 200;
const LEFT = 40;
const BOTTOM = 24;
const TOP = 12;
/** Before its size is known. */
const WIDTH = 640;
/** The room that a label under the axis needs. */
const LABEL_WIDTH = 64;

/** A round number above the highest column. */
const ceilingOf = (most: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 3, 4, 6, 8, 10].map((times) => times * power).find((ceiling) => ceiling >= most) ?? most;
};

/** Columns over time, drawn as SVG. A column without data stays empty: it is not 0. */
export function ColumnChart({ label, columns }: Props) {
  const { ref, width: measured } = useElementSize();
  const width = measured || WIDTH;
  const room = width - LEFT;
  const sums = columns.map(({ parts }) => (parts ?? []).reduce((sum, { value }) => sum + value, 0));
  const ceiling = ceilingOf(Math.max(0, ...sums));
  const height = HEIGHT - TOP - BOTTOM;
  const y = (value: number): number => TOP + height - (value / ceiling) * height;
  const step = room / Math.max(1, columns.length);
  const gap = step > 6 ? Math.min(4, step / 4) : 0;
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / step));
  const marks = ceiling > 1 && ceiling % 2 === 0 ? [0, ceiling / 2, ceiling] : [0, ceiling];
  return (
    <div ref={ref} className={classes.chart}>
      <svg width={width} height={HEIGHT} role="img" aria-label={label}>
        {marks.map((mark) => (
          <g key={mark}>
            <line className={classes.line} x1={LEFT} x2={width} y1={y(mark)} y2={y(mark)} />
            <text className={classes.words} x={LEFT - 8} y={y(mark) + 4} textAnchor="end">
              {number(mark)}
            </text>
          </g>
        ))}
        {columns.map((column, index) => {
          const x = LEFT + index * step;
          return (
            <g key={column.key}>
              <title>{column.title}</title>
              <rect className={classes.room} x={x} y={TOP} width={step} height={height} />
              <Stack parts={column.parts} x={x + gap / 2} width={Math.max(1, step - gap)} y={y} />
              {index % every === 0 && x + LABEL_WIDTH <= width + step && (
                <text className={classes.words} x={x} y={HEIGHT - 6}>
                  {column.label}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

interface StackProps {
  readonly parts: ChartColumn['parts'];
  readonly x: number;
  readonly width: number;
  readonly y: (value: number) => number;
}

function Stack({ parts, x, width, y }: StackProps) {
  const drawn: { readonly tone: string; readonly from: number; readonly to: number }[] = [];
  for (const { tone, value } of parts ?? []) {
    const from = drawn.at(-1)?.to ?? 0;
    if (value > 0) drawn.push({ tone, from, to: from + value });
  }
  return drawn.map(({ tone, from, to }) => (
    <rect key={tone} className={classes.bar} data-tone={tone} x={x} y={y(to)} width={width} height={y(from) - y(to)} />
  ));
}
