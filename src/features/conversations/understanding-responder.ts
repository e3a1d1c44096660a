import type { Proposal } from '../replies/proposer';
import { kfSay } from './kf-texts';
import { saysOptOut } from './opt-out-words';
import type { Reply, Responder, Situation } from './responder';

/** A message may be a whole letter; what it is for stands in its beginning or nowhere. */
const longestRead = 2_000;
const longestProblem = 200;
/** 退订 has no way back but the customer's own word: below this a person asks. */
const sureOfOptOut = 0.7;

const forPerson: Reply = { text: null, handOver: true, followUp: false, optsOut: false, problem: null, proposes: [] };

/** Understands what customers write: says what the shop's own words answer, and leaves the rest to a person. */
export class UnderstandingResponder implements Responder {
  constructor(private readonly deps: { propose: (text: string, externalUserId: string) => Promise<Proposal> }) {}

  async respond({ unread, externalUserId }: Situation): Promise<Reply> {
    if (unread.some(({ text }) => saysOptOut(text))) return { ...forPerson, handOver: false, optsOut: true };
    const text = unread
      .map((message) => message.text)
      .filter(Boolean)
      .join('\n')
      .slice(0, longestRead);
    if (text === '') return forPerson; // pictures and voices are for eyes and ears
    const proposal = await this.deps.propose(text, externalUserId);
    return { ...replyTo(text, proposal), proposes: proposal.understanding.entities.dayFacts };
  }
}

function replyTo(text: string, { understanding, suggestions, choice }: Proposal): Reply {
  const [first] = understanding.intents;
  if (choice.why === 'opt-out') {
    const isSure = first !== undefined && first.likelihood >= sureOfOptOut;
    return isSure ? { ...forPerson, handOver: false, optsOut: true } : forPerson;
  }
  if (choice.why === 'complaint') return { ...forPerson, problem: text.slice(0, longestProblem) };
  if (choice.policy !== 'answer') return forPerson;
  const isQuestion = choice.why === 'usage-question';
  const said = suggestions.find(({ source }) => !isQuestion || source.origin === 'knowledge');
  if (!said) return forPerson;
  // A question answered at night is looked at in the morning.
  return { ...forPerson, text: `${said.text}\n${kfSay.orPerson}`, handOver: false, followUp: isQuestion };
}
