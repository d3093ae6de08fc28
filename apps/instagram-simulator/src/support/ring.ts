/** The last `capacity` items that were put in; 0 keeps none. */
export interface Ring<T> {
  readonly capacity: number;
  push(item: T): void;
  /** Oldest first. */
  items(): T[];
  clear(): void;
}

export const createRing = <T>(capacity: number): Ring<T> => {
  let slots: T[] = [];
  let next = 0;
  return {
    capacity,
    push: (item) => {
      if (capacity === 0) return;
      if (slots.length < capacity) slots.push(item);
      else slots[next] = item;
      next = (next + 1) % capacity;
    },
    items: () => (slots.length < capacity ? [...slots] : [...slots.slice(next), ...slots.slice(0, next)]),
    clear: () => {
      slots = [];
      next = 0;
    },
  };
};
