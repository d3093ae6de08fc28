/** How often the first is the larger one in a pair of one of each (Mann-Whitney); 0.5 means no difference. */
export const areaUnderCurve = (ones: readonly number[], others: readonly number[]): number => {
  const sorted = [...others].sort((a, b) => a - b);
  /** How many of the others are below, or with `also` at, this value. */
  const below = (value: number, also: boolean): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const at = sorted[middle] ?? 0;
      if (at < value || (also && at === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const wins = ones.reduce((sum, value) => sum + (below(value, false) + below(value, true)) / 2, 0);
  return wins / (ones.length * others.length);
};
