/** Longest piece of a file that a message shows. */
const SHOWN = 60;

/**
 * Text from a file as a message may show it: control characters escaped, so that a trace cannot
 * write to the terminal, and long text shortened.
 */
export const printable = (text: string, most = SHOWN): string => {
  const short = text.length > most ? `${text.slice(0, most)}…` : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return short.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, (char) =>
    char === '\t' ? '\\t' : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
};

/** The same for bytes of unknown meaning. */
export const printableBytes = (bytes: Uint8Array, most = SHOWN): string =>
  printable(new TextDecoder('utf-8').decode(bytes.subarray(0, most * 4)), most);

/** The first bytes of a file in hexadecimal. */
export const hexBytes = (bytes: Uint8Array, most = 8): string =>
  [...bytes.subarray(0, most)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
