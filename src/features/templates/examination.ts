import type { TemplateFault, TemplateFaultCode } from './faults';
import { positionAt, type SourcePosition } from './positions';

/** What is wrong and its mend: to who keeps the files, and to who writes at the console. */
export interface Told {
  en: string;
  zh: string;
}

/** One reading of a template source, and the faults found on the way. */
export class Examination {
  private readonly found: TemplateFault[] = [];

  constructor(
    readonly name: string,
    readonly source: string,
  ) {}

  fault(code: TemplateFaultCode, told: Told, at?: { offset: number; word: string }, field = ''): void {
    const position: SourcePosition | undefined = at && positionAt(this.source, at.offset, at.word);
    const path = field === '' ? this.name : `${this.name}.${field}`;
    this.found.push({ code, path, message: `template ${this.name}: ${told.en}`, words: told.zh, position });
  }

  /** Whether a fault of one of these codes, or any, was found. */
  has(...codes: TemplateFaultCode[]): boolean {
    return this.found.some(({ code }) => codes.length === 0 || codes.includes(code));
  }

  marks(word: string): boolean {
    return this.found.some(({ position }) => position?.word === word);
  }

  /** By place, each once. */
  faults(): TemplateFault[] {
    return inOrder(this.found);
  }
}

function inOrder(faults: readonly TemplateFault[]): TemplateFault[] {
  const seen = new Set<string>();
  const place = ({ position }: TemplateFault) =>
    position === undefined ? -1 : position.line * 10_000 + position.column;
  return faults
    .filter((fault) => {
      const key = `${fault.message}@${place(fault)}`;
      return !seen.has(key) && seen.add(key);
    })
    .sort((one, other) => place(one) - place(other));
}
