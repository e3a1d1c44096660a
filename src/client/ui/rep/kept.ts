/** A small value that outlives the page, on this phone; read anew where the browser keeps nothing. */
export class Kept<Value> {
  private readonly listeners = new Set<() => void>();
  private text: string | null = null;
  private value: Value;

  constructor(
    private readonly key: string,
    private readonly empty: Value,
  ) {
    this.value = empty;
    window.addEventListener('storage', (event) => event.key === key && this.tell());
  }

  /** The same object until something changes. */
  readonly read = (): Value => {
    const text = stored(() => localStorage.getItem(this.key)) ?? null;
    if (text === this.text) return this.value;
    this.text = text;
    // Only this class writes under the key.
    this.value = text === null ? this.empty : (JSON.parse(text) as Value);
    return this.value;
  };

  write(value: Value): void {
    this.value = value;
    this.text = JSON.stringify(value);
    const { text } = this;
    stored(() => localStorage.setItem(this.key, text));
    this.tell();
  }

  readonly subscribe = (changed: () => void) => {
    this.listeners.add(changed);
    return () => void this.listeners.delete(changed);
  };

  private tell(): void {
    for (const changed of this.listeners) changed();
  }
}

/** A browser that forbids storage throws at every touch of it. */
function stored<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
