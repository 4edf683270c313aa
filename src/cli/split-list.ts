/** The items of options that may be given several times, each with several items between commas. */
export const splitList = (lists: readonly string[] = []): string[] =>
  lists
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
