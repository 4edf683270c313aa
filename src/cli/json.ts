/** Whether nothing in it has parts of its own. */
const isFlat = (value: object): boolean =>
  Object.values(value).every((each) => typeof each !== 'object' || each === null);

/** Objects whose one line would be longer are spread over several. */
const MOST_CHARACTERS = 100;

const indented = (value: unknown, indent: string): string => {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const [open, close] = isList ? '[]' : '{}';
  const inner = `${indent}  `;
  const parts = Object.entries(value).map(
    ([name, each]) => `${isList ? '' : `${JSON.stringify(name)}: `}${indented(each, inner)}`,
  );
  if (parts.length === 0) return `${open}${close}`;
  // A row of a matrix stays a row, however long.
  const numbers = isList && value.every((each) => typeof each === 'number');
  const line = isList ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
  if (numbers || (indent !== '' && isFlat(value) && line.length <= MOST_CHARACTERS)) return line;
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
};

/** JSON to read: indented, but lists of numbers and small objects in one line each. */
export const indentedJson = (value: object): string => `${indented(value, '')}\n`;
