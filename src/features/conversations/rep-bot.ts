import type { DataSource, EntityManager } from 'typeorm';
import type { AppMessageBody, Clock, Instant, Vault } from '../../kernel/ports';
import { Marker } from '../../model/marker';
import { readRepWords, type RepCommand } from './rep-words';
import type { Answer, Settled } from './errands';
import type { RepErrands } from './rep-errands';
import { say } from './texts';

const questionLivesMs = 10 * 60_000;

export interface RepMessage {
  messageId: string;
  repUserId: string;
  text: string;
  sentAt: Instant;
}

interface OpenQuestion {
  command: RepCommand;
  options: Settled[];
}

/** The chat of a rep with the app: does what a line asks for, says what it understood, and asks where it is unsure. */
export class RepBot {
  constructor(
    private readonly deps: {
      dataSource: DataSource;
      clock: Clock;
      vault: Vault;
      errands: RepErrands;
      isRep: (repUserId: string) => Promise<boolean>;
      /** Puts an answer into the rep's chat, once per id. */
      answer: (manager: EntityManager, id: string, repUserId: string, body: AppMessageBody) => Promise<void>;
    },
  ) {}

  /** Safe to hear twice: every errand is, and the answer has the message's id. */
  async hear(message: RepMessage): Promise<(manager: EntityManager) => Promise<void>> {
    const answer = await this.answerTo(message);
    return async (manager) => {
      await this.keepQuestion(manager, message.repUserId, answer);
      const body = answer.body ?? { kind: 'text' as const, text: wordsOf(answer) };
      await this.deps.answer(manager, `answer-${message.messageId}`, message.repUserId, body);
      await answer.afterwards?.(manager);
    };
  }

  private async answerTo(message: RepMessage): Promise<Answer> {
    if (!(await this.deps.isRep(message.repUserId))) return { text: say.notARep };
    const command = readRepWords(message.text);
    if (command.kind !== 'choice') return this.deps.errands.run(command, message, {});
    const open = await this.openQuestion(message.repUserId);
    if (!open) return { text: say.noQuestion };
    const settled = open.options[command.number - 1];
    if (!settled) return { text: say.noSuchOption(open.options.length), keepQuestion: true };
    return this.deps.errands.run(open.command, message, settled);
  }

  private async openQuestion(repUserId: string): Promise<OpenQuestion | null> {
    const marker = await this.deps.dataSource.getRepository(Marker).findOneBy({ id: questionId(repUserId) });
    if (!marker || marker.at < this.deps.clock.now()) return null;
    // Only this class writes the marker, as JSON of an OpenQuestion.
    return JSON.parse(this.deps.vault.open(marker.value)) as OpenQuestion;
  }

  private async keepQuestion(manager: EntityManager, repUserId: string, answer: Answer): Promise<void> {
    if (answer.keepQuestion) return;
    const id = questionId(repUserId);
    await manager.delete(Marker, { id });
    if (!answer.question) return;
    const open: OpenQuestion = {
      command: answer.question.command,
      options: answer.question.options.map((option) => option.settled),
    };
    const value = this.deps.vault.seal(JSON.stringify(open));
    await manager.insert(Marker, { id, value, at: this.deps.clock.now() + questionLivesMs });
  }
}

function questionId(repUserId: string): string {
  return `question:${repUserId}`;
}

function wordsOf(answer: Answer): string {
  const options = answer.question?.options.map((option, index) => `${index + 1}. ${option.label}`) ?? [];
  return [answer.text, ...options].join('\n');
}
