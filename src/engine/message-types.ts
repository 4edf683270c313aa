/** What each type of message between nodes is, and what it carries besides its header. */
import type { MessageName } from '../result.js';

interface MessageType {
  /**
   * A request asks for something; a response answers, or brings a whole line or page where it belongs.
   * So they go over wires of their own on a split-transaction bus, whose first carries addresses and
   * commands, whose second data and acknowledgements (D. E. Culler and J. P. Singh, Parallel Computer
   * Architecture, 1999, section 6.4). A WriteThrough is a request, answered by an Ack; a Put without
   * data is one, answered by a PutAck.
   */
  readonly kind: 'request' | 'response';
  readonly carries: 'nothing' | 'words' | 'line' | 'page';
}

const request = { kind: 'request', carries: 'nothing' } as const;
const response = { kind: 'response', carries: 'nothing' } as const;
const withLine = { kind: 'response', carries: 'line' } as const;

export const MESSAGE_TYPES: Readonly<Record<MessageName, MessageType>> = {
  GetS: request,
  GetM: request,
  Upgrade: request,
  WriteThrough: { kind: 'request', carries: 'words' },
  FwdGetS: request,
  FwdGetM: request,
  Inv: request,
  InvAck: response,
  Data: withLine,
  Ack: response,
  WriteBack: withLine,
  Put: request,
  PutData: withLine,
  PutAck: response,
  Recall: request,
  RecallAck: response,
  RecallData: withLine,
  PageData: { kind: 'response', carries: 'page' },
};
